/** Runs notebooks with Java cells: session, runner, reports, command line. */
module workbench {
  requires static org.jspecify;
  requires lib.mm;
  requires java.desktop;
  requires info.picocli;

  opens workbench.cli to
      info.picocli;
}
