package dev.gatehouse.core.stage;

/** A stage around another one, whose types it has. */
public interface StageWrapper {
  /** The stage inside. */
  Stage<?, ?, ?> wrapped();
}
