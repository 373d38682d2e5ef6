package dev.gatehouse.trail.scan;

import dev.gatehouse.trail.UserIdentity;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Identities that were read before, by the first bytes of their JSON. Shared by the readers that
 * work on one trail, since the calls of one session are spread over files; a lost race costs a
 * miss.
 */
public final class KnownIdentities {
  static final int PREFIX_BYTES = 256;
  private static final int SLOTS = 8192;

  /**
   * @param json the whole object, never written to
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Known(byte[] json, UserIdentity identity) {}

  private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

  /** What was last seen with the {@link #PREFIX_BYTES} that begin at {@code from}, or alike. */
  @Nullable Known get(byte[] bytes, int from) {
    return slots.getAcquire(slot(bytes, from));
  }

  void put(Known known) {
    slots.setRelease(slot(known.json, 0), known);
  }

  private static int slot(byte[] bytes, int from) {
    return BytesCache.hash(bytes, from, from + PREFIX_BYTES) & (SLOTS - 1);
  }
}
