package dev.gatehouse.harden.history;

import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.Objects;

/** One record as a use, for tests of what is made of uses. */
public final class Shapes {
  private Shapes() {}

  /** The use that one record shows, under the trust policy in force then. */
  public static Use use(TrailEvent event, VolatileKeys keys, Policy trust) {
    AssumeCall call = Objects.requireNonNull(AssumeCall.of(event));
    Use.Evidence evidence = new Use.Evidence(event.time(), event.id());
    Shape shape = ReadShape.of(event, call, keys, trust);
    return new Use(shape, 1, evidence, evidence, List.of(), false, 3600);
  }
}
