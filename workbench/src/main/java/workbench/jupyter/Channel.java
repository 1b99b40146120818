package workbench.jupyter;

/** The channels that carry messages. */
enum Channel {
  SHELL,
  CONTROL,
  STDIN,
  IOPUB
}
