package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Time, then id, then how it came, the fullest first, then content: copies of one record come out
 * side by side, however many other contents bear their id and wherever they lay. Among copies that
 * are written differently the writing decides, so that the one that stays is always the same.
 *
 * <p>Contents are hashed only where time and id are equal and the events are not, and once for each
 * event until it is {@linkplain #forget forgotten}.
 */
final class ContentOrder implements Comparator<TrailEvent> {
  private static final Comparator<TrailEvent> BY_WRITING = byWriting();

  private final IdentityHashMap<TrailEvent, String> hashes = new IdentityHashMap<>();

  @Override
  public int compare(TrailEvent one, TrailEvent other) {
    int byKey = EventSource.ORDER.compare(one, other);
    if (byKey != 0 || one.equals(other)) {
      return byKey;
    }
    int byFidelity = one.fidelity().compareTo(other.fidelity());
    if (byFidelity != 0) {
      return byFidelity;
    }
    if (one.fidelity() == Fidelity.PARTIAL) {
      int byFullness = Integer.compare(Copies.fullness(other), Copies.fullness(one));
      if (byFullness != 0) {
        return byFullness;
      }
    }
    int byContent = hash(one).compareTo(hash(other));
    return byContent != 0 ? byContent : BY_WRITING.compare(one, other);
  }

  /** The hash of the event's content. */
  String hash(TrailEvent event) {
    return hashes.computeIfAbsent(event, EventContent::hash);
  }

  /** The event has gone out. */
  void forget(TrailEvent event) {
    if (!hashes.isEmpty()) {
      hashes.remove(event);
    }
  }

  private static Comparator<TrailEvent> byWriting() {
    List<Function<TrailEvent, @Nullable String>> documents =
        List.of(
            TrailEvent::requestParameters,
            TrailEvent::responseElements,
            TrailEvent::additionalEventData,
            TrailEvent::resources,
            TrailEvent::serviceEventDetails);
    return (one, other) -> {
      for (Function<TrailEvent, @Nullable String> document : documents) {
        int order = compare(document.apply(one), document.apply(other));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int compare(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return one.compareTo(other);
  }
}
