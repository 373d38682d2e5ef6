package dev.gatehouse.estate.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's name tells where its content does not: some outputs of AWS's command line do not
 * say of which account, parent or policy they are.
 */
final class FileName {
  private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
  private static final Pattern TARGET =
      Pattern.compile(
          "r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|(?<![0-9])[0-9]{12}(?![0-9])");
  private static final Pattern POLICY = Pattern.compile("p-[0-9a-zA-Z_]{8,128}");

  private FileName() {}

  /** The account id in a name or in a folder above, the innermost first; null if there is none. */
  static @Nullable String account(String file) {
    return last(ACCOUNT, file);
  }

  /** The root, organizational unit or account in a name; null if there is none. */
  static @Nullable String target(String file) {
    return last(TARGET, name(file));
  }

  /** The control policy's id in a name; null if there is none. */
  static @Nullable String policy(String file) {
    return last(POLICY, name(file));
  }

  private static String name(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  private static @Nullable String last(Pattern pattern, String text) {
    String found = null;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      found = matcher.group();
    }
    return found;
  }
}
