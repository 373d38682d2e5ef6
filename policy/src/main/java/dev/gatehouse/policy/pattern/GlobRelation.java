package dev.gatehouse.policy.pattern;

import org.jspecify.annotations.Nullable;

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
    return isTooLong(one, other) || common(one, other, 'x') != null;
  }

  private static boolean isTooLong(Glob one, Glob other) {
    return (long) one.marked().length() * other.marked().length() > CELLS_MAX;
  }

  /** How a pair of places in two patterns was reached. */
  private enum Move {
    PASS_ONE,
    PASS_OTHER,
    TAKE_ONE,
    TAKE_OTHER,
    TAKE_BOTH
  }

  /**
   * A text that both patterns match, as short as their stars allow; null where there is none, or
   * the patterns are too long to say.
   *
   * @param filler the character where both leave it open
   */
  public static @Nullable String common(Glob one, Glob other, char filler) {
    if (isTooLong(one, other)) {
      return null;
    }
    String a = one.marked();
    String b = other.marked();
    Move[][] moves = new Move[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (moves[i][j] == null && i + j > 0) {
          continue;
        }
        boolean inOne = i < a.length();
        boolean inOther = j < b.length();
        boolean starOne = inOne && a.charAt(i) == Glob.STAR;
        boolean starOther = inOther && b.charAt(j) == Glob.STAR;
        if (starOne) {
          reach(moves, i + 1, j, Move.PASS_ONE);
        }
        if (starOther) {
          reach(moves, i, j + 1, Move.PASS_OTHER);
        }
        if (starOne && inOther && !starOther) {
          reach(moves, i, j + 1, Move.TAKE_OTHER);
        }
        if (starOther && inOne && !starOne) {
          reach(moves, i + 1, j, Move.TAKE_ONE);
        }
        if (inOne && inOther && !starOne && !starOther && meet(a.charAt(i), b.charAt(j))) {
          reach(moves, i + 1, j + 1, Move.TAKE_BOTH);
        }
      }
    }
    return a.length() + b.length() > 0 && moves[a.length()][b.length()] == null
        ? null
        : text(moves, a, b, filler);
  }

  private static void reach(Move[][] moves, int i, int j, Move by) {
    if (moves[i][j] == null) {
      moves[i][j] = by;
    }
  }

  private static boolean meet(char one, char other) {
    return one == other || one == Glob.ONE || other == Glob.ONE;
  }

  private static String text(Move[][] moves, String a, String b, char filler) {
    StringBuilder text = new StringBuilder();
    int i = a.length();
    int j = b.length();
    while (i + j > 0) {
      switch (moves[i][j]) {
        case PASS_ONE -> i--;
        case PASS_OTHER -> j--;
        case TAKE_ONE -> text.append(a.charAt(--i));
        case TAKE_OTHER -> text.append(b.charAt(--j));
        case TAKE_BOTH -> {
          char c = a.charAt(--i);
          char d = b.charAt(--j);
          text.append(c == Glob.ONE ? d : c);
        }
      }
    }
    return text.reverse().toString().replace(Glob.ONE, filler);
  }
}
