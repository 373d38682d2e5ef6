package dev.gatehouse.trail.scan;

import dev.gatehouse.trail.UserIdentity;
import dev.gatehouse.trail.scan.KnownIdentities.Known;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Identities by their bytes. One session makes many calls, and its identity is a third of each
 * record: where the bytes at hand are those of an identity that was read before, it is neither
 * scanned nor parsed again.
 *
 * <p>The slot is found by the first {@link KnownIdentities#PREFIX_BYTES}, which reach into the
 * access key id of a role session, since the end is not known before the scan; then all bytes are
 * compared, and equal bytes of a complete JSON object are that object.
 */
final class Identities {
  private static final int LENGTH_MAX = 4096;

  private final KnownIdentities known;

  /** For identities shorter than the prefix, and for those that lost their slot. */
  private final BytesCache<UserIdentity> parsed;

  private int matchedAt = -1;
  private @Nullable UserIdentity matched;

  Identities(KnownIdentities known, IdentityParser parser) {
    this.known = known;
    this.parsed = new BytesCache<>(1024, LENGTH_MAX, parser::parse);
  }

  /** The end of the known identity that stands at {@code from}; negative if it is not known. */
  int match(byte[] bytes, int from, int limit) {
    matchedAt = -1;
    if (limit - from < KnownIdentities.PREFIX_BYTES) {
      return -1;
    }
    Known candidate = known.get(bytes, from);
    if (candidate == null) {
      return -1;
    }
    byte[] key = candidate.json();
    int end = from + key.length;
    if (end > limit || !Arrays.equals(key, 0, key.length, bytes, from, end)) {
      return -1;
    }
    matchedAt = from;
    matched = candidate.identity();
    return end;
  }

  /** The identity whose checked bytes stand between {@code from} and {@code to}. */
  UserIdentity get(byte[] bytes, int from, int to) {
    UserIdentity found = matched;
    if (matchedAt == from && found != null) {
      return found;
    }
    UserIdentity made = parsed.get(bytes, from, to);
    int length = to - from;
    if (length >= KnownIdentities.PREFIX_BYTES && length <= LENGTH_MAX) {
      known.put(new Known(Arrays.copyOfRange(bytes, from, to), made));
    }
    return made;
  }
}
