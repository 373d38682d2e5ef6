package dev.gatehouse.serve;

import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.serve.api.ApiSettings;
import dev.gatehouse.serve.source.SourceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server is run by.
 *
 * @param data its folder
 * @param sources where records come from
 * @param lateness how late a record may arrive
 * @param threads that fold at the same time
 * @param estate what exists
 * @param pipeline what the detections are run by
 * @param keep how long records are kept; null for ever
 * @param api where to listen, and as what it is known
 */
public record ServeSettings(
    Path data,
    List<SourceSettings> sources,
    Duration lateness,
    int threads,
    Estate estate,
    PipelineSettings pipeline,
    @Nullable Duration keep,
    ApiSettings api) {
  public ServeSettings {
    sources = List.copyOf(sources);
  }
}
