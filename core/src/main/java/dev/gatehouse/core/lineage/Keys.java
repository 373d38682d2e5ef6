package dev.gatehouse.core.lineage;

import dev.gatehouse.trail.UserIdentity;
import org.jspecify.annotations.Nullable;

/** The keys under which facts are kept and looked up. */
final class Keys {
  private Keys() {}

  /** A credential, by its access key id. */
  static String accessKey(String accessKeyId) {
    return "key " + accessKeyId;
  }

  /** A session, by its ARN: names repeat, so several issues may stand under one. */
  static String session(String sessionArn) {
    return "session " + sessionArn;
  }

  /** A user of an account, by name; root is the user {@code :root}. */
  static String user(String account, String name) {
    return "user " + account + "/" + name;
  }

  /** What a source identity was first set by. */
  static String sourceIdentity(String name) {
    return "source-identity " + name;
  }

  /** The copies of one call. */
  static String shared(String sharedEventID) {
    return "shared " + sharedEventID;
  }

  /** A role, provider, trust anchor or computer that somebody made or changed, by its ARN or id. */
  static String thing(String arnOrId) {
    return "thing " + arnOrId;
  }

  /** The session key of whoever acted, or null where the record names no session. */
  static @Nullable String session(UserIdentity who) {
    String arn = sessionArn(who);
    return arn == null ? null : session(arn);
  }

  /** The ARN of the session that acted, or null where the record names none. */
  static @Nullable String sessionArn(UserIdentity who) {
    String arn = who.arn();
    if (arn != null && (arn.contains(":assumed-role/") || arn.contains(":federated-user/"))) {
      return arn;
    }
    String name = Workload.sessionName(who);
    String role = who.session() == null ? null : who.session().issuerArn();
    return name == null || role == null ? null : IssuedFacts.sessionArn(role, name);
  }

  /** The user key of whoever acted, or null if it is not a user. */
  static @Nullable String user(UserIdentity who) {
    if (who.accountId() == null) {
      return null;
    }
    if (who.type().equals("Root")) {
      return user(who.accountId(), ":root");
    }
    if (!who.type().equals("IAMUser")) {
      return null;
    }
    if (who.userName() != null) {
      return user(who.accountId(), who.userName());
    }
    return who.arn() == null
        ? null
        : user(who.accountId(), who.arn().substring(who.arn().lastIndexOf('/') + 1));
  }
}
