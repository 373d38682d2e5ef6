package dev.gatehouse.core.baseline.feature;

/** Names of role sessions, with what changes from one to the next taken out. */
public final class SessionName {
  private static final int SHAPE_MAX = 32;

  private SessionName() {}

  /**
   * The shape of a name: letters and digits as runs, the kind of a run and its place kept, words
   * without a digit kept as they are. {@code i-0abc12} and {@code i-09fe77} are {@code i-#}; {@code
   * ann@example.com} is itself; a run with a digit in it is {@code #}.
   */
  public static String shape(String name) {
    StringBuilder shape = new StringBuilder();
    int i = 0;
    while (i < name.length() && shape.length() < SHAPE_MAX) {
      int end = i;
      boolean digit = false;
      while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
        digit |= Character.isDigit(name.charAt(end));
        end++;
      }
      if (end == i) {
        shape.append(name.charAt(i++));
      } else {
        shape.append(digit ? "#" : name.substring(i, end));
        i = end;
      }
    }
    // Runs of numbers with the same mark between them (UUIDs, dates) are one.
    return shape.toString().replaceAll("#(?:([-_.:])#)+", "#");
  }
}
