package dev.gatehouse.core.finding;

/**
 * What a reason is about. A detection keeps its own as constants; the name is a contract, the words
 * may change.
 *
 * @param name lower case with hyphens: {@code chain-length}; never changes after release
 * @param words the same for people, in a few words
 * @param ordinary what would have been ordinary, where no number says it; empty if that goes
 *     without saying
 */
public record Measure(String name, String words, String ordinary) {
  /** One whose ordinary value is a number, or needs no words. */
  public static Measure of(String name, String words) {
    return new Measure(name, words, "");
  }

  /** One whose ordinary state is told in words. */
  public static Measure of(String name, String words, String ordinary) {
    return new Measure(name, words, ordinary);
  }
}
