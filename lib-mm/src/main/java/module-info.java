/** The model of Linux memory management around userfaultfd write-protection and PTE markers. */
module lib.mm {
  requires static org.jspecify;

  exports mm;
  exports mm.abi;
  exports mm.arch;
  exports mm.config;
  exports mm.fuzz;
  exports mm.proc;
  exports mm.scenario;
  exports mm.trace;
  exports mm.cost;
  exports mm.workload;
}
