package dev.gatehouse.core.lineage;

import org.jspecify.annotations.Nullable;

/** Output of {@link ResolveLineage}. */
public sealed interface LineageOutput {
  /** What goes back into the stage: the next question, or what uses of a credential look up. */
  record Again(LineageInput input) implements LineageOutput {}

  /** An event with its lineage. */
  record Resolved(Activity resolved) implements LineageOutput {}

  /** What goes back into the stage; null for an activity. */
  default @Nullable LineageInput next() {
    return this instanceof Again again ? again.input() : null;
  }

  /** The event with its lineage; null for what goes back. */
  default @Nullable Activity activity() {
    return this instanceof Resolved done ? done.resolved() : null;
  }
}
