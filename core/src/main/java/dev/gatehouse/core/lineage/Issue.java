package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.UserIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The issue of a credential, as the records that tell of it have it.
 *
 * <p>A record proves something only about the session that it issued: where the role, the account
 * or the name of the session that uses the credential is another, it says nothing about it. And a
 * credential is issued once: records that name different callers for it contradict each other.
 *
 * @param fact the record that says most
 * @param callers how many different callers the records name; 1 unless they contradict each other
 */
record Issue(Fact fact, int callers) {

  /**
   * What the facts that {@code isOne} picks say of the credential that {@code who} acts with; null
   * if none of them is about it.
   */
  static @Nullable Issue of(Facts facts, UserIdentity who, Predicate<Fact> isOne) {
    List<Fact> about = new ArrayList<>(2);
    for (Fact fact : facts.list()) {
      if (fact.kind() == Fact.Kind.ISSUED && isOne.test(fact) && isAbout(fact, who)) {
        about.add(fact);
      }
    }
    if (about.isEmpty()) {
      return null;
    }
    return new Issue(best(about, who), about.size() == 1 ? 1 : callers(about));
  }

  /** How sure a join is to lead to the caller who issued it, by how sure it is of the issue. */
  double confidence(double ofJoin) {
    return callers == 1 ? ofJoin : Math.min(ofJoin, 1.0 / callers);
  }

  /** Whether the session that the record issued can be the one that {@code who} acts in. */
  static boolean isAbout(Fact fact, UserIdentity who) {
    String acting = Keys.sessionArn(who);
    if (acting != null && fact.sessionArn() != null) {
      return acting.equalsIgnoreCase(fact.sessionArn());
    }
    String identity = Identity.of(who);
    String issued = fact.roleArn();
    if (issued != null && Arn.begins(identity) && Arn.begins(issued)) {
      return principal(identity).equalsIgnoreCase(principal(issued));
    }
    String account = issued == null ? null : Arn.account(issued);
    return account == null
        || account.isEmpty()
        || who.accountId() == null
        || account.equals(who.accountId());
  }

  /** Service, account and name: not every record tells the partition, or a role's path. */
  private static String principal(String arn) {
    return IssuedFacts.withoutPath(arn).replaceFirst("^arn:[^:]*:", "");
  }

  /**
   * Of the records of one issue, the one that says most: issued when the session says it was; a
   * named origin (a service's own call and the STS call behind it issue the same key), then the
   * caller; then the earliest.
   */
  private static Fact best(List<Fact> about, UserIdentity who) {
    Instant created = who.session() == null ? null : who.session().creationDate();
    Fact best = about.get(0);
    for (Fact fact : about) {
      if (weight(fact, created) > weight(best, created)) {
        best = fact;
      }
    }
    return best;
  }

  private static int weight(Fact fact, @Nullable Instant created) {
    boolean then =
        created != null
            && Math.abs(fact.time().getEpochSecond() - created.getEpochSecond())
                <= LineageResolver.SAME_ISSUE_SECONDS;
    return fact.originDetail() + (then ? 4 : 0);
  }

  /**
   * The trusting account's copy names no caller. The STS call behind a service's own call is made
   * by a service, or by whom that service vouches for.
   */
  private static int callers(List<Fact> about) {
    boolean byService = about.stream().anyMatch(fact -> !isOfSts(fact));
    TreeSet<String> callers = new TreeSet<>();
    for (Fact fact : about) {
      String type = fact.caller().type();
      boolean behind =
          byService
              && isOfSts(fact)
              && (type.equals("AWSService") || type.equals("WebIdentityUser"));
      if (fact.showsCaller() && !behind) {
        callers.add(fact.origin() == null ? Identity.of(fact.caller()) : fact.origin());
      }
    }
    return Math.max(1, callers.size());
  }

  private static boolean isOfSts(Fact fact) {
    return switch (fact.call()) {
      case "GetCredentialsForIdentity", "CreateSession", "AssumeRoleForPodIdentity" -> false;
      default -> true;
    };
  }
}
