package dev.gatehouse.policy.context;

/**
 * The name of a condition key, such as {@code aws:SourceIp}; compared without regard to case,
 * including the part behind a slash (IAM guide, condition page: key names are not case-sensitive).
 */
public final class ContextKey {
  private final String name;
  private final int hash;

  private ContextKey(String name) {
    this.name = name;
    this.hash = hash(name);
  }

  public static ContextKey of(String name) {
    return new ContextKey(name);
  }

  /** The name as it was written. */
  public String name() {
    return name;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextKey key && hash == key.hash && name.equalsIgnoreCase(key.name);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A hash that is equal for names that differ only in case. */
  static int hash(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 128) {
        c = (char) (c | 0x20);
      } else {
        c = Character.toLowerCase(Character.toUpperCase(c));
      }
      hash = hash * 31 + c;
    }
    return hash ^ hash >>> 16;
  }
}
