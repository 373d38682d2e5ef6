package dev.gatehouse.core.stage;

/** A stage around another one. */
public interface StageWrapper {
  /** The stage inside. */
  Stage<?, ?, ?> wrapped();

  /** The types of this stage, given {@code inner}, those of the stage inside: the same. */
  default StageTypes types(StageTypes inner) {
    return inner;
  }
}
