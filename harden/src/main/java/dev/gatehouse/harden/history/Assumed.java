package dev.gatehouse.harden.history;

import dev.gatehouse.trail.TrailEvent;
import org.jspecify.annotations.Nullable;

/**
 * An assumption in short: who, what, whether it came to pass.
 *
 * @param caller as {@link CallSignature#who} says it
 */
public record Assumed(String caller, String roleArn, boolean succeeded) {
  /** The assumption that a record tells of; null for none, or for one that names no role. */
  public static @Nullable Assumed of(TrailEvent event) {
    AssumeCall call = AssumeCall.of(event);
    return call == null
        ? null
        : new Assumed(
            ReadShape.of(event, call, VolatileKeys.NONE, null).who(),
            call.roleArn(),
            call.succeeded());
  }
}
