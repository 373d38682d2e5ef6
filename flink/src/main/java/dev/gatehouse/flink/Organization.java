package dev.gatehouse.flink;

import dev.gatehouse.core.pipeline.PipelineSettings;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the organizations that a job serves; it travels to the workers.
 *
 * @param estateFolder what exists there: a folder that every worker can read; null if nothing is
 *     known
 * @param settings by which it is judged
 * @param begin when its trail begins, from where the days of staging count
 */
public record Organization(@Nullable String estateFolder, PipelineSettings settings, Instant begin)
    implements Serializable {
  /** Nothing known, nothing set. */
  static final Organization UNKNOWN =
      new Organization(null, PipelineSettings.DEFAULT, Instant.EPOCH);
}
