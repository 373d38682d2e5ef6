package dev.gatehouse.serve.access;

import dev.gatehouse.serve.audit.Actor;
import java.time.Instant;

/**
 * Who stands behind a request.
 *
 * @param user name of the user
 * @param role what they may, never more than the user's role
 * @param by what they showed
 * @param credential what is kept of it: the hash of a session's secret, or the id of a token
 * @param csrf what a changing request of a session has to show besides; "" for tokens
 * @param mustChangePassword whether they may do nothing else first
 * @param until when the credential ends at the latest
 * @param address they come from
 */
public record Caller(
    String user,
    Role role,
    By by,
    String credential,
    String csrf,
    boolean mustChangePassword,
    Instant until,
    String address) {
  /** What a caller shows. */
  public enum By {
    /** A cookie, which browsers send along whoever asks. */
    SESSION,
    /** A token in a header, which only programs that have it send. */
    TOKEN
  }

  /** As the audit log names them. */
  public Actor actor() {
    return new Actor(user, by == By.SESSION ? "session" : "token " + credential, address);
  }
}
