package mm.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mm.Backing;
import mm.Kernel;
import mm.Machine;
import mm.config.Release;
import mm.trace.KernelFactory;
import mm.trace.MachineSettings;
import mm.trace.ModelKernels;
import mm.trace.Replayer;
import mm.trace.Trace;
import mm.trace.TraceException;
import mm.trace.TraceParser;
import org.jspecify.annotations.Nullable;

/**
 * Runs random programs on the model and recomputes everything that is counted after every operation
 * ({@link Machine#check}). The same seed, release and memory give the same programs.
 */
public final class Fuzz {
  /**
   * What a run found.
   *
   * @param programs programs that were run
   * @param operations operations that were carried out and checked
   * @param hangs programs that ended in an operation that never returns, as some do on real kernels
   * @param failure the first program that broke the model, or null
   */
  public record Result(
      String release,
      String memory,
      long programs,
      long operations,
      long hangs,
      @Nullable Failure failure) {}

  /**
   * A program that broke the model.
   *
   * @param seed its seed
   * @param reason what was found
   * @param trace the shortest program found that still breaks it
   */
  public record Failure(long seed, String reason, String trace) {}

  private final Release release;
  private final Backing memory;
  private long operations;
  private long hangs;

  private Fuzz(Release release, Backing memory) {
    this.release = release;
    this.memory = memory;
  }

  /**
   * Runs {@code count} programs of {@code length} operations; stops at the first that breaks the
   * model.
   *
   * @param seed of the first program; the others follow
   */
  public static Result run(Release release, Backing memory, long seed, int length, int count) {
    Fuzz fuzz = new Fuzz(release, memory);
    for (int i = 0; i < count; i++) {
      String program = RandomProgram.of(seed + i, memory, length);
      String reason = fuzz.broken(program);
      if (reason != null) {
        Failure failure = new Failure(seed + i, reason, fuzz.minimised(program));
        return new Result(
            release.label(), memory.label(), i + 1L, fuzz.operations, fuzz.hangs, failure);
      }
    }
    return new Result(release.label(), memory.label(), count, fuzz.operations, fuzz.hangs, null);
  }

  /** Why a program breaks the model, or null. */
  private @Nullable String broken(String program) {
    Trace trace = TraceParser.parse(program);
    Checking kernels = new Checking(new ModelKernels(release));
    try {
      if (!Replayer.replay(trace, kernels, kernels)) {
        hangs++;
      }
      return null;
    } catch (AssertionError | RuntimeException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    } finally {
      operations += kernels.operations;
    }
  }

  /** Takes lines out as long as the program still breaks the model. */
  private String minimised(String program) {
    List<String> lines = new ArrayList<>(Arrays.asList(program.split("\n")));
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int i = lines.size() - 1; i >= 2; i--) {
        List<String> without = new ArrayList<>(lines);
        without.remove(i);
        if (stillBroken(without)) {
          lines = without;
          shorter = true;
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private boolean stillBroken(List<String> lines) {
    try {
      return broken(String.join("\n", lines) + "\n") != null;
    } catch (TraceException e) {
      return false;
    }
  }

  /**
   * Boots the model, and checks it at the end of each line of the log, that is after each
   * operation.
   */
  private static final class Checking implements KernelFactory, Appendable {
    private final ModelKernels kernels;
    private @Nullable Machine machine;
    private long operations;

    Checking(ModelKernels kernels) {
      this.kernels = kernels;
    }

    @Override
    public Kernel boot(MachineSettings settings) {
      machine = (Machine) kernels.boot(settings);
      return machine;
    }

    @Override
    public int markerSwapType() {
      return kernels.markerSwapType();
    }

    @Override
    public long scanCategories() {
      return kernels.scanCategories();
    }

    @Override
    public Appendable append(@Nullable CharSequence text) {
      return this;
    }

    @Override
    public Appendable append(@Nullable CharSequence text, int start, int end) {
      return this;
    }

    @Override
    public Appendable append(char c) {
      if (c == '\n' && machine != null) {
        operations++;
        machine.check();
      }
      return this;
    }
  }
}
