package dev.gatehouse.core.trail;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Identities by their bytes. One session makes many calls, and its identity is a third of each
 * record: where the bytes at hand are those of an identity that was read before, it is neither
 * scanned nor parsed again.
 *
 * <p>The slot is found by the first {@link #PREFIX_BYTES}, which reach into the access key id of a
 * role session, since the end is not known before the scan; then all bytes are compared, and equal
 * bytes of a complete JSON object are that object.
 */
final class Identities {
  private static final int SLOTS = 2048;
  private static final int PREFIX_BYTES = 256;
  private static final int LENGTH_MAX = 4096;

  private final byte[][] keys = new byte[SLOTS][];
  private final @Nullable UserIdentity[] values = new UserIdentity[SLOTS];

  /** For identities shorter than the prefix, and for those that lost their slot. */
  private final BytesCache<UserIdentity> parsed =
      new BytesCache<>(1024, LENGTH_MAX, IdentityParser::parse);

  private int matchedAt = -1;
  private @Nullable UserIdentity matched;

  Identities() {
    Arrays.fill(keys, new byte[0]);
  }

  /** The end of the known identity that stands at {@code from}; negative if it is not known. */
  int match(byte[] bytes, int from, int limit) {
    matchedAt = -1;
    if (limit - from < PREFIX_BYTES) {
      return -1;
    }
    int slot = slot(bytes, from);
    byte[] key = keys[slot];
    int end = from + key.length;
    if (key.length == 0 || end > limit || !Arrays.equals(key, 0, key.length, bytes, from, end)) {
      return -1;
    }
    matchedAt = from;
    matched = values[slot];
    return end;
  }

  /** The identity whose checked bytes stand between {@code from} and {@code to}. */
  UserIdentity get(byte[] bytes, int from, int to) {
    UserIdentity known = matched;
    if (matchedAt == from && known != null) {
      return known;
    }
    UserIdentity made = parsed.get(bytes, from, to);
    int length = to - from;
    if (length >= PREFIX_BYTES && length <= LENGTH_MAX) {
      int slot = slot(bytes, from);
      keys[slot] = Arrays.copyOfRange(bytes, from, to);
      values[slot] = made;
    }
    return made;
  }

  private static int slot(byte[] bytes, int from) {
    return BytesCache.hash(bytes, from, from + PREFIX_BYTES) & (SLOTS - 1);
  }
}
