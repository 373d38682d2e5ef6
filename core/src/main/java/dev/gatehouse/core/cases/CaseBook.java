package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.stage.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cases while findings come, change and go.
 *
 * <p>{@link #change} takes one change of a finding, {@link #tell} hands out the cases that changed
 * since it was last called, {@link #seal} says how far time has come, {@link #finish} ends it. What
 * holds in the end is what {@link GroupFindings} makes of the settled findings, in whatever order
 * they came.
 *
 * <p>Findings that can still change are <em>open</em>: they are kept in the order in which they
 * were raised, each with what undoes it. A change undoes all from its place on and adds them again.
 * What is raised before all open ones is settled and added for good; see {@link CaseBounds}.
 */
public final class CaseBook {
  private static final CaseListener NOBODY =
      new CaseListener() {
        @Override
        public void changed(CaseState state) {}

        @Override
        public boolean wants(State state) {
          return false;
        }
      };

  private static final Codec CODEC = Codec.of(Saved.class);

  /** Where a finding stands in the order in which they were raised. */
  private record Place(Instant raised, String id) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::raised).thenComparing(Place::id);

    static Place of(Finding finding) {
      return new Place(finding.raised(), finding.id());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private record Live(Finding finding, LinkKeys keys, boolean isSettled) {}

  private record OnTrial(Place place, Runnable undo) {}

  /**
   * A form of a case that was told.
   *
   * @param withdrawn whether it was said since that it holds no more
   */
  private record Told(FindingGroup group, int revision, boolean withdrawn) {}

  private final BuildCases build;
  private final CaseBounds bounds;
  private final List<FindingGroup> closed = new ArrayList<>();
  private final GroupFindings groups;
  private final NavigableMap<Place, Live> open = new TreeMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Deque<OnTrial> onTrial = new ArrayDeque<>();
  private final Map<String, Told> told = new HashMap<>();

  /** Findings taken for final while they could still change. */
  private final Set<String> sealedEarly = new HashSet<>();

  /** From where on open findings have to be added again; null if all have been. */
  private @Nullable Place dirty;

  private @Nullable Place sealed;
  private long sealedEarlyCount;
  private long changedLate;

  /** An empty book. */
  public CaseBook(BuildCases build, CaseBounds bounds) {
    this.build = build;
    this.bounds = bounds;
    this.groups = new GroupFindings(bounds, closed::add);
  }

  /** Takes a new form of a finding, or that it is settled or withdrawn. */
  public void change(FindingState state) {
    Finding finding = state.finding();
    String id = finding.id();
    if (sealedEarly.contains(id)) {
      if (state.state() != State.PROVISIONAL) {
        sealedEarly.remove(id);
      }
      changedLate++;
      return;
    }
    Place before = places.get(id);
    Live known = before == null ? null : open.get(before);
    if (known != null && known.isSettled()) {
      return; // what is settled may overtake what was said before
    }
    if (state.state() == State.WITHDRAWN) {
      if (before != null) {
        places.remove(id);
        open.remove(before);
        stain(before);
      }
      return;
    }
    Place place = Place.of(finding);
    boolean isSettled = state.state() == State.SETTLED;
    if (known != null && known.finding().equals(finding)) {
      open.put(place, new Live(known.finding(), known.keys(), isSettled));
      return;
    }
    if (before != null) {
      open.remove(before);
      stain(before);
    } else if (sealed != null && place.compareTo(sealed) < 0) {
      changedLate++;
    }
    places.put(id, place);
    open.put(place, new Live(finding, LinkKeys.of(finding), isSettled));
    stain(place);
  }

  private void stain(Place place) {
    if (dirty == null || place.compareTo(dirty) < 0) {
      dirty = place;
    }
  }

  /** Hands out the cases that changed. */
  public void tell(CaseListener to) {
    if (open.size() > bounds.openMax()) {
      undoFrom(open.firstKey());
      while (open.size() > bounds.openMax() / 2) {
        Live first = open.firstEntry().getValue();
        if (!first.isSettled()) {
          sealedEarly.add(first.finding().id());
          sealedEarlyCount++;
        }
        addFirst();
      }
    }
    if (dirty != null) {
      undoFrom(dirty);
      open.tailMap(dirty, true)
          .forEach(
              (place, live) ->
                  onTrial.add(new OnTrial(place, groups.tryOut(live.finding(), live.keys()))));
      dirty = null;
    }
    for (String id : groups.takeTouched()) {
      tell(id, to);
    }
    tellClosed(to);
  }

  private void undoFrom(Place from) {
    while (!onTrial.isEmpty() && onTrial.getLast().place().compareTo(from) >= 0) {
      onTrial.removeLast().undo().run();
    }
    stain(from);
  }

  /** Adds the first open finding for good. */
  private void addFirst() {
    var first = open.pollFirstEntry();
    places.remove(first.getKey().id());
    sealed = first.getKey();
    groups.add(first.getValue().finding(), first.getValue().keys());
  }

  private void tell(String id, CaseListener to) {
    FindingGroup now = groups.find(id);
    Told before = told.get(id);
    if (now != null) {
      if (before == null || before.withdrawn() || !before.group().equals(now)) {
        int revision = before == null ? 1 : before.revision() + 1;
        told.put(id, new Told(now, revision, false));
        tell(now, revision, State.PROVISIONAL, to);
      }
    } else if (before != null && !before.withdrawn()) {
      told.put(id, new Told(before.group(), before.revision(), true));
      tell(before.group(), before.revision(), State.WITHDRAWN, to);
    }
  }

  private void tell(FindingGroup group, int revision, State state, CaseListener to) {
    if (to.wants(state)) {
      to.changed(new CaseState(build.build(group), revision, state));
    }
  }

  private void tellClosed(CaseListener to) {
    for (FindingGroup group : closed) {
      Told before = told.remove(group.id());
      int revision =
          before == null
              ? 1
              : before.group().equals(group) && !before.withdrawn()
                  ? before.revision()
                  : before.revision() + 1;
      tell(group, revision, State.SETTLED, to);
    }
    closed.clear();
  }

  /**
   * No finding raised before {@code time} will come any more, and hands out what changed: cases
   * that no finding can join any more are settled.
   */
  public void seal(Instant time, CaseListener to) {
    int ready = 0;
    for (Map.Entry<Place, Live> entry : open.entrySet()) {
      if (!entry.getValue().isSettled() || !entry.getKey().raised().isBefore(time)) {
        break;
      }
      ready++;
    }
    // All others are undone and added again, which pays if they are not many times as many.
    if (ready > open.size() / 4 || open.isEmpty()) {
      undoFrom(open.isEmpty() ? new Place(time, "") : open.firstKey());
      for (int i = 0; i < ready; i++) {
        addFirst();
      }
      groups.forget(time);
      told.values().removeIf(one -> one.withdrawn() && one.group().first().raised().isBefore(time));
    }
    tell(to);
  }

  /** Takes all findings for final and settles all cases. */
  public void finish(CaseListener to) {
    if (!open.isEmpty()) {
      undoFrom(open.firstKey());
    }
    while (!open.isEmpty()) {
      addFirst();
      tellClosed(to);
    }
    groups.takeTouched().stream().filter(id -> groups.find(id) == null).forEach(id -> tell(id, to));
    groups.close();
    tellClosed(to);
    told.clear();
  }

  /**
   * How full the book is, and what its bounds cost.
   *
   * @param open findings that can still change
   * @param held findings kept for cases that others can join
   * @param links by which they can
   * @param sealedEarly findings that were taken for final while they could still change
   * @param changedLate changes that came after that, which are passed over, and new findings raised
   *     before what was final
   * @param forgottenEarly links forgotten before their time, for want of room
   */
  public record Counts(
      int open, long held, int links, long sealedEarly, long changedLate, long forgottenEarly) {
    /** Of no book. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
  }

  /** How full it is. */
  public Counts counts() {
    return new Counts(
        open.size(),
        groups.held(),
        groups.linkCount(),
        sealedEarlyCount,
        changedLate,
        groups.forgottenEarly());
  }

  /** What is saved. */
  record Saved(
      GroupFindings.Memory memory,
      List<FindingState> open,
      Map<String, Integer> revisions,
      List<String> sealedEarly,
      @Nullable Instant sealedRaised,
      @Nullable String sealedId,
      long sealedEarlyCount,
      long changedLate) {}

  /** Writes everything it remembers. Call it after {@link #tell}. */
  public void save(DataOutput out) throws IOException {
    if (!open.isEmpty()) {
      undoFrom(open.firstKey());
    }
    List<FindingState> findings = new ArrayList<>();
    open.values()
        .forEach(
            live ->
                findings.add(
                    new FindingState(
                        live.finding(), 1, live.isSettled() ? State.SETTLED : State.PROVISIONAL)));
    Map<String, Integer> revisions = new HashMap<>();
    told.forEach(
        (id, form) -> {
          if (!form.withdrawn()) {
            revisions.put(id, form.revision());
          }
        });
    out.writeUTF(Integer.toHexString(CODEC.schema().hashCode()));
    CODEC.write(
        out,
        new Saved(
            groups.memory(),
            findings,
            revisions,
            List.copyOf(sealedEarly),
            sealed == null ? null : sealed.raised(),
            sealed == null ? null : sealed.id(),
            sealedEarlyCount,
            changedLate));
    tell(NOBODY);
  }

  /**
   * Takes up what {@link #save} wrote, into an empty book.
   *
   * @throws IOException if the bytes are of another version
   */
  public void restore(DataInput in) throws IOException {
    if (!in.readUTF().equals(Integer.toHexString(CODEC.schema().hashCode()))) {
      throw new IOException("The cases were saved by another version; start without them.");
    }
    Saved saved = (Saved) Objects.requireNonNull(CODEC.read(in));
    groups.restore(saved.memory());
    saved.open().forEach(this::change);
    sealedEarly.addAll(saved.sealedEarly());
    sealedEarlyCount = saved.sealedEarlyCount();
    changedLate = saved.changedLate();
    if (saved.sealedRaised() != null && saved.sealedId() != null) {
      sealed = new Place(saved.sealedRaised(), saved.sealedId());
    }
    tell(NOBODY);
    saved
        .revisions()
        .forEach(
            (id, revision) -> {
              FindingGroup group = groups.find(id);
              if (group != null) {
                told.put(id, new Told(group, revision, false));
              }
            });
  }
}
