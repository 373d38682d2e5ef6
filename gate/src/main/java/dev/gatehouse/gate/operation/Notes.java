package dev.gatehouse.gate.operation;

import dev.gatehouse.gate.model.Structure;
import org.jspecify.annotations.Nullable;

/** What handlers tell the record of the call beside its input and output. */
public final class Notes {
  private @Nullable Structure role;
  private boolean hidesParameters;

  /** The role that was assumed, for {@code resources} and the copy in its account's trail. */
  public void assumed(Structure assumed) {
    role = assumed;
  }

  public @Nullable Structure assumed() {
    return role;
  }

  /** That parameters are left out of the record, as those of denied AssumeRole calls are. */
  public void hideParameters() {
    hidesParameters = true;
  }

  public boolean hidesParameters() {
    return hidesParameters;
  }
}
