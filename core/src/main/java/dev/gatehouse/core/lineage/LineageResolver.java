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

/** One step of a walk: what to ask, what an answer means, and when the walk has arrived. */
final class LineageResolver {
  private LineageResolver() {}

  /** Events that have nothing to ask are spread over a few keys that know nothing. */
  private static final int NOTHING_KEYS = 64;

  static LineageInput begin(TrailEvent event) {
    List<String> asks = new ArrayList<>();
    boolean hidden = event.userIdentity().type().equals("AWSAccount");
    if (hidden && event.sharedEventID() != null) {
      asks.add(Keys.shared(event.sharedEventID()));
    }
    asks.addAll(CausalLookups.of(event));
    asks.addAll(plan(event.userIdentity()));
    if (asks.isEmpty()) {
      asks.add("nothing " + Math.floorMod(event.id().hashCode(), NOTHING_KEYS));
    }
    String key = asks.get(0);
    return new LineageInput(
        key, null, LineageResolution.from(event, List.copyOf(asks)).withAsked(key));
  }

  /** The keys that may know where {@code who}'s credential came from, best join first. */
  private static List<String> plan(UserIdentity who) {
    boolean user = who.type().equals("IAMUser") || who.type().equals("Root");
    boolean session = isSession(who);
    if (!user && !session) {
      return List.of();
    }
    List<String> asks = new ArrayList<>(3);
    if (who.accessKeyId() != null) {
      asks.add(Keys.accessKey(who.accessKeyId()));
    }
    String key = session ? Keys.session(who) : null;
    if (key != null) {
      asks.add(key);
    }
    if (user && (who.session() != null || who.accessKeyId() == null)) {
      String name = Keys.user(who);
      if (name != null) {
        asks.add(name);
      }
    }
    if (session && who.session() != null && who.session().sourceIdentity() != null) {
      asks.add(Keys.sourceIdentity(who.session().sourceIdentity()));
    }
    return asks;
  }

  private static boolean isSession(UserIdentity who) {
    return who.type().equals("AssumedRole")
        || who.type().equals("Role")
        || who.type().equals("FederatedUser");
  }

  private static LineageOutput goOn(LineageResolution walk, int asksMax) {
    if (walk.asks().isEmpty()) {
      return OriginResolver.of(walk);
    }
    boolean isTooFar = walk.hops().size() >= ResolveLineage.HOPS_MAX && isSession(walk.who());
    if (isTooFar || walk.asked().size() >= asksMax) {
      String text =
          isTooFar
              ? "The chain is longer than the "
                  + ResolveLineage.HOPS_MAX
                  + " hops that are followed."
              : "The way home takes more than the " + asksMax + " questions that are asked.";
      return OriginResolver.unknown(walk.withGap(Gap.Kind.HOPS_MAX, text));
    }
    String key = walk.asks().get(0);
    if (walk.asked().contains(key)) {
      return OriginResolver.unknown(
          walk.withGap(
              Gap.Kind.LOOP, "The chain leads back to a credential it has passed already."));
    }
    return new LineageOutput(new LineageInput(key, null, walk.withAsked(key)), null);
  }

  /** Takes in what {@code key} knows, and goes on. */
  static LineageOutput hear(LineageResolution walk, String key, Facts facts, int asksMax) {
    LineageResolution rest = walk.withAsks(walk.asks().subList(1, walk.asks().size()));
    if (walk.who().onBehalfOfUserId() != null) {
      rest = rest.withPerson(Identity.identityCenter(walk.who()));
    }
    rest = CausalLookups.hear(rest, key, facts);
    LineageResolution further =
        switch (key.substring(0, key.indexOf(' '))) {
          case "shared" -> hearCopy(rest, facts);
          case "key" -> hearCredential(rest, facts);
          case "session" -> hearSession(rest, facts);
          case "user" -> hearSignIn(rest, facts);
          case "source-identity" -> hearSourceIdentity(rest, facts);
          default -> rest;
        };
    return goOn(further, asksMax);
  }

  private static LineageResolution hearCopy(LineageResolution walk, Facts facts) {
    for (Fact fact : facts.list()) {
      if (fact.kind() == Fact.Kind.COPY
          && fact.showsCaller()
          && !fact.eventId().equals(walk.event().id())) {
        List<String> asks = new ArrayList<>(walk.asks());
        asks.addAll(plan(fact.caller()));
        return walk.asCopyOf(fact.caller()).withAsks(asks);
      }
    }
    return walk;
  }

  private static LineageResolution hearCredential(LineageResolution walk, Facts facts) {
    Fact issued = best(facts, fact -> fact.kind() == Fact.Kind.ISSUED);
    return issued == null ? walk : over(walk, issued, Join.ACCESS_KEY, 1);
  }

  /**
   * Of the records of one issue, the one that says most: a named origin (a service's own call and
   * the STS call behind it issue the same key), then the caller; then the earliest.
   */
  private static @Nullable Fact best(Facts facts, Predicate<Fact> isOne) {
    Fact best = null;
    for (Fact fact : facts.list()) {
      if (isOne.test(fact) && (best == null || fact.says() > best.says())) {
        best = fact;
      }
    }
    return best;
  }

  /**
   * Session names repeat. A creation date picks the issue to the second; without one, every issue
   * that is still live is a candidate, and several callers among them make the answer ambiguous.
   */
  private static LineageResolution hearSession(LineageResolution walk, Facts facts) {
    String own = walk.who().accessKeyId();
    Instant created = walk.who().session() == null ? null : walk.who().session().creationDate();
    if (created != null) {
      Fact issued =
          best(facts, fact -> isLive(fact, walk.at()) && isWithin(fact.time(), created, 2));
      boolean isOtherKey = issued != null && own != null && issued.accessKeyId() != null;
      return issued == null ? walk : over(walk, issued, Join.SESSION, isOtherKey ? 0.9 : 0.95);
    }
    Predicate<Fact> isCandidate =
        fact ->
            isLive(fact, walk.at())
                && !fact.time().isAfter(walk.at())
                && (own == null || fact.accessKeyId() == null || fact.accessKeyId().equals(own));
    Fact latest = latest(facts, isCandidate);
    if (latest == null) {
      return walk;
    }
    Set<String> callers = new HashSet<>();
    for (Fact fact : facts.list()) {
      if (fact.showsCaller() && isCandidate.test(fact)) {
        callers.add(Identity.of(fact.caller()));
      }
    }
    if (callers.size() <= 1) {
      return over(walk, latest, Join.SESSION_NAME, 0.8);
    }
    String text =
        callers.size()
            + " different callers hold a live session of this name; the latest issue before the use is taken.";
    return over(
        walk.withGap(Gap.Kind.AMBIGUOUS, text), latest, Join.SESSION_NAME, 1.0 / callers.size());
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
  private static LineageResolution hearSignIn(LineageResolution walk, Facts facts) {
    Instant created = walk.who().session() == null ? null : walk.who().session().creationDate();
    if (created == null) {
      return walk;
    }
    Fact found =
        latest(
            facts,
            fact -> fact.kind() == Fact.Kind.SIGNED_IN && isWithin(fact.time(), created, 60));
    if (found == null) {
      return walk;
    }
    return over(walk, found, Join.SIGN_IN, isWithin(found.time(), created, 2) ? 0.95 : 0.8);
  }

  private static LineageResolution hearSourceIdentity(LineageResolution walk, Facts facts) {
    Fact latest = latest(facts, fact -> isLive(fact, walk.at()) && !fact.time().isAfter(walk.at()));
    return latest == null ? walk : over(walk, latest, Join.SOURCE_IDENTITY, 0.5);
  }

  private static LineageResolution over(
      LineageResolution walk, Fact issued, Join join, double confidence) {
    Hop hop =
        new Hop(
            issued.roleArn() != null ? issued.roleArn() : Identity.of(walk.who()),
            issued.sessionArn() != null ? issued.sessionArn() : walk.who().arn(),
            walk.who().accessKeyId() != null ? walk.who().accessKeyId() : issued.accessKeyId(),
            issued.call(),
            issued.eventId(),
            issued.time(),
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
        walk.over(hop, issued.caller(), issued.time(), isRoleSession, isAssumption);
    if (issued.origin() != null) {
      return further.withOrigin(issued.origin(), issued.workload());
    }
    if (issued.workload() != null) {
      return further.withOrigin(Identity.of(issued.caller()), issued.workload());
    }
    // A sign-in's caller is the person: what the credential was made from is known.
    return join == Join.SIGN_IN && call.equals("ConsoleLogin")
        ? further
        : further.withAsks(plan(issued.caller()));
  }
}
