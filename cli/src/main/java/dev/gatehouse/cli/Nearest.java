package dev.gatehouse.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that a mistyped word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * The nearest of the known words by edits of one letter; empty if more than a third of the
   * letters would have to change.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ; did you mean `x`?} or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
