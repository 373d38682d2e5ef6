package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts findings together that hang together over sessions and over what those made.
 *
 * <p>It is a fold over findings in the order in which they were raised, so that the result depends
 * on the set of findings alone. One joins the group that it shares a credential with, whose acts
 * made its own way possible, or whose person, key or machine acted not long before. If these are
 * several groups, they become one: the oldest takes up the others and says so.
 *
 * <p>What later findings can join by is a {@link Link}. It holds for {@link #LINK_HOLDS}; a group
 * that no link leads to any more is closed and leaves. {@link #add} is for good, {@link #tryOut}
 * can be undone.
 */
final class GroupFindings {
  /** Longest silence within what one person, key or machine is up to. */
  static final Duration QUIET = Duration.ofHours(24);

  /** Longest time for which an opened trust or bus lies unused before it is taken for a way in. */
  private static final Duration SLEEPS = Duration.ofDays(7);

  /** How long after the last finding that had it anything ties another finding to it. */
  static final Duration LINK_HOLDS = Duration.ofDays(90);

  /**
   * What leads to a group.
   *
   * @param group its id
   * @param used when the last finding was raised that has it
   * @param end of the last record of those findings
   * @param doubtfulEnd the same of the last of medium severity or more; null if there is none
   */
  record Link(String group, Instant used, Instant end, @Nullable Instant doubtfulEnd) {}

  /**
   * A group that can still grow.
   *
   * @param leads how many links, and groups that it took up, lead to it
   */
  record Open(FindingGroup group, int leads) {}

  private final CaseBounds bounds;
  private final Consumer<FindingGroup> closed;

  /** The one used longest ago first, as far as findings were added for good. */
  private final Map<String, Link> links = new LinkedHashMap<>();

  private final Map<String, Open> groups = new HashMap<>();

  /** Ids of groups that have changed, be it back and forth. */
  private final Set<String> touched = new LinkedHashSet<>();

  /** Groups to which fewer links lead since findings were last added for good. */
  private final Deque<String> perhapsDone = new ArrayDeque<>();

  /** Takes what undoes the finding that is being tried out; null if it is added for good. */
  private @Nullable Deque<Runnable> undo;

  private long held;
  private long forgottenEarly;

  /**
   * @param closed takes groups that no finding can join any more
   */
  GroupFindings(CaseBounds bounds, Consumer<FindingGroup> closed) {
    this.bounds = bounds;
    this.closed = closed;
  }

  /** All groups, those taken up by another too, in the order in which they began. */
  static List<FindingGroup> of(Collection<Finding> findings, CaseBounds bounds) {
    List<FindingGroup> all = new ArrayList<>();
    GroupFindings fold = new GroupFindings(bounds, all::add);
    findings.stream()
        .sorted(FindingGroup.BY_RAISED)
        .forEach(finding -> fold.add(finding, LinkKeys.of(finding)));
    fold.close();
    all.sort(Comparator.comparing(FindingGroup::first, FindingGroup.BY_RAISED));
    return all;
  }

  /** Adds a finding for good: earlier ones cannot come between any more. */
  void add(Finding finding, LinkKeys keys) {
    undo = null;
    perhapsDone.add(fold(finding, keys));
    forget(finding.raised());
  }

  /** Adds a finding; what is returned undoes it, last in first out. */
  Runnable tryOut(Finding finding, LinkKeys keys) {
    Deque<Runnable> steps = new ArrayDeque<>();
    undo = steps;
    String unused = fold(finding, keys);
    undo = null;
    return () -> steps.descendingIterator().forEachRemaining(Runnable::run);
  }

  private String fold(Finding finding, LinkKeys keys) {
    Set<String> joined = new LinkedHashSet<>();
    keys.firm().forEach(name -> join(joined, link(name, finding)));
    for (String name : keys.byTime()) {
      Link link = link(name, finding);
      if (link != null && !finding.start().isAfter(link.end().plus(QUIET))) {
        join(joined, link);
      }
    }
    for (String record : keys.caused()) {
      Link link = link(record, finding);
      if (link != null && isDoubtful(link, finding)) {
        join(joined, link);
      }
    }
    keys.shown().forEach(record -> join(joined, link(record, finding)));
    keys.made().forEach(record -> join(joined, link(record, finding)));
    String group = joined.isEmpty() ? begin(finding) : grow(one(joined), finding);
    keys.firm().forEach(name -> lead(name, group, finding, null));
    keys.byTime().forEach(name -> lead(name, group, finding, null));
    keys.made().forEach(record -> lead(record, group, finding, null));
    Instant doubtful = finding.severity().compareTo(Severity.MEDIUM) >= 0 ? finding.end() : null;
    keys.shown().forEach(record -> lead(record, group, finding, doubtful));
    return group;
  }

  private @Nullable Link link(String key, Finding finding) {
    Link link = links.get(key);
    return link == null || finding.raised().isAfter(link.used().plus(LINK_HOLDS)) ? null : link;
  }

  /** Whether it is of an act that was worth attention and not long ago. */
  private static boolean isDoubtful(Link act, Finding consequence) {
    return act.doubtfulEnd() != null
        && !consequence.start().isAfter(act.doubtfulEnd().plus(SLEEPS));
  }

  private void join(Set<String> joined, @Nullable Link link) {
    if (link != null) {
      joined.add(standing(link.group()));
    }
  }

  /** The one that has taken it up, if any, and so on. */
  private String standing(String id) {
    String standing = id;
    for (String into = id; into != null; into = group(standing).mergedInto()) {
      standing = into;
    }
    return standing;
  }

  private FindingGroup group(String id) {
    return open(id).group();
  }

  private Open open(String id) {
    return Objects.requireNonNull(groups.get(id));
  }

  private String begin(Finding finding) {
    FindingGroup group = FindingGroup.begunBy(finding);
    put(group.id(), new Open(group, 0));
    return group.id();
  }

  private String grow(String id, Finding finding) {
    Open open = open(id);
    put(id, new Open(open.group().with(finding, bounds.endsMax()), open.leads()));
    return id;
  }

  private String one(Set<String> joined) {
    String oldest =
        joined.stream()
            .min(
                Comparator.comparing((String id) -> group(id).first(), FindingGroup.BY_RAISED)
                    .thenComparing(id -> id))
            .orElseThrow();
    for (String other : joined) {
      if (!other.equals(oldest)) {
        Open taken = open(other);
        Open taking = open(oldest);
        put(
            oldest,
            new Open(taking.group().taking(taken.group(), bounds.endsMax()), taking.leads() + 1));
        put(other, new Open(taken.group().takenUpBy(oldest), taken.leads()));
      }
    }
    return oldest;
  }

  private void lead(String key, String group, Finding finding, @Nullable Instant doubtfulEnd) {
    Link before = links.get(key);
    if (before == null) {
      count(group, 1);
      put(key, new Link(group, finding.raised(), finding.end(), doubtfulEnd));
      return;
    }
    if (!before.group().equals(group)) {
      count(group, 1);
      count(before.group(), -1);
    }
    put(
        key,
        new Link(
            group,
            later(before.used(), finding.raised()),
            later(before.end(), finding.end()),
            doubtfulEnd == null ? before.doubtfulEnd() : doubtfulEnd));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void count(String group, int more) {
    Open open = open(group);
    put(group, new Open(open.group(), open.leads() + more));
    if (undo == null && more < 0) {
      perhapsDone.add(group);
    }
  }

  private void put(String key, Link link) {
    Link before = undo == null ? links.remove(key) : links.get(key);
    links.put(key, link);
    if (undo != null) {
      undo.add(before == null ? () -> links.remove(key) : () -> links.put(key, before));
    }
  }

  private void put(String id, Open open) {
    Open before = groups.get(id);
    set(id, before, open);
    if (undo != null) {
      undo.add(() -> set(id, open, before));
    }
  }

  @SuppressWarnings("ReferenceEquality") // a group left alone is the same object
  private void set(String id, @Nullable Open from, @Nullable Open to) {
    FindingGroup before = from == null ? null : from.group();
    FindingGroup after = to == null ? null : to.group();
    if (to == null) {
      groups.remove(id);
    } else {
      groups.put(id, to);
    }
    if (before != after) {
      held += size(after) - size(before);
      touched.add(id);
    }
  }

  private static int size(@Nullable FindingGroup group) {
    return group == null ? 0 : group.findings().size();
  }

  /**
   * Forgets links that hold no more for findings raised from {@code now} on, and those used longest
   * ago while there are too many. Nothing may be on trial.
   */
  void forget(Instant now) {
    var oldest = links.entrySet().iterator();
    while (oldest.hasNext()) {
      var entry = oldest.next();
      boolean holds = !now.isAfter(entry.getValue().used().plus(LINK_HOLDS));
      if (holds && links.size() <= bounds.linksMax() && held <= bounds.findingsMax()) {
        break;
      }
      forgottenEarly += holds ? 1 : 0;
      oldest.remove();
      count(entry.getValue().group(), -1);
      closeDone();
    }
    closeDone();
  }

  private void closeDone() {
    while (!perhapsDone.isEmpty()) {
      String id = perhapsDone.remove();
      Open open = groups.get(id);
      if (open != null && open.leads() == 0) {
        set(id, open, null);
        touched.remove(id);
        closed.accept(open.group());
        String into = open.group().mergedInto();
        if (into != null) {
          count(into, -1);
        }
      }
    }
  }

  /** Closes all groups, in the order in which they began. */
  void close() {
    List<FindingGroup> rest = new ArrayList<>();
    groups.values().forEach(open -> rest.add(open.group()));
    links.clear();
    groups.clear();
    touched.clear();
    held = 0;
    rest.sort(Comparator.comparing(FindingGroup::first, FindingGroup.BY_RAISED));
    rest.forEach(closed);
  }

  /** The group as it stands; null if there is none. */
  @Nullable FindingGroup find(String id) {
    Open open = groups.get(id);
    return open == null ? null : open.group();
  }

  /** Ids of groups that may have changed since this was asked. */
  List<String> takeTouched() {
    List<String> taken = List.copyOf(touched);
    touched.clear();
    return taken;
  }

  /** Links that were forgotten before their time, for want of room. */
  long forgottenEarly() {
    return forgottenEarly;
  }

  /** Findings kept. */
  long held() {
    return held;
  }

  int linkCount() {
    return links.size();
  }

  /**
   * What it remembers, as data.
   *
   * @param links by key, the one used longest ago first
   */
  record Memory(Map<String, Link> links, List<Open> groups, long forgottenEarly) {}

  /** What it remembers; nothing may be on trial. */
  Memory memory() {
    return new Memory(new LinkedHashMap<>(links), List.copyOf(groups.values()), forgottenEarly);
  }

  /** Takes up what {@link #memory} gave. */
  void restore(Memory memory) {
    links.putAll(memory.links());
    memory.groups().forEach(open -> put(open.group().id(), open));
    forgottenEarly = memory.forgottenEarly();
    touched.clear();
  }
}
