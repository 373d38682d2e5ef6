package dev.gatehouse.serve;

import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.serve.api.ApiSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a server is run by.
 *
 * @param data its folder
 * @param folders that fill up with records
 * @param lateness how late a record may arrive
 * @param threads that fold at the same time
 * @param estate what exists
 * @param pipeline what the detections are run by
 * @param api where to listen, and as what it is known
 */
public record ServeSettings(
    Path data,
    List<Path> folders,
    Duration lateness,
    int threads,
    Estate estate,
    PipelineSettings pipeline,
    ApiSettings api) {
  public ServeSettings {
    folders = List.copyOf(folders);
  }
}
