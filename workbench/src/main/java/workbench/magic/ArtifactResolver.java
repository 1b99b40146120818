package workbench.magic;

import java.nio.file.Path;
import java.util.List;

/**
 * Finds artifacts of Maven repositories. Its implementation stands in a module of its own, which a
 * session loads when a cell asks for it, so that Maven's libraries are no part of other sessions.
 */
public interface ArtifactResolver {
  /**
   * The files of these artifacts and of all that they need at run time, in the order of a class
   * path. All roots are resolved together: one version of each artifact.
   *
   * @param coordinates {@code group:artifact[:extension[:classifier]]:version} each
   * @throws MagicError if one of them cannot be had
   */
  List<Resolved> resolve(List<String> coordinates);

  /**
   * One file.
   *
   * @param id {@code group:artifact[:extension[:classifier]]} without the version
   */
  record Resolved(String id, String version, Path file) {}
}
