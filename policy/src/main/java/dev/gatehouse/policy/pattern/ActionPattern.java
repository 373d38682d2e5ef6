package dev.gatehouse.policy.pattern;

import java.util.Locale;

/**
 * An action of a policy: {@code *}, or a service prefix, a colon and a name with wildcards.
 *
 * <p>Case does not count. The prefix is literal: {@code *:GetObject} matches nothing. White space
 * and commas are part of the name and therefore make it match nothing.
 */
public final class ActionPattern {
  private final String source;
  private final String service;
  private final Glob name;
  private final boolean everything;

  private ActionPattern(String source) {
    this.source = source;
    String lower = source.toLowerCase(Locale.ROOT);
    int colon = lower.indexOf(':');
    everything = lower.matches("\\*+(:\\*+)?");
    service = colon < 0 ? "" : lower.substring(0, colon);
    name = Glob.of(colon < 0 ? "" : lower.substring(colon + 1));
  }

  public static ActionPattern of(String source) {
    return new ActionPattern(source);
  }

  /** The action as written. */
  public String source() {
    return source;
  }

  /** Whether this is {@code *} or {@code *:*}. */
  public boolean matchesEverything() {
    return everything;
  }

  /** The service prefix in lower case, "" for {@code *} and for text without a colon. */
  public String service() {
    return service;
  }

  /** The name behind the colon, in lower case. */
  public Glob name() {
    return name;
  }

  /** Whether an action in lower case matches, its service prefix ending before {@code colon}. */
  public boolean matches(String action, int colon) {
    return everything
        || (service.length() == colon
            && action.startsWith(service)
            && name.matches(action, colon + 1, action.length()));
  }

  @Override
  public String toString() {
    return source;
  }
}
