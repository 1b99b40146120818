package workbench.session;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.LocalExecutionControlProvider;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/** JShell as sessions use it: on our {@link CellControl}, with the library loaded. */
final class Engine implements AutoCloseable {
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.function.*",
          "java.util.stream.*",
          "mm.*",
          "mm.abi.*",
          "mm.arch.*",
          "mm.config.*",
          "mm.proc.*",
          "mm.workload.*",
          "static mm.Sizes.*",
          "static mm.Backing.*",
          "static workbench.api.Api.*");

  private final CellControl control = new CellControl(Engine.class.getClassLoader());
  private final JShell shell;
  private final Set<Path> classPath = new LinkedHashSet<>();
  private @Nullable StandardJavaFileManager files;

  Engine() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      shell =
          JShell.builder()
              .executionEngine(new Provider(control), Map.of())
              .fileManager(this::keep)
              .compilerOptions(compilerOptions())
              .build();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    setClassPath();
    for (String name : IMPORTS) {
      shell.eval("import " + name + ";");
    }
  }

  /** Gives JShell our engine. */
  private static final class Provider extends LocalExecutionControlProvider {
    private final CellControl control;

    Provider(CellControl control) {
      this.control = control;
    }

    @Override
    public ExecutionControl createExecutionControl(
        ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }

  private StandardJavaFileManager keep(StandardJavaFileManager manager) {
    files = manager;
    return manager;
  }

  /** The compiler of cells sees the modules' exported packages and nothing else of them. */
  private static String[] compilerOptions() {
    String path =
        Stream.of(System.getProperty("jdk.module.path"), System.getProperty("java.class.path"))
            .filter(p -> p != null && !p.isEmpty())
            .flatMap(p -> Stream.of(p.split(File.pathSeparator)))
            .filter(p -> !p.contains("test-classes") && Files.exists(Path.of(p)))
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    return new String[] {
      "--module-path", path, "--add-modules", "lib.mm,workbench", "-Xlint:-options", "-proc:none"
    };
  }

  /** Puts jars and folders on the class path of cells; those that are there already stay. */
  void addToClassPath(List<Path> paths) {
    for (Path path : paths) {
      if (classPath.add(path)) {
        shell.addToClasspath(path.toString());
      }
    }
    setClassPath();
  }

  /** The program's own class path, which JShell puts in front, is not for cells. */
  private void setClassPath() {
    try {
      if (files != null) {
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the class path: " + classPath, e);
    }
  }

  JShell shell() {
    return shell;
  }

  SourceCodeAnalysis analysis() {
    return shell.sourceCodeAnalysis();
  }

  CellControl control() {
    return control;
  }

  @Override
  public void close() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    shell.close();
    Thread.currentThread().setContextClassLoader(before);
  }
}
