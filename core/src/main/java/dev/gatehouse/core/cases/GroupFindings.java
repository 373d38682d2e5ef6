package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts findings together that hang together over sessions and over what those made.
 *
 * <p>Findings are taken in the order in which they were raised, so that the result depends on the
 * set of findings alone. One joins the bundle that it shares a credential with, whose acts made its
 * own way possible, or whose person, key or machine acted not long before. If these are several
 * bundles, they become one: the oldest takes up the others and says so.
 */
final class GroupFindings {
  /** Longest silence within what one person, key or machine is up to. */
  static final Duration QUIET = Duration.ofHours(24);

  /** Longest time for which an opened trust or bus lies unused before it is taken for a way in. */
  private static final Duration SLEEPS = Duration.ofDays(7);

  static final Comparator<Finding> BY_RAISED =
      Comparator.comparing(Finding::raised).thenComparing(Finding::id);

  private final List<Bundle> bundles = new ArrayList<>();
  private final Map<String, Bundle> byName = new HashMap<>();
  private final Map<String, Bundle> byRecord = new HashMap<>();
  private final Map<String, Finding> doubtful = new HashMap<>();
  private final Map<String, Instant> lastOfName = new HashMap<>();

  private GroupFindings() {}

  /** All bundles, those taken up by another too, in the order in which they began. */
  static List<Bundle> of(Collection<Finding> findings) {
    GroupFindings group = new GroupFindings();
    findings.stream().sorted(BY_RAISED).forEach(group::add);
    return group.bundles;
  }

  private void add(Finding finding) {
    Ties ties = Ties.of(finding);
    Set<Bundle> joined = new LinkedHashSet<>();
    ties.firm().forEach(name -> join(joined, byName.get(name)));
    for (String name : ties.byTime()) {
      Instant last = lastOfName.get(name);
      if (last != null && !finding.start().isAfter(last.plus(QUIET))) {
        join(joined, byName.get(name));
      }
    }
    ties.caused().forEach(record -> join(joined, byDoubtfulAct(record, finding)));
    ties.shown().forEach(record -> join(joined, byRecord.get(record)));
    ties.made().forEach(record -> join(joined, byRecord.get(record)));
    Bundle bundle = joined.isEmpty() ? begin(finding) : one(joined);
    bundle.add(finding);
    ties.firm().forEach(name -> byName.put(name, bundle));
    for (String name : ties.byTime()) {
      byName.put(name, bundle);
      lastOfName.merge(name, finding.end(), (a, b) -> a.isAfter(b) ? a : b);
    }
    ties.shown().forEach(record -> byRecord.put(record, bundle));
    ties.made().forEach(record -> byRecord.put(record, bundle));
    if (finding.severity().compareTo(Severity.MEDIUM) >= 0) {
      ties.shown().forEach(record -> doubtful.put(record, finding));
    }
  }

  /** The bundle of an act that was worth attention and not long ago. */
  private @Nullable Bundle byDoubtfulAct(String record, Finding consequence) {
    Finding act = doubtful.get(record);
    return act == null || consequence.start().isAfter(act.end().plus(SLEEPS))
        ? null
        : byRecord.get(record);
  }

  private Bundle begin(Finding finding) {
    Bundle bundle = new Bundle("case-" + finding.id());
    bundles.add(bundle);
    return bundle;
  }

  private static void join(Set<Bundle> joined, @Nullable Bundle bundle) {
    if (bundle != null) {
      joined.add(bundle.standing());
    }
  }

  private static Bundle one(Set<Bundle> joined) {
    Bundle oldest =
        joined.stream()
            .min(
                Comparator.comparing((Bundle b) -> b.findings().get(0), BY_RAISED)
                    .thenComparing(Bundle::id))
            .orElseThrow();
    joined.stream().filter(other -> other != oldest).forEach(oldest::take);
    return oldest;
  }
}
