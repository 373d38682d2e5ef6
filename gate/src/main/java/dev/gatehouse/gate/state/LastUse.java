package dev.gatehouse.gate.state;

import dev.gatehouse.gate.model.Structure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When access keys and roles were used last. AWS keeps this apart from the rest and tells it hours
 * later; here it is known at once and forgotten when the process ends.
 */
public final class LastUse {
  private static final int ENTRIES_MAX = 1_000_000;

  private final Map<String, Structure> used = new ConcurrentHashMap<>();

  /** Notes a use of a key, or of a role by its unique id. */
  public void note(String id, Instant now, String service, String region) {
    if (used.size() >= ENTRIES_MAX && !used.containsKey(id)) {
      return;
    }
    used.put(
        id,
        Structure.of(
            "LastUsedDate", now.truncatedTo(ChronoUnit.SECONDS),
            "ServiceName", service,
            "Region", region));
  }

  /** The last use; null when there was none. */
  public @Nullable Structure of(String id) {
    return used.get(id);
  }
}
