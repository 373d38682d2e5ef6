package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
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

  /** What was reported is not reported again until it was not used for so long. */
  static final Duration TOLD = Duration.ofDays(7);

  /** Use alone does not make it right: after so long it is reported again. */
  static final Duration TOLD_AT_MOST = Duration.ofDays(30);

  /** Nothing seen. */
  public static final Places NONE = new Places(List.of(), List.of());

  /**
   * A credential used from a network.
   *
   * @param last by the minute
   * @param id of the first record of it, which was made {@code at}
   */
  public record Place(String session, String network, Instant last, String id, Instant at) {}

  /**
   * What was reported: a network that a credential was carried off to.
   *
   * @param last when any credential was used from there last
   */
  public record Flag(String network, Instant last, Finding finding, Evidence evidence) {
    /** From when on it is as if nothing had been reported. */
    Instant forgotten() {
      Instant unused = last.plus(TOLD);
      Instant over = finding.raised().plus(TOLD_AT_MOST);
      return unused.isBefore(over) ? unused : over;
    }

    /** When nothing more is added to the finding. */
    Instant end() {
      return finding.raised().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }
  }

  public Places {
    places = List.copyOf(places);
    flags = List.copyOf(flags);
  }

  Places at(Instant time) {
    Instant from = time.minus(KEPT);
    return places.stream().allMatch(place -> place.last().isAfter(from))
            && flags.stream().allMatch(flag -> flag.forgotten().isAfter(time))
        ? this
        : new Places(
            places.stream().filter(place -> place.last().isAfter(from)).toList(),
            flags.stream().filter(flag -> flag.forgotten().isAfter(time)).toList());
  }

  Instant expires() {
    Instant last = Instant.MIN;
    for (Place place : places) {
      Instant end = place.last().plus(KEPT);
      last = end.isAfter(last) ? end : last;
    }
    for (Flag flag : flags) {
      Instant end = flag.forgotten();
      last = end.isAfter(last) ? end : last;
    }
    return last;
  }

  /** This and a use, remembered by the minute so that a busy session seldom changes it. */
  Places used(String session, String network, Instant time, String id) {
    Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
    Place known = null;
    for (Place place : places) {
      if (place.session().equals(session) && place.network().equals(network)) {
        known = place;
      }
    }
    if (known != null && known.last().equals(minute)) {
      return this;
    }
    Place place =
        known == null
            ? new Place(session, network, minute, id, time)
            : new Place(session, network, minute, known.id(), known.at());
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

  /** Whether the home's other credentials are used from there, and that without cause for doubt. */
  boolean isUsual(String network, String session) {
    return flag(network) == null
        && places.stream()
            .anyMatch(p -> p.network().equals(network) && !p.session().equals(session));
  }

  /**
   * The public network that the session was used from before, other than {@code network}. Private
   * addresses show only through a VPC endpoint, beside any public one.
   */
  @Nullable Place elsewhere(String session, String network) {
    return places.stream()
        .filter(p -> p.session().equals(session) && !p.network().equals(network))
        .filter(p -> !p.network().equals(PRIVATE))
        .findFirst()
        .orElse(null);
  }

  @Nullable Flag flag(String network) {
    for (Flag flag : flags) {
      if (flag.network().equals(network)) {
        return flag;
      }
    }
    return null;
  }

  Places with(Flag flag) {
    List<Flag> more = new ArrayList<>(flags);
    more.removeIf(f -> f.network().equals(flag.network()));
    if (more.size() == MAX) {
      more.remove(
          more.stream()
              .min(Comparator.comparing(Flag::last).thenComparing(Flag::network))
              .orElseThrow());
    }
    more.add(flag);
    return new Places(places, more);
  }
}
