package dev.gatehouse.core.lineage;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One step of a resolution: which key to look up, what its facts mean, and when to end. */
final class LineageResolver {
  private LineageResolver() {}

  /** How far the creation date in a session's records may lie from the record of its issue. */
  static final long SAME_ISSUE_SECONDS = 2;

  /** Events that have nothing to look up are spread over a few keys that know nothing. */
  private static final int NOTHING_KEYS = 64;

  static LineageInput start(TrailEvent event) {
    List<String> keys = new ArrayList<>();
    boolean hidden = event.userIdentity().type().equals("AWSAccount");
    if (hidden && event.sharedEventID() != null) {
      keys.add(Keys.shared(event.sharedEventID()));
    }
    keys.addAll(CausalLookups.keys(event));
    keys.addAll(keys(event.userIdentity()));
    if (keys.isEmpty()) {
      keys.add("nothing " + Math.floorMod(event.id().hashCode(), NOTHING_KEYS));
    }
    String key = keys.get(0);
    return new LineageInput(
        key, null, LineageResolution.from(event, List.copyOf(keys)).withLookedUp(key));
  }

  /** The keys that may know where {@code who}'s credential came from, best join first. */
  private static List<String> keys(UserIdentity who) {
    boolean user = who.type().equals("IAMUser") || who.type().equals("Root");
    boolean session = isSession(who);
    if (!user && !session) {
      return List.of();
    }
    List<String> keys = new ArrayList<>(3);
    if (who.accessKeyId() != null) {
      keys.add(Keys.accessKey(who.accessKeyId()));
    }
    String key = session ? Keys.session(who) : null;
    if (key != null) {
      keys.add(key);
    }
    if (user && (who.session() != null || who.accessKeyId() == null)) {
      String name = Keys.user(who);
      if (name != null) {
        keys.add(name);
      }
    }
    if (session && who.session() != null && who.session().sourceIdentity() != null) {
      keys.add(Keys.sourceIdentity(who.session().sourceIdentity()));
    }
    return keys;
  }

  private static boolean isSession(UserIdentity who) {
    return who.type().equals("AssumedRole")
        || who.type().equals("Role")
        || who.type().equals("FederatedUser");
  }

  private static LineageOutput next(LineageResolution resolution, int lookupsMax) {
    if (resolution.keys().isEmpty()) {
      return OriginResolver.of(resolution);
    }
    boolean isTooFar =
        resolution.hops().size() >= ResolveLineage.HOPS_MAX && isSession(resolution.who());
    if (isTooFar || resolution.lookedUp().size() >= lookupsMax) {
      String text =
          isTooFar
              ? "The chain is longer than the "
                  + ResolveLineage.HOPS_MAX
                  + " hops that are followed."
              : "The chain takes more than the " + lookupsMax + " lookups that are made.";
      return OriginResolver.unknown(resolution.withGap(Gap.Kind.HOPS_MAX, text));
    }
    String key = resolution.keys().get(0);
    if (resolution.lookedUp().contains(key)) {
      return OriginResolver.unknown(
          resolution.withGap(
              Gap.Kind.LOOP, "The chain leads back to a credential it has passed already."));
    }
    return new LineageOutput(new LineageInput(key, null, resolution.withLookedUp(key)), null);
  }

  /** Adds what the facts under {@code key} say, and goes on to the next key. */
  static LineageOutput resolve(
      LineageResolution resolution, String key, Facts facts, int lookupsMax) {
    LineageResolution rest =
        resolution.withKeys(resolution.keys().subList(1, resolution.keys().size()));
    if (resolution.who().onBehalfOfUserId() != null) {
      rest = rest.withPerson(Identity.identityCenter(resolution.who()));
    }
    rest = CausalLookups.withCauses(rest, key, facts);
    LineageResolution further =
        switch (key.substring(0, key.indexOf(' '))) {
          case "shared" -> fromCopy(rest, facts);
          case "key" -> fromCredential(rest, facts);
          case "session" -> fromSession(rest, facts);
          case "user" -> fromSignIn(rest, facts);
          case "source-identity" -> fromSourceIdentity(rest, facts);
          default -> rest;
        };
    return next(further, lookupsMax);
  }

  private static LineageResolution fromCopy(LineageResolution resolution, Facts facts) {
    for (Fact fact : facts.list()) {
      if (fact.kind() == Fact.Kind.COPY
          && fact.showsCaller()
          && !fact.eventId().equals(resolution.event().id())) {
        List<String> keys = new ArrayList<>(resolution.keys());
        keys.addAll(keys(fact.caller()));
        return resolution.asCopyOf(fact.caller()).withKeys(keys);
      }
    }
    return resolution;
  }

  private static LineageResolution fromCredential(LineageResolution resolution, Facts facts) {
    Issue issue = Issue.of(facts, resolution.who(), fact -> true);
    return issue == null ? resolution : follow(resolution, issue, Join.ACCESS_KEY, 1);
  }

  /**
   * Of the records of one issue, the one that says most: a named origin (a service's own call and
   * the STS call behind it issue the same key), then the caller; then the earliest.
   */
  private static @Nullable Fact best(Facts facts, Predicate<Fact> isOne) {
    Fact best = null;
    for (Fact fact : facts.list()) {
      if (isOne.test(fact) && (best == null || fact.originDetail() > best.originDetail())) {
        best = fact;
      }
    }
    return best;
  }

  /**
   * Session names repeat. A creation date picks the issue to the second; without one, every issue
   * that is still live is a candidate, and several callers among them make the answer ambiguous.
   */
  private static LineageResolution fromSession(LineageResolution resolution, Facts facts) {
    String own = resolution.who().accessKeyId();
    Instant created =
        resolution.who().session() == null ? null : resolution.who().session().creationDate();
    if (created != null) {
      Issue issue =
          Issue.of(
              facts,
              resolution.who(),
              fact ->
                  isLive(fact, resolution.at())
                      && isWithin(fact.time(), created, SAME_ISSUE_SECONDS));
      boolean isOtherKey = issue != null && own != null && issue.fact().accessKeyId() != null;
      return issue == null
          ? resolution
          : follow(resolution, issue, Join.SESSION, isOtherKey ? 0.9 : 0.95);
    }
    Predicate<Fact> isCandidate =
        fact ->
            isLive(fact, resolution.at())
                && !fact.time().isAfter(resolution.at())
                && (own == null || fact.accessKeyId() == null || fact.accessKeyId().equals(own));
    Fact latest = latest(facts, isCandidate);
    if (latest == null) {
      return resolution;
    }
    Set<String> callers = new HashSet<>();
    for (Fact fact : facts.list()) {
      if (fact.showsCaller() && isCandidate.test(fact)) {
        callers.add(Identity.of(fact.caller()));
      }
    }
    if (callers.size() <= 1) {
      return follow(resolution, latest, Join.SESSION_NAME, 0.8);
    }
    String text =
        callers.size()
            + " different callers hold a live session of this name; the latest issue before the use"
            + " is taken.";
    return follow(
        resolution.withGap(Gap.Kind.AMBIGUOUS, text),
        latest,
        Join.SESSION_NAME,
        1.0 / callers.size());
  }

  /** The latest of those, in the copy that shows the caller. */
  private static @Nullable Fact latest(Facts facts, Predicate<Fact> isOne) {
    Fact newest = null;
    for (Fact fact : facts.list()) {
      if (isOne.test(fact)) {
        newest = fact;
      }
    }
    if (newest == null) {
      return null;
    }
    Instant time = newest.time();
    return best(facts, fact -> isOne.test(fact) && fact.time().equals(time));
  }

  private static boolean isLive(Fact fact, Instant at) {
    return (fact.kind() == Fact.Kind.ISSUED || fact.kind() == Fact.Kind.SIGNED_IN)
        && fact.expires().isAfter(at);
  }

  private static boolean isWithin(Instant one, Instant other, long seconds) {
    return Math.abs(one.getEpochSecond() - other.getEpochSecond()) <= seconds;
  }

  /** A console credential is not issued by any record, but its creation date is the sign-in's. */
  private static LineageResolution fromSignIn(LineageResolution resolution, Facts facts) {
    Instant created =
        resolution.who().session() == null ? null : resolution.who().session().creationDate();
    if (created == null) {
      return resolution;
    }
    Fact found =
        latest(
            facts,
            fact -> fact.kind() == Fact.Kind.SIGNED_IN && isWithin(fact.time(), created, 60));
    if (found == null) {
      return resolution;
    }
    return follow(resolution, found, Join.SIGN_IN, isWithin(found.time(), created, 2) ? 0.95 : 0.8);
  }

  private static LineageResolution fromSourceIdentity(LineageResolution resolution, Facts facts) {
    Fact latest =
        latest(
            facts, fact -> isLive(fact, resolution.at()) && !fact.time().isAfter(resolution.at()));
    return latest == null ? resolution : follow(resolution, latest, Join.SOURCE_IDENTITY, 0.5);
  }

  /** Records that contradict each other lead on, to the one that says most, and prove nothing. */
  private static LineageResolution follow(
      LineageResolution resolution, Issue issue, Join join, double ofJoin) {
    LineageResolution known =
        issue.callers() == 1
            ? resolution
            : resolution.withGap(
                Gap.Kind.AMBIGUOUS,
                "Records name " + issue.callers() + " different callers that this was issued to.");
    return follow(known, issue.fact(), join, issue.confidence(ofJoin));
  }

  private static LineageResolution follow(
      LineageResolution resolution, Fact issued, Join join, double confidence) {
    Hop hop =
        new Hop(
            issued.roleArn() != null ? issued.roleArn() : Identity.of(resolution.who()),
            issued.sessionArn() != null ? issued.sessionArn() : resolution.who().arn(),
            resolution.who().accessKeyId() != null
                ? resolution.who().accessKeyId()
                : issued.accessKeyId(),
            issued.call(),
            issued.eventId(),
            issued.time(),
            issued.expiresAt(),
            issued.from(),
            join,
            confidence);
    String call = issued.call();
    boolean isRoleSession =
        call.startsWith("AssumeRole")
            || call.equals("SwitchRole")
            || call.equals("GetCredentialsForIdentity")
            || call.equals("CreateSession");
    boolean isAssumption =
        (call.equals("AssumeRole") || call.equals("AssumeRoot") || call.equals("SwitchRole"))
            && !issued.caller().type().equals("AWSService");
    LineageResolution further =
        resolution.follow(hop, issued.caller(), issued.time(), isRoleSession, isAssumption);
    if (issued.origin() != null) {
      return further.withOrigin(issued.origin(), issued.workload());
    }
    if (issued.workload() != null) {
      return further.withOrigin(Identity.of(issued.caller()), issued.workload());
    }
    // A sign-in's caller is the person: what the credential was made from is known.
    return join == Join.SIGN_IN && call.equals("ConsoleLogin")
        ? further
        : further.withKeys(keys(issued.caller()));
  }
}
