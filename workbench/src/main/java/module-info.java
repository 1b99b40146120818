/** Runs notebooks with Java cells: session, runner, reports, command line. */
module workbench {
  requires static org.jspecify;
  requires lib.mm;
  requires java.desktop;
  requires java.management;
  requires jdk.jshell;
  requires jdk.management;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires org.apache.commons.csv;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.tables;
  requires org.zeromq.jeromq;
  requires xchart;
  requires VectorGraphics2D;

  exports workbench.api;
  exports workbench.display;
  exports workbench.magic;
  exports workbench.session;

  uses workbench.magic.ArtifactResolver;

  opens workbench.cli to
      info.picocli;
}
