package dev.gatehouse.output.label;

/**
 * Text of records made safe for a terminal. A record's text is written by whoever made the call: it
 * may hold escape sequences, line breaks, and marks that turn the reading direction round.
 */
public final class Text {
  private Text() {}

  /**
   * The text on one line; a character that a terminal would act on is shown by its code, {@code
   * \\u001b}.
   */
  public static String oneLine(String text) {
    int clean = 0;
    while (clean < text.length() && !acts(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); i++) {
      char c = text.charAt(i);
      if (acts(c)) {
        safe.append(String.format("\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /** At most {@code width} characters; an ellipsis stands for what was cut from the end. */
  public static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width <= 1 ? "…" : text.substring(0, width - 1) + "…";
  }

  /** {@code 1 record}, {@code 2 records}, with thousands parted. */
  public static String count(long n, String noun) {
    return String.format(java.util.Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  /** {@code 1 policy}, {@code 2 policies}. */
  public static String count(long n, String one, String many) {
    return String.format(java.util.Locale.ROOT, "%,d %s", n, n == 1 ? one : many);
  }

  private static boolean acts(char c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200e'
        || c == '\u200f'
        || c == '\ufeff';
  }
}
