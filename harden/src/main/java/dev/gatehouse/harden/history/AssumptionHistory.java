package dev.gatehouse.harden.history;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.organization.ControlPolicy;
import dev.gatehouse.harden.history.ObservedCalls.Evidence;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds in activities how roles are used. Activities come in the order of their time; each call
 * counts once, whichever of its copies there are.
 *
 * <p>Memory is bounded by the number of shapes, not of calls: a role keeps at most {@value
 * #SHAPES_MAX}, and calls of further shapes are counted as not kept. Calls from one thread.
 */
public final class AssumptionHistory {
  static final int SHAPES_MAX = 20_000;
  static final int ORIGINS_MAX = 12;
  static final int EXCLUDED_RECORDS_MAX = 10;
  private static final int DEFAULT_SECONDS = 3_600;

  private final Predicate<String> wanted;
  private final SuspectSessions suspects;
  private final VolatileKeys always;
  private final Function<String, VolatileKeys> besides;
  private final Map<String, Role> roles = new TreeMap<>();
  private final Set<String> retagged = new HashSet<>();
  private final TrustChanges changes = new TrustChanges();
  private final Map<String, SuspectChange> suspectChanges = new HashMap<>();
  private Inventory inventory;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long targetless;

  /**
   * @param snapshot what existed before the trail; records in it that change IAM are applied
   * @param wanted the roles to follow, by ARN
   * @param suspects sessions that are left out
   * @param besides by role, what policies that will be asked about the history look at, besides
   *     those of the snapshot
   */
  public AssumptionHistory(
      Inventory snapshot,
      Predicate<String> wanted,
      SuspectSessions suspects,
      Function<String, VolatileKeys> besides) {
    this.inventory = snapshot;
    this.wanted = wanted;
    this.suspects = suspects;
    this.besides = besides;
    this.always =
        VolatileKeys.of(
            snapshot.organization().policies().values().stream()
                .map(ControlPolicy::document)
                .toList());
  }

  private static final class Role {
    private final Map<CallSignature, Tally> shapes = new HashMap<>();
    private final Set<Long> days = new HashSet<>();
    private final Map<String, Dropped> dropped = new TreeMap<>();
    private @Nullable Policy trust;
    private VolatileKeys keys;
    private long notKept;

    Role(VolatileKeys keys) {
      this.keys = keys;
    }
  }

  private static final class Tally {
    private final Evidence first;
    private Evidence last;
    private long count;
    private int longest;
    private final TreeSet<String> origins = new TreeSet<>();
    private boolean originsMore;

    Tally(Evidence first) {
      this.first = first;
      this.last = first;
    }
  }

  private static final class Dropped {
    private long count;
    private final List<Evidence> records = new ArrayList<>();
    private final TreeSet<String> callers = new TreeSet<>();
  }

  /** Takes the next activity. */
  public void take(Activity activity) {
    TrailEvent event = activity.event();
    first = first == null ? event.time() : first;
    last = event.time();
    if (AssumeCall.is(event)) {
      if (!activity.secondCopy()) {
        assume(activity, event);
      }
    } else if (!event.readOnly() && event.eventSource().equals("iam.amazonaws.com")) {
      if (event.eventName().startsWith("Tag") || event.eventName().startsWith("Untag")) {
        retagged.add(activity.account());
      }
      if (!activity.secondCopy()) {
        changes.take(event, inventory).ifPresent(change -> doubt(change, activity));
      }
      inventory = inventory.apply(event);
    } else {
      inventory = inventory.apply(event);
    }
  }

  private void doubt(TrustChange change, Activity activity) {
    String finding = suspects.findingOf(activity);
    boolean proven = finding != null;
    finding = proven ? finding : suspects.caseOf(activity);
    if (finding != null) {
      suspectChanges.put(change.eventId(), new SuspectChange(change, finding, proven));
    }
  }

  private void assume(Activity activity, TrailEvent event) {
    AssumeCall call = AssumeCall.of(event);
    if (call == null) {
      targetless++;
      return;
    }
    if (!wanted.test(call.roleArn())) {
      return;
    }
    Role role =
        roles.computeIfAbsent(call.roleArn(), arn -> new Role(always.or(besides.apply(arn))));
    Policy trust =
        inventory.role(call.roleArn()).map(IamRole::trust).filter(t -> !t.opaque()).orElse(null);
    if (trust != role.trust) {
      role.trust = trust;
      role.keys = trust == null ? role.keys : role.keys.or(VolatileKeys.of(trust));
    }
    Evidence evidence = new Evidence(event.time(), event.id());
    CallSignature shape = ReadShape.of(event, call, role.keys, trust);
    String finding = suspects.findingOf(activity);
    if (finding != null) {
      drop(role, finding, evidence, shape);
      return;
    }
    if (call.succeeded()) {
      role.days.add(Math.floorDiv(event.time().getEpochSecond(), 86_400L));
    }
    Tally tally = role.shapes.get(shape);
    if (tally == null) {
      if (role.shapes.size() >= SHAPES_MAX) {
        role.notKept += call.succeeded() ? 1 : 0;
        return;
      }
      tally = new Tally(evidence);
      role.shapes.put(shape, tally);
    }
    tally.count++;
    tally.last = evidence;
    tally.longest = Math.max(tally.longest, seconds(call));
    String origin = activity.lineage().origin();
    if (tally.origins.size() < ORIGINS_MAX || tally.origins.contains(origin)) {
      tally.origins.add(origin);
    } else {
      tally.originsMore = true;
    }
  }

  private static void drop(Role role, String finding, Evidence evidence, CallSignature shape) {
    Dropped dropped = role.dropped.computeIfAbsent(finding, id -> new Dropped());
    dropped.count++;
    if (dropped.records.size() < EXCLUDED_RECORDS_MAX) {
      dropped.records.add(evidence);
      dropped.callers.add(shape.who());
    }
  }

  private static int seconds(AssumeCall call) {
    Object asked = call.request() == null ? null : call.request().get("durationSeconds");
    return asked instanceof Number number ? number.intValue() : DEFAULT_SECONDS;
  }

  /** What exists after the last record. */
  public Inventory inventory() {
    return inventory;
  }

  /** Accounts in which tags were changed within the trail, so that nobody knows those of before. */
  public Set<String> retagged() {
    return Set.copyOf(retagged);
  }

  /** Attempts of which no record says on which role. */
  public long targetless() {
    return targetless;
  }

  /** The roles of which the trail has calls. */
  public Set<String> roles() {
    return Set.copyOf(roles.keySet());
  }

  /** The history of one role; an empty one where nobody called for it. */
  public RoleHistory of(String roleArn) {
    Role role = roles.getOrDefault(roleArn, new Role(always));
    List<ObservedCalls> uses = new ArrayList<>();
    role.shapes.forEach(
        (shape, tally) ->
            uses.add(
                new ObservedCalls(
                    shape,
                    tally.count,
                    tally.first,
                    tally.last,
                    List.copyOf(tally.origins),
                    tally.originsMore,
                    tally.longest)));
    Map<String, RoleHistory.Excluded> excluded = new TreeMap<>();
    role.dropped.forEach(
        (finding, dropped) ->
            excluded.put(
                finding,
                new RoleHistory.Excluded(
                    dropped.count, dropped.records, List.copyOf(dropped.callers))));
    List<TrustChange> all = changes.of(roleArn);
    return new RoleHistory(
        roleArn,
        uses,
        role.notKept,
        role.days.size(),
        excluded,
        all,
        all.stream()
            .map(each -> suspectChanges.get(each.eventId()))
            .filter(Objects::nonNull)
            .toList(),
        first,
        last);
  }
}
