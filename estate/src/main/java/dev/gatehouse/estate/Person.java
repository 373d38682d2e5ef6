package dev.gatehouse.estate;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who works here.
 *
 * @param identity user name, e-mail address or ARN, as records name the person
 * @param timezone such as {@code Europe/Berlin}
 * @param manager identity of another person
 */
public record Person(
    String identity,
    String name,
    @Nullable String team,
    @Nullable String bu,
    @Nullable String manager,
    @Nullable String timezone,
    boolean contractor) {

  /** Whether a name that a record uses means this person. */
  public boolean is(String other) {
    return other.equals(identity)
        || other.endsWith("/" + identity)
        || identity.endsWith("/" + other)
        || identity.startsWith(other + "@");
  }
}
