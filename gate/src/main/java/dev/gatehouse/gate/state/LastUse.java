package dev.gatehouse.gate.state;

import dev.gatehouse.gate.model.Structure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When access keys and roles were used last. AWS keeps this apart from the rest and tells it hours
 * later; here it is known at once, and kept from time to time.
 */
public final class LastUse {
  private static final int ENTRIES_MAX = 1_000_000;

  private final Map<String, Structure> used = new ConcurrentHashMap<>();
  private final Set<String> fresh = ConcurrentHashMap.newKeySet();

  /** Notes a use of a key, or of a role by its unique id. */
  public void note(String id, Instant now, String service, String region) {
    if (used.size() >= ENTRIES_MAX && !used.containsKey(id)) {
      return;
    }
    fresh.add(id);
    used.put(
        id,
        Structure.of(
            "Id", id,
            "LastUsedDate", now.truncatedTo(ChronoUnit.SECONDS),
            "ServiceName", service,
            "Region", region));
  }

  /** The last use; null when there was none. */
  public @Nullable Structure of(String id) {
    Structure found = used.get(id);
    return found == null ? null : found.without("Id");
  }

  /** Takes up what was kept. */
  void take(Structure kept) {
    used.put(kept.need("Id"), kept);
  }

  /** What was noted since this was asked last. */
  List<Structure> fresh() {
    List<Structure> noted = new ArrayList<>();
    for (String id : List.copyOf(fresh)) {
      fresh.remove(id);
      Structure use = used.get(id);
      if (use != null) {
        noted.add(use);
      }
    }
    return noted;
  }

  void clear() {
    fresh.clear();
    used.clear();
  }
}
