package dev.gatehouse.harden.history;

import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.Objects;

/** One record as a use, for tests of what is made of uses. */
public final class CallSignatures {
  private CallSignatures() {}

  /** The use that one record shows, under the trust policy in force then. */
  public static ObservedCalls use(TrailEvent event, VolatileKeys keys, Policy trust) {
    AssumeCall call = Objects.requireNonNull(AssumeCall.of(event));
    ObservedCalls.Evidence evidence = new ObservedCalls.Evidence(event.time(), event.id());
    CallSignature shape = ReadShape.of(event, call, keys, trust);
    return new ObservedCalls(shape, 1, evidence, evidence, List.of(), false, 3600);
  }
}
