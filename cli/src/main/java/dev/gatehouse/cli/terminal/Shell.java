package dev.gatehouse.cli.terminal;

import java.util.regex.Pattern;

/** Words of a command as a POSIX shell takes them. */
public final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Shell() {}

  /** The word, in single quotes if a shell would make something else of it. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
