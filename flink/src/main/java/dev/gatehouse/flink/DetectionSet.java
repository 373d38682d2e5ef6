package dev.gatehouse.flink;

import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which detections a job runs, with what is known of the estate of each organization. It travels to
 * the workers as names of folders; each worker reads a folder once.
 *
 * @param estateFolders by organization, folders that every worker can read; an organization without
 *     one has an estate of which nothing is known
 * @param ids of the detections; empty for all
 * @param asksMax most questions an event asks on its way home, up to {@link
 *     ResolveLineage#ASKS_MAX}: a copy of the lineage stage each. Where a way is longer the lineage
 *     ends with the gap {@code hops-max}
 */
public record DetectionSet(Map<String, String> estateFolders, List<String> ids, int asksMax)
    implements Serializable {
  private static final Known NOTHING = new Known(Estate.EMPTY);
  private static final Map<String, Known> READ = new ConcurrentHashMap<>();

  /** An estate, and all detections that know it. */
  private record Known(Estate estate, Map<String, Detection> detections) {
    Known(Estate estate) {
      this(
          estate,
          Detections.all(estate).stream()
              .collect(Collectors.toMap(detection -> detection.about().id(), Function.identity())));
    }
  }

  /** All detections, following each way home to its end. */
  public static DetectionSet all(Map<String, String> estateFolders) {
    return new DetectionSet(estateFolders, List.of(), ResolveLineage.ASKS_MAX);
  }

  public DetectionSet {
    estateFolders = Map.copyOf(estateFolders);
    ids = List.copyOf(ids);
  }

  /** The detections, in the order of their ids, knowing no estate. */
  public List<Detection> detections() {
    ids.forEach(id -> detection("", id));
    return Detections.all(Estate.EMPTY).stream()
        .filter(detection -> ids.isEmpty() || ids.contains(detection.about().id()))
        .toList();
  }

  Detection detection(String organization, String id) {
    @Nullable Detection detection = known(organization).detections().get(id);
    if (detection == null) {
      throw new IllegalArgumentException("There is no detection `" + id + "`.");
    }
    return detection;
  }

  Estate estate(String organization) {
    return known(organization).estate();
  }

  Baselines baselines(String organization) {
    return Baselines.of(estate(organization));
  }

  private Known known(String organization) {
    String folder = estateFolders.get(organization);
    return folder == null ? NOTHING : READ.computeIfAbsent(folder, DetectionSet::read);
  }

  private static Known read(String folder) {
    try {
      return new Known(EstateFolder.read(Path.of(folder)).estate());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The estate folder `" + folder + "` cannot be read by this worker.", e);
    }
  }
}
