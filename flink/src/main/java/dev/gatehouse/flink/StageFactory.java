package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Stage;
import java.io.Serializable;

/**
 * Makes a stage where it runs, as in {@code CountLogins::new}. The factory travels to the workers;
 * the stage itself need not be serializable.
 */
@FunctionalInterface
public interface StageFactory<I, O> extends Serializable {
  /** A new stage, equal in all it does to any other that this factory makes. */
  Stage<I, ?, O> get();
}
