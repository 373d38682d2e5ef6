package dev.gatehouse.policy.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of literal text, {@code *} (any run of characters, also none) and {@code ?} (exactly
 * one).
 *
 * <p>The text between two stars is a piece. The first piece must stand at the start, the last at
 * the end, and each one between is taken where it first occurs: a later place can only leave less
 * room for the rest, so there is never anything to go back to. Pieces are found by search, long
 * ones with a failure table, hence {@code *a*a*a*} costs no more than one walk over the text.
 */
public final class Glob {
  /**
   * Stand-ins inside a compiled pattern, so that a literal {@code *} can be told from a wildcard.
   */
  static final char STAR = '\uFFFE';

  static final char ONE = '\uFFFF';

  /** What a stand-in becomes where it occurs as text: a code point that no AWS name contains. */
  private static final char NO_CHARACTER = '\uFDD0';

  private static final int TABLE_LENGTH_MIN = 32;
  private static final Glob ANYTHING = new Glob(String.valueOf(STAR));

  private final String[] pieces;
  private final boolean[] wild;
  private final int @Nullable [][] tables;
  private final int lengthMin;

  private Glob(String marked) {
    pieces = split(marked);
    wild = new boolean[pieces.length];
    int[][] found = null;
    int length = 0;
    for (int i = 0; i < pieces.length; i++) {
      wild[i] = pieces[i].indexOf(ONE) >= 0;
      length += pieces[i].length();
      if (!wild[i] && pieces[i].length() >= TABLE_LENGTH_MIN && i > 0 && i < pieces.length - 1) {
        found = found == null ? new int[pieces.length][] : found;
        found[i] = failureTable(pieces[i]);
      }
    }
    tables = found;
    lengthMin = length;
  }

  /** Compiles a pattern as written in a policy. */
  public static Glob of(String pattern) {
    return pattern.equals("*") ? ANYTHING : new Glob(mark(pattern));
  }

  /** Compiles a pattern whose wildcards are already stand-ins. */
  static Glob ofMarked(String marked) {
    return new Glob(marked);
  }

  /** Replaces the wildcards of a pattern by stand-ins. */
  static String mark(String pattern) {
    return literal(pattern).replace('*', STAR).replace('?', ONE);
  }

  /** Text that is to be taken as it is. */
  static String literal(String text) {
    return text.indexOf(STAR) < 0 && text.indexOf(ONE) < 0
        ? text
        : text.replace(STAR, NO_CHARACTER).replace(ONE, NO_CHARACTER);
  }

  /** Whether the pattern has no wildcard. */
  boolean isLiteral() {
    return pieces.length == 1 && !wild[0];
  }

  /** Whether the pattern matches every text. */
  boolean matchesEverything() {
    return pieces.length > 1 && lengthMin == 0;
  }

  /** The pattern with stand-ins for its wildcards. */
  String marked() {
    return String.join(String.valueOf(STAR), pieces);
  }

  /**
   * A text that the pattern matches, with {@code filler} for each star and {@code x} for each mark.
   */
  public String example(String filler) {
    return String.join(filler, pieces).replace(ONE, 'x');
  }

  public boolean matches(String text) {
    return matches(text, 0, text.length());
  }

  /** Whether the pattern matches the characters from {@code from} to before {@code to}. */
  public boolean matches(String text, int from, int to) {
    int last = pieces.length - 1;
    if (to - from < lengthMin) {
      return false;
    }
    if (last == 0) {
      return to - from == lengthMin && at(0, text, from);
    }
    if (!at(0, text, from)) {
      return false;
    }
    int start = from + pieces[0].length();
    int end = to - pieces[last].length();
    if (!at(last, text, end)) {
      return false;
    }
    for (int i = 1; i < last; i++) {
      int place = find(i, text, start, end);
      if (place < 0) {
        return false;
      }
      start = place + pieces[i].length();
    }
    return true;
  }

  private boolean at(int index, String text, int place) {
    String piece = pieces[index];
    if (!wild[index]) {
      return text.startsWith(piece, place);
    }
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (c != ONE && c != text.charAt(place + i)) {
        return false;
      }
    }
    return true;
  }

  private int find(int index, String text, int from, int to) {
    String piece = pieces[index];
    int lastPlace = to - piece.length();
    if (wild[index]) {
      for (int place = from; place <= lastPlace; place++) {
        if (at(index, text, place)) {
          return place;
        }
      }
      return -1;
    }
    int[] table = tables == null ? null : tables[index];
    if (table != null) {
      return findWithTable(piece, table, text, from, to);
    }
    int place = text.indexOf(piece, from);
    return place > lastPlace ? -1 : place;
  }

  /** Knuth, Morris and Pratt's search: linear whatever the piece repeats. */
  private static int findWithTable(String piece, int[] table, String text, int from, int to) {
    int matched = 0;
    for (int i = from; i < to; i++) {
      while (matched > 0 && piece.charAt(matched) != text.charAt(i)) {
        matched = table[matched - 1];
      }
      if (piece.charAt(matched) == text.charAt(i)) {
        matched++;
      }
      if (matched == piece.length()) {
        return i - matched + 1;
      }
    }
    return -1;
  }

  private static int[] failureTable(String piece) {
    int[] table = new int[piece.length()];
    int matched = 0;
    for (int i = 1; i < table.length; i++) {
      while (matched > 0 && piece.charAt(matched) != piece.charAt(i)) {
        matched = table[matched - 1];
      }
      if (piece.charAt(matched) == piece.charAt(i)) {
        matched++;
      }
      table[i] = matched;
    }
    return table;
  }

  private static String[] split(String marked) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    boolean starBefore = false;
    for (int i = 0; i < marked.length(); i++) {
      if (marked.charAt(i) == STAR) {
        if (!starBefore || i > from) {
          parts.add(marked.substring(from, i));
        }
        starBefore = true;
        from = i + 1;
      }
    }
    parts.add(marked.substring(from));
    return parts.toArray(String[]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && Arrays.equals(pieces, glob.pieces);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pieces);
  }

  @Override
  public String toString() {
    return String.join("*", pieces).replace(ONE, '?');
  }
}
