package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.detect.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link SessionOffOrigin} for one home: from where its credentials were used without
 * cause for doubt, and what was reported. At most {@value #MAX} of each; beyond that the one not
 * seen for longest is forgotten.
 */
public record Places(List<Place> places, List<Flag> flags) {
  static final int MAX = 32;

  /** All private addresses together. */
  static final String PRIVATE = "private";

  /** Longer than almost any session lives; GetSessionToken's may live three times as long. */
  static final Duration KEPT = Duration.ofHours(12);

  /** Nothing seen. */
  public static final Places NONE = new Places(List.of(), List.of());

  /** A credential used from a network. */
  public record Place(String session, String network, Instant last) {}

  /** A session that was reported for a network. */
  public record Flag(
      String session, String network, Instant raised, Instant last, Evidence evidence) {
    /** When nothing more is added to the finding. */
    Instant end() {
      return raised.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }
  }

  public Places {
    places = List.copyOf(places);
    flags = List.copyOf(flags);
  }

  Places at(Instant time) {
    Instant from = time.minus(KEPT);
    for (Place place : places) {
      if (!place.last().isAfter(from)) {
        return without(from);
      }
    }
    for (Flag flag : flags) {
      if (!flag.last().isAfter(from)) {
        return without(from);
      }
    }
    return this;
  }

  private Places without(Instant from) {
    return new Places(
        places.stream().filter(p -> p.last().isAfter(from)).toList(),
        flags.stream().filter(f -> f.last().isAfter(from)).toList());
  }

  Instant expires() {
    Instant last = Instant.MIN.plus(KEPT);
    for (Place p : places) {
      last = p.last().isAfter(last) ? p.last() : last;
    }
    for (Flag f : flags) {
      last = f.last().isAfter(last) ? f.last() : last;
    }
    return last.plus(KEPT);
  }

  /** This and a use, remembered by the minute so that a busy session seldom changes it. */
  Places used(String session, String network, Instant time) {
    Place place = new Place(session, network, time.truncatedTo(ChronoUnit.MINUTES));
    if (places.contains(place)) {
      return this;
    }
    List<Place> more = new ArrayList<>(places);
    more.removeIf(p -> p.session().equals(session) && p.network().equals(network));
    if (more.size() == MAX) {
      more.remove(
          more.stream()
              .min(
                  Comparator.comparing(Place::last)
                      .thenComparing(Place::session)
                      .thenComparing(Place::network))
              .orElseThrow());
    }
    more.add(place);
    return new Places(more, flags);
  }

  /** Whether another credential of the same home was used from there. */
  boolean othersCameFrom(String network, String session) {
    return places.stream()
        .anyMatch(p -> p.network().equals(network) && !p.session().equals(session));
  }

  /**
   * How many other sessions were reported for the network and never used from anywhere else: a
   * stolen credential is also used where it belongs, one that moved is not.
   */
  long movedTo(String network, String session) {
    return flags.stream()
        .filter(flag -> flag.network().equals(network) && !flag.session().equals(session))
        .filter(flag -> places.stream().noneMatch(p -> p.session().equals(flag.session())))
        .filter(
            flag ->
                flags.stream()
                    .noneMatch(
                        other ->
                            other.session().equals(flag.session())
                                && !other.network().equals(network)))
        .count();
  }

  /** Whether the session was used from anywhere without cause for doubt. */
  boolean used(String session) {
    return places.stream().anyMatch(p -> p.session().equals(session));
  }

  /**
   * The public network that the session was used from before, other than {@code network}. Private
   * addresses show only through a VPC endpoint, beside any public one.
   */
  @Nullable String elsewhere(String session, String network) {
    return places.stream()
        .filter(p -> p.session().equals(session) && !p.network().equals(network))
        .filter(p -> !p.network().equals(PRIVATE))
        .map(Place::network)
        .findFirst()
        .orElse(null);
  }

  @Nullable Flag flag(String session, String network) {
    for (Flag flag : flags) {
      if (flag.session().equals(session) && flag.network().equals(network)) {
        return flag;
      }
    }
    return null;
  }

  Places with(Flag flag) {
    List<Flag> more = new ArrayList<>(flags);
    more.removeIf(f -> f.session().equals(flag.session()) && f.network().equals(flag.network()));
    if (more.size() == MAX) {
      more.remove(
          more.stream()
              .min(
                  Comparator.comparing(Flag::last)
                      .thenComparing(Flag::session)
                      .thenComparing(Flag::network))
              .orElseThrow());
    }
    more.add(flag);
    return new Places(places, more);
  }
}
