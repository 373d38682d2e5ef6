package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.detect.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link ReconAfterIdentityCheck}: the latest identity check of a session and what it
 * listed since. Bounded by the number of calls that count as listings.
 *
 * @param check when the identity was asked; null if it was not
 * @param checkId the record of it
 * @param raised when the first listing followed; null before
 */
public record Recon(
    @Nullable Instant check,
    String checkId,
    List<String> listings,
    @Nullable Instant raised,
    Evidence evidence) {
  /** Nothing seen. */
  public static final Recon NONE = new Recon(null, "", List.of(), null, Evidence.NONE);

  public Recon {
    listings = List.copyOf(listings);
  }

  /** What of this still means something at {@code time}. */
  Recon at(Instant time, Duration window) {
    return time.isBefore(expires(window)) ? this : NONE;
  }

  /** While a finding is being gathered the check that began it stays. */
  Recon checked(String id, Instant time) {
    return raised != null ? this : new Recon(time, id, List.of(), null, Evidence.NONE);
  }

  Recon listed(String call, String id, Instant time) {
    Evidence base = check != null && raised == null ? Evidence.NONE.and(checkId, check) : evidence;
    List<String> more = new ArrayList<>(listings);
    if (!more.contains(call)) {
      more.add(call);
    }
    return new Recon(check, checkId, more, raised == null ? time : raised, base.and(id, time));
  }

  boolean anyDenied() {
    return listings.stream().anyMatch(call -> call.endsWith(" (denied)"));
  }

  /** When nothing more is added to the finding. */
  Instant end() {
    return raised == null
        ? Instant.MIN
        : raised.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  Instant expires(Duration window) {
    return raised != null ? end() : check == null ? Instant.MIN : check.plus(window);
  }
}
