package dev.gatehouse.serve.watch;

import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import java.time.Instant;

/** Makes a pipeline that has seen nothing. */
@FunctionalInterface
public interface PipelineMaker {
  /**
   * Makes one.
   *
   * @param begin when the trail begins
   */
  EmbeddedPipeline make(Instant begin);
}
