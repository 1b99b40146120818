package mm.scenario;

/**
 * A step whose answer tells whether a patch is there.
 *
 * @param action the step; if a script has it more than once, its last time
 * @param with the answer with the whole series
 * @param without the answer if the patch is left out
 */
public record Telling(String action, String with, String without) {}
