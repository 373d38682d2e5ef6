package dev.gatehouse.respond.contain;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What whoever is behind a case holds, did and made, and who else acts as the same principals: read
 * off the activities of a trail in the order of time.
 *
 * <p>Theirs are the credentials of the case, and every one issued to, or made with, one of these
 * from the case's first record on. What a credential did before that is its owner's.
 */
public final class SuspectHistory {
  /** Calls that are kept one by one; what is beyond is counted. */
  public static final int CALLS_MAX = 100_000;

  /** Credentials that are kept; what is beyond is counted. */
  public static final int CREDENTIALS_MAX = 10_000;

  private static final int USES_MAX = 100_000;

  /** How long somebody counts as a user of a principal after their last call. */
  private static final Duration LATELY = Duration.ofDays(7);

  /** How long a session lasts whose record does not say (STS API reference). */
  private static final Map<String, Duration> DEFAULT_DURATION =
      Map.of(
          "GetSessionToken", Duration.ofHours(12),
          "GetFederationToken", Duration.ofHours(12));

  private final Case told;
  private final Map<String, HeldCredential> held = new LinkedHashMap<>();
  private final List<SuspectCall> calls = new ArrayList<>();
  private final Map<String, Creation> made = new LinkedHashMap<>();
  private final Map<Entry, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Map<String, Use>> uses = new LinkedHashMap<>();
  private Instant last = Instant.MIN;
  private long callCount;
  private long unkept;

  /** What one identity did as one principal. */
  private static final class Use {
    private Instant last = Instant.MIN;
    private final Map<String, @Nullable Instant> sessions = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
  }

  /**
   * How somebody without credentials of the estate comes to the first of theirs.
   *
   * @param origin in the words of {@link dev.gatehouse.core.lineage.OriginType}
   * @param principal ARN of the first role, or of the user or root signed in
   * @param call that issues the credential, for instance {@code AssumeRoleWithWebIdentity}; "" for
   *     a key of long life
   */
  public record Entry(String origin, String principal, String call) {}

  public SuspectHistory(Case told) {
    this.told = told;
    told.details().sessions().stream()
        .map(HeldCredential::of)
        .forEach(credential -> held.put(credential.id(), credential));
    for (CaseSession session : told.details().sessions()) {
      if (session.parent() == null) {
        enter(session.origin(), session.roleArn(), session.longTerm() ? "" : session.call());
      }
    }
  }

  /** The case that this is the history of. */
  public Case told() {
    return told;
  }

  /** Takes the next activity. */
  public void accept(Activity activity) {
    TrailEvent event = activity.event();
    last = event.time().isAfter(last) ? event.time() : last;
    String credential = suspect(activity);
    if (credential == null) {
      bystander(activity);
      return;
    }
    if (!event.succeeded()) {
      return;
    }
    callCount++;
    if (calls.size() < CALLS_MAX) {
      calls.add(new SuspectCall(event.id(), event.time(), credential, event.call()));
    }
    issued(event);
    Creation.of(event).ifPresent(each -> made.put(each.eventId(), each));
  }

  /** The id of the suspect's credential that an activity was made with; null if it is another's. */
  private @Nullable String suspect(Activity activity) {
    TrailEvent event = activity.event();
    if (event.time().isBefore(told.start())) {
      return null;
    }
    Lineage lineage = activity.lineage();
    String own = event.userIdentity().accessKeyId();
    List<Hop> hops = lineage.hops();
    boolean theirs = own != null && held.containsKey(own);
    int from = -1;
    for (int i = 0; i < hops.size() && !theirs && from < 0; i++) {
      from = held.containsKey(HeldCredential.of(hops.get(i)).id()) ? i : -1;
    }
    boolean key = lineage.longTermKey() != null && held.containsKey(lineage.longTermKey());
    boolean caused = lineage.causes().stream().map(Cause::byAccessKeyId).anyMatch(id -> holds(id));
    if (!theirs && from < 0 && !key && !caused) {
      return null;
    }
    int known = theirs ? 0 : from < 0 ? hops.size() : from;
    for (Hop hop : hops.subList(0, known)) {
      hold(HeldCredential.of(hop));
    }
    if (caused && lineage.longTermKey() != null) {
      String user = lineage.origin();
      hold(
          new HeldCredential(
              lineage.longTermKey(), lineage.longTermKey(), user, null, true, null, null));
    }
    if (theirs) {
      return own;
    }
    return hops.isEmpty() ? lineage.longTermKey() : HeldCredential.of(hops.get(0)).id();
  }

  private boolean holds(@Nullable String id) {
    return id != null && held.containsKey(id);
  }

  private void hold(HeldCredential credential) {
    if (held.size() < CREDENTIALS_MAX) {
      held.putIfAbsent(credential.id(), credential);
    } else if (!held.containsKey(credential.id())) {
      unkept++;
    }
  }

  private void enter(String origin, String principal, @Nullable String call) {
    Entry entry = new Entry(origin, principal, call == null ? "" : call);
    entries.putIfAbsent(entry, entry);
  }

  /** A session that a call issued is theirs before it is used. */
  private void issued(TrailEvent event) {
    String key = event.response("credentials", "accessKeyId");
    if (!event.service().equals("sts") || key == null) {
      return;
    }
    String role = event.request("roleArn");
    String session = event.response("assumedRoleUser", "arn");
    String principal = role != null ? role : event.userIdentity().arn();
    String seconds = event.request("durationSeconds");
    Duration duration =
        seconds != null && seconds.matches("[0-9]{1,6}")
            ? Duration.ofSeconds(Long.parseLong(seconds))
            : DEFAULT_DURATION.getOrDefault(event.eventName(), Duration.ofHours(1));
    if (principal != null) {
      hold(
          new HeldCredential(
              key, key, principal, session, false, event.time(), event.time().plus(duration)));
    }
  }

  private void bystander(Activity activity) {
    Lineage lineage = activity.lineage();
    List<Hop> hops = lineage.hops();
    String principal = hops.isEmpty() ? lineage.origin() : hops.get(0).roleArn();
    Map<String, Use> users = uses.get(principal);
    if (users == null) {
      if (uses.size() >= USES_MAX) {
        unkept++;
        return;
      }
      users = new LinkedHashMap<>();
      uses.put(principal, users);
    }
    if (users.size() >= USES_MAX && !users.containsKey(lineage.origin())) {
      unkept++;
      return;
    }
    Use use = users.computeIfAbsent(lineage.origin(), origin -> new Use());
    use.last = activity.event().time();
    if (!hops.isEmpty()) {
      HeldCredential session = HeldCredential.of(hops.get(0));
      use.sessions.values().removeIf(end -> end != null && end.isBefore(use.last));
      if (use.sessions.size() < CREDENTIALS_MAX) {
        use.sessions.put(session.id(), session.expiresAt());
        String name = session.sessionName();
        use.names.put(session.id(), name == null ? "" : name);
      }
      use.names.keySet().retainAll(use.sessions.keySet());
    }
  }

  /** Their credentials, as far as they may work at a moment; parents first. */
  public List<HeldCredential> live(Instant at) {
    return held.values().stream().filter(each -> each.isLive(at)).toList();
  }

  /** All of their credentials, those that have ended included. */
  public Collection<HeldCredential> credentials() {
    return List.copyOf(held.values());
  }

  public Collection<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** What AWS carried out for them, in the order of time, at most {@value #CALLS_MAX}. */
  public List<SuspectCall> calls() {
    return List.copyOf(calls);
  }

  /** How many calls there were. */
  public long callCount() {
    return callCount;
  }

  public Collection<Creation> creations() {
    return List.copyOf(made.values());
  }

  /** How many credentials and uses of others were left out because a bound was reached. */
  public long unkept() {
    return unkept;
  }

  /** Time of the last record of the trail. */
  public Instant last() {
    return last;
  }

  /**
   * Who else acted as a principal within the last week of the trail.
   *
   * @param at moment at which sessions are asked whether they still work
   */
  List<Bystander> others(String principal, Instant at) {
    List<Bystander> others = new ArrayList<>();
    uses.getOrDefault(principal, Map.of())
        .forEach(
            (identity, use) -> {
              if (!use.last.isBefore(last.minus(LATELY))) {
                others.add(new Bystander(identity, use.last, live(use, at).size()));
              }
            });
    others.sort(Bystander.LAST_FIRST);
    return others;
  }

  /** Names of the sessions of others that still work as a principal. */
  List<String> liveNames(String principal, Instant at) {
    return uses.getOrDefault(principal, Map.of()).values().stream()
        .flatMap(use -> live(use, at).stream().map(id -> use.names.getOrDefault(id, "")))
        .distinct()
        .toList();
  }

  private static List<String> live(Use use, Instant at) {
    List<String> live = new ArrayList<>();
    use.sessions.forEach(
        (id, end) -> {
          if (end == null || end.isAfter(at)) {
            live.add(id);
          }
        });
    return live;
  }
}
