package dev.gatehouse.serve.access;

import dev.gatehouse.serve.audit.Action;
import dev.gatehouse.serve.audit.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where users, sessions and tokens are kept. Each change says who makes it, and stands in the audit
 * log with it. Secrets come here as hashes only.
 */
public interface AccessStore {
  /** All users, by name. */
  List<User> users();

  /** The user of that name. */
  Optional<User> user(String name);

  /** Adds a user; false, and nothing is changed, if there is one of that name. */
  boolean add(User user, Actor by);

  /**
   * Changes a user and ends their sessions but one.
   *
   * @param keep id of the session that goes on; "" for none
   * @return false, and nothing is changed, if there is none of that name, or if nobody would be
   *     left who may manage users
   */
  boolean change(User user, Action as, String keep, Actor by);

  /** Removes a user with sessions and tokens; false as with {@link #change}. */
  boolean remove(String name, Actor by);

  /**
   * Keeps a session that has begun; of very many of one user the oldest ends.
   *
   * @param instead id of the session whose browser it is; "" if it had none. It ends
   */
  void begin(WebSession session, String instead, Actor by);

  /** The session of that id, whether it has ended by its time or not. */
  Optional<WebSession> session(String id);

  /** The sessions of a user, the newest first. */
  List<WebSession> sessions(String user);

  /** Keeps when it was last seen. */
  void seen(String session, Instant time);

  /** Ends a session; false if it is not there. */
  boolean end(String session, Action as, Actor by);

  /** Keeps a token; false if the user has as many as anybody may have. */
  boolean add(ApiToken token, Actor by);

  /** The token whose secret has that hash. */
  Optional<ApiToken> tokenOfHash(String hash);

  /** The tokens of a user, the newest first. */
  List<ApiToken> tokens(String user);

  /** Keeps when it was last used. */
  void used(String token, Instant time);

  /** Revokes a user's token; false if it is not theirs. */
  boolean revoke(String user, String token, Actor by);

  /** Forgets sessions and tokens that ended before a time. */
  void forget(Instant before);

  /** Writes down what changed nothing. */
  void note(Actor actor, Action action, String subject, String what);
}
