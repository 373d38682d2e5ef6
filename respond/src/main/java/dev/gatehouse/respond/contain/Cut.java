package dev.gatehouse.respond.contain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do to a credential, a principal or a way in.
 *
 * @param kind what it is
 * @param target ARN, key id or person that it is done to
 * @param steps the calls, in order; empty where people have to act by hand
 * @param undo the calls that take it back, in order
 * @param stops one sentence: what it ends
 * @param leaves one sentence: what it does not end; null where nothing is left that anybody knows
 * @param disables access key id that does not work afterwards; null where policies do it
 * @param breaks others whom it hits, by name, the last to act first
 */
public record Cut(
    Kind kind,
    String target,
    List<Step> steps,
    List<Step> undo,
    String stops,
    @Nullable String leaves,
    @Nullable String disables,
    List<Bystander> breaks) {

  /** Kinds of cuts; {@link #word} is used in JSON. */
  public enum Kind {
    /** A control policy of the organization that binds one person or role everywhere. */
    CONTROL_POLICY("control-policy"),
    DEACTIVATE_KEY("deactivate-key"),
    /** Sessions of a role or user issued before a moment. */
    DENY_OLDER_SESSIONS("deny-older-sessions"),
    /** Sessions of a role by their names. */
    DENY_SESSION_NAMES("deny-session-names"),
    /** Everything that a role or user does, whoever acts as it. */
    DENY_ALL("deny-all"),
    DELETE_LOGIN_PROFILE("delete-login-profile"),
    /** A trust policy that names a way in no more. */
    CLOSE_TRUST("close-trust"),
    /** What no call of a plan can do safely. */
    BY_HAND("by-hand");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word used in JSON. */
    public String word() {
      return word;
    }
  }

  public Cut {
    steps = List.copyOf(steps);
    undo = List.copyOf(undo);
    breaks = List.copyOf(breaks);
  }
}
