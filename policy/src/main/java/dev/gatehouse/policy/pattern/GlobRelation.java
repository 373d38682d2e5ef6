package dev.gatehouse.policy.pattern;

/** How two patterns relate, for reasoning about all texts at once. */
public final class GlobRelation {
  private static final int CELLS_MAX = 4_000_000;

  private GlobRelation() {}

  /**
   * Whether {@code wide} surely matches every text that {@code narrow} matches. Sound and not
   * complete: a star of the narrow pattern is only ever taken up by a star of the wide one.
   */
  public static boolean contains(Glob wide, Glob narrow) {
    if (wide.matchesEverything()) {
      return true;
    }
    String w = wide.marked();
    String n = narrow.marked();
    if ((long) w.length() * n.length() > CELLS_MAX) {
      return w.equals(n);
    }
    boolean[] previous = new boolean[n.length() + 1];
    previous[0] = true;
    for (int i = 0; i < w.length(); i++) {
      char c = w.charAt(i);
      boolean[] current = new boolean[n.length() + 1];
      current[0] = previous[0] && c == Glob.STAR;
      for (int j = 0; j < n.length(); j++) {
        char d = n.charAt(j);
        if (c == Glob.STAR) {
          current[j + 1] = previous[j + 1] || current[j];
        } else if (c == Glob.ONE) {
          current[j + 1] = previous[j] && d != Glob.STAR;
        } else {
          current[j + 1] = previous[j] && c == d;
        }
      }
      previous = current;
    }
    return previous[n.length()];
  }

  /** Whether some text may match both; true when in doubt. */
  public static boolean mayMeet(Glob one, Glob other) {
    String a = one.marked();
    String b = other.marked();
    if ((long) a.length() * b.length() > CELLS_MAX) {
      return true;
    }
    boolean[][] meets = new boolean[a.length() + 1][b.length() + 1];
    meets[0][0] = true;
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (!meets[i][j]) {
          continue;
        }
        boolean starA = i < a.length() && a.charAt(i) == Glob.STAR;
        boolean starB = j < b.length() && b.charAt(j) == Glob.STAR;
        if (starA) {
          meets[i + 1][j] = true;
        }
        if (starB) {
          meets[i][j + 1] = true;
        }
        if (starA && j < b.length()) {
          meets[i][j + 1] = true;
        }
        if (starB && i < a.length()) {
          meets[i + 1][j] = true;
        }
        if (i < a.length() && j < b.length() && !starA && !starB) {
          char c = a.charAt(i);
          char d = b.charAt(j);
          if (c == d || c == Glob.ONE || d == Glob.ONE) {
            meets[i + 1][j + 1] = true;
          }
        }
      }
    }
    return meets[a.length()][b.length()];
  }
}
