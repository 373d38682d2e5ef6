package dev.gatehouse.core.detect;

/** Identities and origins in words that are safe to show. */
public final class Naming {
  private Naming() {}

  /** The words for an identity or origin: {@code user ann of 123456789012}. */
  public static String of(String identity) {
    if (identity.startsWith("arn:")) {
      String[] parts = identity.split(":", 6);
      if (parts.length == 6) {
        String resource = parts[5];
        if (resource.equals("root")) {
          return "root of " + Quote.plain(parts[4]);
        }
        int kind = resource.indexOf('/');
        if (kind > 0) {
          String last = resource.substring(resource.lastIndexOf('/') + 1);
          return Quote.plain(resource.substring(0, kind) + " " + last + " of " + parts[4]);
        }
      }
    }
    return Quote.plain(identity);
  }
}
