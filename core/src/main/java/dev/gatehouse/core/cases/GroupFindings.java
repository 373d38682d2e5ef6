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
 * set of findings alone. One joins the group that it shares a credential with, whose acts made its
 * own way possible, or whose person, key or machine acted not long before. If these are several
 * groups, they become one: the oldest takes up the others and says so.
 */
final class GroupFindings {
  /** Longest silence within what one person, key or machine is up to. */
  static final Duration QUIET = Duration.ofHours(24);

  /** Longest time for which an opened trust or bus lies unused before it is taken for a way in. */
  private static final Duration SLEEPS = Duration.ofDays(7);

  static final Comparator<Finding> BY_RAISED =
      Comparator.comparing(Finding::raised).thenComparing(Finding::id);

  private final List<Group> groups = new ArrayList<>();
  private final Map<String, Group> byName = new HashMap<>();
  private final Map<String, Group> byRecord = new HashMap<>();
  private final Map<String, Finding> doubtful = new HashMap<>();
  private final Map<String, Instant> lastOfName = new HashMap<>();

  private GroupFindings() {}

  /** Findings that were found to hang together so far; named by the first of them. */
  private static final class Group {
    private final String id;
    private final List<Finding> findings = new ArrayList<>();
    private int revision;
    private @Nullable Group mergedInto;

    Group(String id) {
      this.id = id;
    }

    void add(Finding finding) {
      findings.add(finding);
      revision++;
    }

    /** Takes up another one, which keeps its own findings to be told by. */
    void take(Group other) {
      findings.addAll(other.findings);
      findings.sort(BY_RAISED);
      other.mergedInto = this;
      other.revision++;
      revision++;
    }

    /** The one that stands in the end. */
    Group standing() {
      Group group = this;
      while (group.mergedInto != null) {
        group = group.mergedInto;
      }
      return group;
    }

    FindingGroup asOfNow() {
      return new FindingGroup(
          id, revision, findings, findings.size(), mergedInto == null ? null : standing().id);
    }
  }

  /** All groups, those taken up by another too, in the order in which they began. */
  static List<FindingGroup> of(Collection<Finding> findings) {
    GroupFindings fold = new GroupFindings();
    findings.stream().sorted(BY_RAISED).forEach(fold::add);
    return fold.groups.stream().map(Group::asOfNow).toList();
  }

  private void add(Finding finding) {
    LinkKeys keys = LinkKeys.of(finding);
    Set<Group> joined = new LinkedHashSet<>();
    keys.firm().forEach(name -> join(joined, byName.get(name)));
    for (String name : keys.byTime()) {
      Instant last = lastOfName.get(name);
      if (last != null && !finding.start().isAfter(last.plus(QUIET))) {
        join(joined, byName.get(name));
      }
    }
    keys.caused().forEach(record -> join(joined, byDoubtfulAct(record, finding)));
    keys.shown().forEach(record -> join(joined, byRecord.get(record)));
    keys.made().forEach(record -> join(joined, byRecord.get(record)));
    Group group = joined.isEmpty() ? begin(finding) : one(joined);
    group.add(finding);
    keys.firm().forEach(name -> byName.put(name, group));
    for (String name : keys.byTime()) {
      byName.put(name, group);
      lastOfName.merge(name, finding.end(), (a, b) -> a.isAfter(b) ? a : b);
    }
    keys.shown().forEach(record -> byRecord.put(record, group));
    keys.made().forEach(record -> byRecord.put(record, group));
    if (finding.severity().compareTo(Severity.MEDIUM) >= 0) {
      keys.shown().forEach(record -> doubtful.put(record, finding));
    }
  }

  /** The group of an act that was worth attention and not long ago. */
  private @Nullable Group byDoubtfulAct(String record, Finding consequence) {
    Finding act = doubtful.get(record);
    return act == null || consequence.start().isAfter(act.end().plus(SLEEPS))
        ? null
        : byRecord.get(record);
  }

  private Group begin(Finding finding) {
    Group group = new Group("case-" + finding.id());
    groups.add(group);
    return group;
  }

  private static void join(Set<Group> joined, @Nullable Group group) {
    if (group != null) {
      joined.add(group.standing());
    }
  }

  private static Group one(Set<Group> joined) {
    Group oldest =
        joined.stream()
            .min(
                Comparator.comparing((Group b) -> b.findings.get(0), BY_RAISED)
                    .thenComparing(b -> b.id))
            .orElseThrow();
    joined.stream().filter(other -> other != oldest).forEach(oldest::take);
    return oldest;
  }
}
