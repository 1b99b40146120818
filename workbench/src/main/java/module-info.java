/** Runs notebooks with Java cells: session, runner, reports, command line. */
module workbench {
  requires static org.jspecify;
  requires lib.mm;
  requires java.desktop;
  requires jdk.jshell;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires org.apache.commons.csv;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.tables;
  requires xchart;
  requires VectorGraphics2D;

  exports workbench.api;
  exports workbench.display;
  exports workbench.session;

  opens workbench.cli to
      info.picocli;
}
