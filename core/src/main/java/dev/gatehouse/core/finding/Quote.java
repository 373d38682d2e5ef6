package dev.gatehouse.core.finding;

import org.jspecify.annotations.Nullable;

/** Text out of records, made safe to show. It ends up in terminals, pages and tickets. */
public final class Quote {
  /** Longest text shown, in characters; a longer one is cut and ends in {@code …}. */
  public static final int CHARACTERS_MAX = 200;

  private Quote() {}

  /**
   * The text without control and invisible characters (escape sequences, line ends, direction
   * overrides, halves of surrogate pairs), each run of them one space; {@code -} for null.
   */
  public static String plain(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    StringBuilder plain = new StringBuilder(Math.min(text.length(), CHARACTERS_MAX) + 1);
    boolean gap = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (hidden(c)) {
        gap = true;
        continue;
      }
      if (gap && plain.length() > 0) {
        plain.append(' ');
      }
      gap = false;
      plain.appendCodePoint(c);
      if (plain.length() >= CHARACTERS_MAX && i < text.length()) {
        return plain.append('…').toString();
      }
    }
    return plain.toString();
  }

  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
