package dev.gatehouse.estate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works here.
 *
 * @param identity user name, e-mail address or ARN, as records name the person
 * @param timezone such as {@code Europe/Berlin}
 * @param left the last day here; null for whoever is still here
 * @param manager identity of another person
 */
public record Person(
    String identity,
    String name,
    @Nullable String team,
    @Nullable String bu,
    @Nullable String manager,
    @Nullable String timezone,
    boolean contractor,
    @Nullable LocalDate left) {

  public Person(
      String identity,
      String name,
      @Nullable String team,
      @Nullable String bu,
      @Nullable String manager,
      @Nullable String timezone,
      boolean contractor) {
    this(identity, name, team, bu, manager, timezone, contractor, null);
  }

  /** Whether a name that a record uses means this person. */
  public boolean is(String other) {
    return other.equals(identity)
        || other.endsWith("/" + identity)
        || identity.endsWith("/" + other)
        || identity.startsWith(other + "@");
  }
}
