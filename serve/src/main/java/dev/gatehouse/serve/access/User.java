package dev.gatehouse.serve.access;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in.
 *
 * @param name lower case, as typed at the sign-in or told by the identity provider
 * @param provider issuer of the identity provider that vouches for them; null for a local user
 * @param passwordHash what is kept of the password; null for users of a provider
 * @param mustChangePassword whether the password was set by somebody else
 * @param disabled whether they are kept out
 */
public record User(
    String name,
    Role role,
    @Nullable String provider,
    @Nullable String passwordHash,
    boolean mustChangePassword,
    boolean disabled,
    Instant created) {
  /**
   * Letters, digits and what e-mail addresses have; nothing that a line or a page could mistake.
   */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

  /** For people who read about it. */
  public static final String NAME_WORDS =
      "A user's name has up to 100 small letters, digits and `. _ @ + -`, and begins with a letter"
          + " or digit.";

  public User {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(NAME_WORDS);
    }
  }

  /** The name as it is kept. */
  public static String normalized(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  /** The same with another role. */
  public User with(Role other) {
    return new User(name, other, provider, passwordHash, mustChangePassword, disabled, created);
  }

  /** The same with another password. */
  public User withPassword(String hash, boolean mustChange) {
    return new User(name, role, provider, hash, mustChange, disabled, created);
  }

  /** The same, kept out or let in. */
  public User with(boolean isDisabled) {
    return new User(name, role, provider, passwordHash, mustChangePassword, isDisabled, created);
  }

  /** What the audit log keeps: no hash. */
  String told() {
    return "role "
        + role.word()
        + (provider == null ? ", local" : ", by " + provider)
        + (mustChangePassword ? ", must change the password" : "")
        + (disabled ? ", disabled" : "");
  }
}
