package dev.gatehouse.harden.history;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.Collection;
import java.util.Locale;

/**
 * Which of the keys that differ from call to call the policies of a role look at. The others are
 * left out of shapes, so that a million calls make few of them.
 *
 * @param sessions whether a policy tells one session of a caller from another
 * @param sessionName {@code sts:RoleSessionName}
 * @param time {@code aws:CurrentTime} and its kin
 * @param issued {@code aws:TokenIssueTime}
 * @param age {@code aws:MultiFactorAuthAge}
 */
public record VolatileKeys(
    boolean sessions, boolean sessionName, boolean time, boolean issued, boolean age) {
  /** No policy looks at any. */
  public static final VolatileKeys NONE = new VolatileKeys(false, false, false, false, false);

  /** Those that documents mention, in conditions, variables or principals. */
  public static VolatileKeys of(Collection<Policy> policies) {
    VolatileKeys all = NONE;
    for (Policy policy : policies) {
      all = all.or(of(policy));
    }
    return all;
  }

  static VolatileKeys of(Policy policy) {
    boolean[] found = new boolean[5];
    for (Statement statement : policy.statements()) {
      if (statement.principal() != null) {
        found[0] |=
            statement.principal().negated()
                || statement.principal().entries().stream()
                    .anyMatch(entry -> entry.kind() == EntryKind.ROLE_SESSION);
      }
      if (statement.resource() != null) {
        statement.resource().forEachKey(key -> mark(key.name(), found));
      }
      for (Condition condition : statement.conditions()) {
        condition.forEachKey(key -> mark(key.name(), found));
      }
    }
    return new VolatileKeys(found[0], found[1], found[2], found[3], found[4]);
  }

  private static void mark(String key, boolean[] found) {
    switch (key.toLowerCase(Locale.ROOT)) {
      case "aws:userid" -> found[0] = true;
      case "sts:rolesessionname" -> found[1] = true;
      case "aws:currenttime", "aws:epochtime" -> found[2] = true;
      case "aws:tokenissuetime" -> found[3] = true;
      case "aws:multifactorauthage" -> found[4] = true;
      default -> {
        // Other keys stand in every shape.
      }
    }
  }

  VolatileKeys or(VolatileKeys other) {
    return new VolatileKeys(
        sessions || other.sessions,
        sessionName || other.sessionName,
        time || other.time,
        issued || other.issued,
        age || other.age);
  }

  /** The same, with the age of second factors. */
  public VolatileKeys withAge() {
    return new VolatileKeys(sessions, sessionName, time, issued, true);
  }
}
