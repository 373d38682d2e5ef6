package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.CaseState;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.pipeline.JudgedFinding;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** All detections over the events of some organizations, as one job on a local cluster. */
final class DetectionRun {
  static final int LATENESS_SECONDS = 2 * 3600;

  /** Few enough that logs are read back from the state as well. */
  private static final int HEAP_MAX = 20_000;

  private record Delivery(long at, Change<Belonging<TrailEvent>> event) {}

  private final int parallelism;
  private final List<Delivery> deliveries = new ArrayList<>();

  DetectionRun(int parallelism) {
    this.parallelism = parallelism;
  }

  /** An event arrives {@code delay} seconds after its time, less than lateness. */
  void deliver(String organization, TrailEvent event, int delay) {
    deliveries.add(
        new Delivery(
            event.time().getEpochSecond() + delay, DetectionJob.event(organization, event)));
  }

  /** What settled, by organization. */
  Map<String, Settled> settled(Organizations organizations) throws Exception {
    return settled(organizations, new LocalJob("hashmap"));
  }

  /** What settled, by organization, where midway a fault throws the job back to a checkpoint. */
  Map<String, Settled> settledAfterAFault(Organizations organizations) throws Exception {
    LocalJob job = new LocalJob("hashmap").checkpointing(400).failingAt(deliveries.size() / 2);
    job.configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    Map<String, Settled> settled = settled(organizations, job);
    assertThat(job.faults()).isEqualTo(2);
    return settled;
  }

  private Map<String, Settled> settled(Organizations organizations, LocalJob job) throws Exception {
    deliveries.sort(Comparator.comparingLong(Delivery::at));
    // A watermark passes each of some eighty tasks; they are many, so each buffers little.
    job.configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
    job.configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("8kb"));
    job.configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
    job.configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    StreamExecutionEnvironment environment = job.environment(parallelism);
    DetectionJob detections =
        new DetectionJob(
            new StagePipeline(HEAP_MAX),
            job.offer(
                environment,
                deliveries.stream().map(Delivery::event).toList(),
                DetectionJob.eventType(),
                StagePipeline.watermarks(Duration.ofSeconds(LATENESS_SECONDS))),
            organizations);
    job.keepSettled("finding", detections.settledFindings());
    job.keepLast(detections.cases(), state -> state.told().id());
    environment.execute("detections");
    Map<String, Settled> settled = new TreeMap<>();
    findings(job)
        .forEach(
            (organization, findings) ->
                settled.put(organization, new Settled(findings, cases(job, organization))));
    return settled;
  }

  /** The last form of each case that was not withdrawn; it must be settled. */
  private static Map<String, Case> cases(LocalJob job, String organization) {
    Map<String, Case> cases = new TreeMap<>();
    for (Object last : job.last().getOrDefault(organization, Map.of()).values()) {
      CaseState state = (CaseState) last;
      if (state.state() != State.WITHDRAWN) {
        assertThat(state.state()).isEqualTo(State.SETTLED);
        cases.put(state.told().id(), state.told());
      }
    }
    return cases;
  }

  private static Map<String, List<Finding>> findings(LocalJob job) {
    return job.settled().values().stream()
        .map(value -> (Belonging<?>) value)
        .sorted(
            Comparator.comparing((Belonging<?> one) -> finding(one).raised())
                .thenComparing(one -> finding(one).id()))
        .collect(
            Collectors.groupingBy(
                Belonging::organization,
                TreeMap::new,
                Collectors.mapping(DetectionRun::finding, Collectors.toList())));
  }

  private static Finding finding(Belonging<?> settled) {
    return ((JudgedFinding) settled.value()).finding();
  }
}
