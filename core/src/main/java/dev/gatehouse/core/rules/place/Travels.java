package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.finding.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link ImpossibleTravel} for one person: from which networks they came lately, and what
 * was reported. At most {@value #STAYS_MAX} networks, the one not seen for longest forgotten first,
 * and {@value #TRIPS_MAX} reports.
 */
public record Travels(List<Stay> stays, List<Trip> trips) {
  static final int STAYS_MAX = 8;

  static final int TRIPS_MAX = 4;

  /** A network not used for so long is no habit any more. */
  static final Duration KEPT = Duration.ofDays(30);

  /** Nothing seen. */
  static final Travels NONE = new Travels(List.of(), List.of());

  /**
   * A network used.
   *
   * @param address the last one used in it
   * @param record id of the last use
   * @param last minute of the last use
   * @param days on how many UTC days it was used
   */
  public record Stay(String network, String address, String record, Instant last, int days) {}

  /**
   * A reported trip.
   *
   * @param away the network that was the newer one
   * @param andBack whether the other network was used again afterwards
   */
  public record Trip(String away, Instant raised, Instant end, boolean andBack, Evidence evidence) {
    Trip and(Evidence more, boolean back) {
      return new Trip(away, raised, end, andBack || back, more);
    }
  }

  public Travels {
    stays = List.copyOf(stays);
    trips = List.copyOf(trips);
  }

  Travels at(Instant time) {
    Instant from = time.minus(KEPT);
    boolean same =
        stays.stream().allMatch(stay -> stay.last().isAfter(from))
            && trips.stream().allMatch(trip -> time.isBefore(trip.end()));
    return same
        ? this
        : new Travels(
            stays.stream().filter(stay -> stay.last().isAfter(from)).toList(),
            trips.stream().filter(trip -> time.isBefore(trip.end())).toList());
  }

  @Nullable Stay stay(String network) {
    return stays.stream().filter(stay -> stay.network().equals(network)).findFirst().orElse(null);
  }

  @Nullable Trip trip(String away) {
    return trips.stream().filter(trip -> trip.away().equals(away)).findFirst().orElse(null);
  }

  /** This and a use, remembered once a minute so that busy people seldom change it. */
  Travels used(String network, String address, String record, Instant time) {
    Stay known = stay(network);
    Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
    if (known != null && known.last().equals(minute)) {
      return this;
    }
    boolean today = known != null && day(known.last()) == day(time);
    int days = known == null ? 1 : known.days() + (today ? 0 : 1);
    List<Stay> all = new ArrayList<>(stays);
    all.remove(known);
    if (all.size() == STAYS_MAX) {
      all.remove(
          all.stream()
              .min(Comparator.comparing(Stay::last).thenComparing(Stay::network))
              .orElseThrow());
    }
    all.add(new Stay(network, address, record, minute, days));
    return new Travels(all, trips);
  }

  private static long day(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 86_400L);
  }

  Travels with(Trip trip) {
    List<Trip> all = new ArrayList<>(trips);
    all.removeIf(other -> other.away().equals(trip.away()));
    if (all.size() == TRIPS_MAX) {
      all.remove(0);
    }
    all.add(trip);
    return new Travels(stays, all);
  }

  Instant expires() {
    return stays.stream()
        .map(stay -> stay.last().plus(KEPT))
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }
}
