package dev.gatehouse.flink;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.rules.Detections;
import dev.gatehouse.core.estate.Estate;
import dev.gatehouse.core.estate.EstateFolder;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which detections a job runs, with what is known of the estate. It travels to the workers as the
 * name of a folder; each worker reads the folder once.
 *
 * @param estateFolder that every worker can read; null if there is none
 * @param ids of the detections; empty for all
 */
public record DetectionSet(@Nullable String estateFolder, List<String> ids)
    implements Serializable {
  private static final Map<String, Estate> READ = new ConcurrentHashMap<>();

  public DetectionSet {
    ids = List.copyOf(ids);
  }

  /** The detections, in the order of their ids. */
  public List<Detection> detections() {
    return Detections.all(estate()).stream()
        .filter(detection -> ids.isEmpty() || ids.contains(detection.about().id()))
        .toList();
  }

  Detection detection(String id) {
    return detections().stream()
        .filter(detection -> detection.about().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no detection `" + id + "`."));
  }

  Estate estate() {
    return estateFolder == null
        ? Estate.EMPTY
        : READ.computeIfAbsent(estateFolder, DetectionSet::read);
  }

  private static Estate read(String folder) {
    try {
      return EstateFolder.read(Path.of(folder)).estate();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The estate folder `" + folder + "` cannot be read by this worker.", e);
    }
  }
}
