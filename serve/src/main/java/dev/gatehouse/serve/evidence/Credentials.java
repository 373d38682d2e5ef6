package dev.gatehouse.serve.evidence;

import java.util.regex.Pattern;

/** Hides the credentials that stand in records. */
public final class Credentials {
  /** AWS writes session tokens into records of STS, and now and then other secrets into others. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(\"[^\"\\\\]*(?:sessionToken|secretAccessKey|SecretKey|password|privateKey"
              + "|clientSecret|authToken|masterUserPassword|secretString|assertion)\"\\s*:\\s*)"
              + "\"(?:[^\"\\\\]|\\\\.)*+\"",
          Pattern.CASE_INSENSITIVE);

  private Credentials() {}

  /** The JSON text with {@code "***"} in place of every credential. */
  public static String masked(String json) {
    return SECRET.matcher(json).replaceAll("$1\"***\"");
  }
}
