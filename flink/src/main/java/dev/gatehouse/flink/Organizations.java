package dev.gatehouse.flink;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Topology.Vertex;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The organizations that a job serves, each with the pipeline that judges it. They travel to the
 * workers as names of folders and settings; each worker reads a folder once.
 *
 * @param byName organizations by their name; one that is not here has no estate and no settings
 * @param lookupsMax most lookups for the lineage of whoever issued a credential, up to {@link
 *     ResolveLineage#LOOKUPS_MAX}: a copy of the lineage stage each, and each doubles the length of
 *     the chains that are followed. Where a chain is longer its lineage ends with the gap {@code
 *     hops-max}
 */
public record Organizations(Map<String, Organization> byName, int lookupsMax)
    implements Serializable {
  private static final Map<String, Estate> ESTATES = new ConcurrentHashMap<>();
  private static final Map<Key, DetectionPipeline> PIPELINES = new ConcurrentHashMap<>();

  private record Key(Organization organization, int lookupsMax) {}

  /** Enough for all hops that are told of a chain, if each takes one lookup or two. */
  private static final int LOOKUPS = 10;

  /** Follows chains of some hundred hops. */
  public Organizations(Map<String, Organization> byName) {
    this(byName, LOOKUPS);
  }

  public Organizations {
    byName = Map.copyOf(byName);
  }

  /** A pipeline with every stage that one of the organizations needs. */
  DetectionPipeline all() {
    Set<String> running =
        Stream.concat(byName.values().stream(), Stream.of(Organization.UNKNOWN))
            .flatMap(one -> one.settings().detections(Estate.EMPTY).stream())
            .map(detection -> detection.about().id())
            .collect(Collectors.toSet());
    List<Detection> detections =
        PipelineSettings.DEFAULT.detections(Estate.EMPTY).stream()
            .filter(detection -> running.contains(detection.about().id()))
            .toList();
    return pipeline(PipelineSettings.DEFAULT, detections, Estate.EMPTY, Instant.EPOCH);
  }

  /** The stage of that name for an organization; null if its settings switch it off. */
  @Nullable Stage<?, ?, ?> stage(String organization, String name) {
    return of(organization).topology().vertices().stream()
        .filter(vertex -> vertex.name().equals(name))
        .findFirst()
        .<Stage<?, ?, ?>>map(Vertex::stage)
        .orElse(null);
  }

  /** What makes cases of the findings of an organization. */
  BuildCases cases(String organization) {
    return of(organization).cases();
  }

  private DetectionPipeline of(String organization) {
    Organization one = byName.getOrDefault(organization, Organization.UNKNOWN);
    return PIPELINES.computeIfAbsent(new Key(one, lookupsMax), key -> pipeline(one));
  }

  private DetectionPipeline pipeline(Organization one) {
    Estate estate =
        one.estateFolder() == null
            ? Estate.EMPTY
            : ESTATES.computeIfAbsent(one.estateFolder(), Organizations::read);
    return pipeline(one.settings(), one.settings().detections(estate), estate, one.begin());
  }

  private DetectionPipeline pipeline(
      PipelineSettings settings, List<Detection> detections, Estate estate, Instant begin) {
    return new DetectionPipeline(
        detections, settings.baselines(estate), settings.policy(detections), begin, lookupsMax);
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
