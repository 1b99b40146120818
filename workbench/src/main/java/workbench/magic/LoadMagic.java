package workbench.magic;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import workbench.notebook.BadNotebook;
import workbench.notebook.Cell;
import workbench.notebook.NotebookFile;

/** {@code %load FILE}: runs Java source, or the code cells of a notebook, in the session. */
final class LoadMagic implements Magic {
  private final Path folder;

  LoadMagic(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "load";
  }

  @Override
  public List<String[]> usage() {
    return List.<String[]>of(
        new String[] {"%load FILE", "runs a .java or .jsh file, or the cells of an .ipynb"});
  }

  @Override
  public List<Step> steps(Chunk.Magic call) {
    if (call.argument().isEmpty()) {
      throw new MagicError("%load needs a file: %load FILE.java, FILE.jsh or FILE.ipynb");
    }
    Path file = folder.resolve(call.argument()).normalize();
    if (!Files.isRegularFile(file)) {
      throw new MagicError("%%load %s: there is no file %s".formatted(call.argument(), file));
    }
    String name = String.valueOf(file.getFileName());
    List<Step.Part> parts =
        name.endsWith(".ipynb") ? cells(file, name) : List.of(new Step.Part(name, read(file)));
    return List.of(new Step.Load(name, parts));
  }

  private static List<Step.Part> cells(Path file, String name) {
    List<Step.Part> parts = new ArrayList<>();
    try {
      for (Cell cell : NotebookFile.read(file).cells()) {
        if (cell.isCode()) {
          parts.add(new Step.Part(name + " cell " + (parts.size() + 1), cell.source()));
        }
      }
    } catch (BadNotebook e) {
      throw new MagicError("%load: " + e.getMessage());
    }
    return parts;
  }

  /** Without the package declaration, which a session has no place for. */
  private static String read(Path file) {
    try {
      return Files.readString(file).replaceFirst("(?m)^package [\\w.]+;", "");
    } catch (CharacterCodingException e) {
      throw new MagicError("%%load: %s is no text in UTF-8".formatted(file));
    } catch (IOException e) {
      throw new MagicError("%%load: cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }
}
