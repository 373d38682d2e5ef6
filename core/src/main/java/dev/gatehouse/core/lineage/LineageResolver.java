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
  /** How far the creation date in a session's records may lie from the record of its issue. */
  static final long SAME_ISSUE_SECONDS = 2;

  /** Events that have nothing to look up are spread over a few keys that know nothing. */
  private static final int NOTHING_KEYS = 64;

  private final boolean unrolled;
  private final int lookupsMax;

  /**
   * @param unrolled takes what is known of another's way home, and waits for no more
   * @param lookupsMax most lookups for whoever issued a credential
   */
  LineageResolver(boolean unrolled, int lookupsMax) {
    this.unrolled = unrolled;
    this.lookupsMax = lookupsMax;
  }

  /** What one lookup leads to. */
  sealed interface Answer {
    /** Another key must be looked up. */
    record Ask(LineageInput.Question question) implements Answer {}

    /** The lineage is known. */
    record Done(LineageResolution resolution, Lineage lineage) implements Answer {}

    /** The issuing record is known, and its own way home will be told under this key. */
    record Wait() implements Answer {}
  }

  /**
   * A fact that a use is tied to.
   *
   * @param doubt why it may be another; null if nothing says so
   */
  private record Found(Fact fact, Join join, double confidence, @Nullable String doubt) {
    Found(Fact fact, Join join, double confidence) {
      this(fact, join, confidence, null);
    }
  }

  /** The first question for the lineage of {@code event}. */
  static LineageInput.Question start(TrailEvent event) {
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
    return start(new Asker.Use(event), event.userIdentity(), event.time(), keys);
  }

  /**
   * The first question for the way home of whoever issued the credentials that {@code facts} tell
   * of; null if each way ends there.
   */
  static LineageInput.@Nullable Question start(List<LineageInput> facts) {
    Fact issued = null;
    List<String> under = new ArrayList<>();
    for (LineageInput input : facts) {
      if (input instanceof LineageInput.Known known && leadsOn(known.fact())) {
        issued = known.fact();
        under.add(known.key());
      }
    }
    return issued == null
        ? null
        : start(
            new Asker.Issue(issued.eventId(), under),
            issued.caller(),
            issued.time(),
            keys(issued.caller()));
  }

  private static LineageInput.Question start(
      Asker asker, UserIdentity who, Instant at, List<String> keys) {
    String key = keys.get(0);
    return new LineageInput.Question(
        key, LineageResolution.from(asker, who, at, List.copyOf(keys)).withLookup());
  }

  /**
   * Whether the caller's own credential must be looked up to know who stands behind a fact. A
   * federation names the subject, a delivery the service.
   */
  private static boolean leadsOn(Fact fact) {
    return fact.kind() == Fact.Kind.ISSUED
        && fact.origin() == null
        && fact.workload() == null
        && !keys(fact.caller()).isEmpty();
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

  private Answer next(LineageResolution resolution) {
    if (resolution.keys().isEmpty()) {
      return new Answer.Done(resolution, OriginResolver.of(resolution));
    }
    String key = resolution.keys().get(0);
    int most = unrolled && resolution.event() != null ? ResolveLineage.USE_LOOKUPS_MAX : lookupsMax;
    if (resolution.lookups() >= most) {
      return unknown(
          resolution.withGap(Gap.Kind.HOPS_MAX, "The chain is longer than can be followed."));
    }
    return new Answer.Ask(new LineageInput.Question(key, resolution.withLookup()));
  }

  private static Answer loop(LineageResolution resolution) {
    return unknown(resolution.withGap(Gap.Kind.LOOP, KnownWay.LOOP));
  }

  private static Answer unknown(LineageResolution resolution) {
    return new Answer.Done(resolution, OriginResolver.unknown(resolution));
  }

  /** Adds what the facts under {@code key} say, and goes on to the next key. */
  Answer resolve(LineageResolution resolution, String key, Facts memory) {
    List<Fact> facts = others(memory.asOf(resolution.at()), resolution);
    LineageResolution rest =
        resolution.withKeys(resolution.keys().subList(1, resolution.keys().size()));
    if (resolution.who().onBehalfOfUserId() != null) {
      rest = rest.withPerson(Identity.identityCenter(resolution.who()));
    }
    rest = CausalLookups.withCauses(rest, key, facts);
    Found found =
        switch (key.substring(0, key.indexOf(' '))) {
          case "key" -> fromCredential(rest, facts);
          case "session" -> fromSession(rest, facts);
          case "user" -> fromSignIn(rest, facts);
          case "source-identity" -> fromSourceIdentity(rest, facts);
          default -> null;
        };
    if (found != null) {
      return follow(rest, found, memory);
    }
    return next(key.startsWith("shared ") ? fromCopy(rest, facts) : rest);
  }

  /** Without what the call in question issued itself: a role may be taken anew under its name. */
  private static List<Fact> others(List<Fact> facts, LineageResolution resolution) {
    if (facts.isEmpty()) {
      return facts;
    }
    String own = resolution.record();
    for (Fact fact : facts) {
      if (isOwn(fact, own, resolution.who())) {
        return facts.stream().filter(one -> !isOwn(one, own, resolution.who())).toList();
      }
    }
    return facts;
  }

  private static boolean isOwn(Fact fact, String record, UserIdentity who) {
    return fact.eventId().equals(record) && fact.caller().equals(who);
  }

  private static LineageResolution fromCopy(LineageResolution resolution, List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact.kind() == Fact.Kind.COPY
          && fact.showsCaller()
          && !fact.eventId().equals(resolution.asker().eventId())) {
        List<String> keys = new ArrayList<>(resolution.keys());
        keys.addAll(keys(fact.caller()));
        return resolution.asCopyOf(fact.caller()).withKeys(keys);
      }
    }
    return resolution;
  }

  private static @Nullable Found fromCredential(LineageResolution resolution, List<Fact> facts) {
    return found(Issue.of(facts, resolution.who(), fact -> true), Join.ACCESS_KEY, 1);
  }

  /**
   * Of the records of one issue, the one that says most: a named origin (a service's own call and
   * the STS call behind it issue the same key), then the caller; then the earliest.
   */
  private static @Nullable Fact best(List<Fact> facts, Predicate<Fact> isOne) {
    Fact best = null;
    for (Fact fact : facts) {
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
  private static @Nullable Found fromSession(LineageResolution resolution, List<Fact> facts) {
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
      return found(issue, Join.SESSION, isOtherKey ? 0.9 : 0.95);
    }
    Predicate<Fact> isCandidate =
        fact ->
            isLive(fact, resolution.at())
                && !fact.time().isAfter(resolution.at())
                && (own == null || fact.accessKeyId() == null || fact.accessKeyId().equals(own));
    Fact latest = latest(facts, isCandidate);
    if (latest == null) {
      return null;
    }
    Set<String> callers = new HashSet<>();
    for (Fact fact : facts) {
      if (fact.showsCaller() && isCandidate.test(fact)) {
        callers.add(Identity.of(fact.caller()));
      }
    }
    return callers.size() <= 1
        ? new Found(latest, Join.SESSION_NAME, 0.8)
        : new Found(
            latest,
            Join.SESSION_NAME,
            1.0 / callers.size(),
            callers.size()
                + " different callers hold a live session of this name; the latest issue before"
                + " the use is taken.");
  }

  /** The latest of those, in the copy that shows the caller. */
  private static @Nullable Fact latest(List<Fact> facts, Predicate<Fact> isOne) {
    Fact newest = null;
    for (Fact fact : facts) {
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
  private static @Nullable Found fromSignIn(LineageResolution resolution, List<Fact> facts) {
    Instant created =
        resolution.who().session() == null ? null : resolution.who().session().creationDate();
    if (created == null) {
      return null;
    }
    Fact found =
        latest(
            facts,
            fact -> fact.kind() == Fact.Kind.SIGNED_IN && isWithin(fact.time(), created, 60));
    return found == null
        ? null
        : new Found(found, Join.SIGN_IN, isWithin(found.time(), created, 2) ? 0.95 : 0.8);
  }

  private static @Nullable Found fromSourceIdentity(
      LineageResolution resolution, List<Fact> facts) {
    Fact latest =
        latest(
            facts, fact -> isLive(fact, resolution.at()) && !fact.time().isAfter(resolution.at()));
    return latest == null ? null : new Found(latest, Join.SOURCE_IDENTITY, 0.5);
  }

  /** Records that contradict each other lead on, to the one that says most, and prove nothing. */
  private static @Nullable Found found(@Nullable Issue issue, Join join, double ofJoin) {
    if (issue == null) {
      return null;
    }
    String doubt =
        issue.callers() == 1
            ? null
            : "Records name " + issue.callers() + " different callers that this was issued to.";
    return new Found(issue.fact(), join, issue.confidence(ofJoin), doubt);
  }

  private Answer follow(LineageResolution resolution, Found found, Facts memory) {
    Fact issued = found.fact();
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
            found.join(),
            found.confidence());
    if (KnownWay.passes(resolution.hops(), hop)) {
      return loop(resolution);
    }
    boolean isAssumption =
        KnownWay.isAssumption(issued.call()) && !issued.caller().type().equals("AWSService");
    LineageResolution known =
        found.doubt() == null ? resolution : resolution.withGap(Gap.Kind.AMBIGUOUS, found.doubt());
    LineageResolution further =
        known.follow(
            hop,
            issued.caller(),
            issued.time(),
            KnownWay.isRoleSession(issued.call()),
            isAssumption);
    if (!leadsOn(issued)) {
      return new Answer.Done(further, OriginResolver.of(ended(further, issued)));
    }
    Home home = memory.home(issued);
    if (home instanceof Home.Part part) {
      Lineage looped = KnownWay.looped(further, part.resolution());
      return looped == null
          ? next(KnownWay.after(further, part.resolution()))
          : new Answer.Done(further, looped);
    }
    // Of two issues at one instant nobody can say that one waits for the other and not for itself.
    boolean isWaiting = !unrolled && issued.time().isBefore(resolution.at());
    if (home instanceof Home.Whole whole && (unrolled || isWaiting)) {
      return new Answer.Done(further, KnownWay.after(further, whole.lineage()));
    }
    if (isWaiting) {
      return new Answer.Wait();
    }
    return KnownWay.passes(further.hops(), issued.caller().accessKeyId())
        ? loop(further)
        : next(further.withKeys(keys(issued.caller())));
  }

  /** The far end, where the issuing record itself names who stands behind it. */
  private static LineageResolution ended(LineageResolution resolution, Fact issued) {
    if (issued.origin() != null) {
      return resolution.withOrigin(issued.origin(), issued.workload());
    }
    return issued.workload() == null
        ? resolution
        : resolution.withOrigin(Identity.of(issued.caller()), issued.workload());
  }
}
