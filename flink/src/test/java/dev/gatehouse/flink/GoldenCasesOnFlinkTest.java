package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.Finding;
import dev.gatehouse.core.detect.FindingState;
import dev.gatehouse.core.detect.rules.FindingText;
import dev.gatehouse.core.detect.rules.GoldenCase;
import dev.gatehouse.core.lineage.Question;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.trail.Json;
import dev.gatehouse.core.trail.TrailEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every golden case settles the same findings on Flink as its expected.json says, its events in
 * shuffled order. A job runs the detections that the case is about or expects to fire; that the
 * others stay quiet is held by the embedded runner.
 */
class GoldenCasesOnFlinkTest {
  private static final Path CASES = Path.of("../core/src/test/resources/cases");
  private static final Duration LATENESS = Duration.ofHours(2);

  /** One cluster for all jobs, one after the other. */
  private static final MiniCluster CLUSTER =
      new MiniCluster(
          new MiniClusterConfiguration.Builder()
              .setNumTaskManagers(1)
              .setNumSlotsPerTaskManager(1)
              .withRandomPorts()
              .build());

  /** What the job that runs has told. */
  private static final List<String> TOLD = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    CLUSTER.start();
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.close();
  }

  /** One detection of each wiring: lineage alone, counts of a baseline, values shown to peers. */
  @TestFactory
  Stream<DynamicTest> settleTheSameOfEachWiring() {
    Set<String> wirings = Set.of("role-chain-depth", "assume-spike", "new-place");
    return tests(golden -> wirings.contains(golden.detection()));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> settleTheSame() {
    return tests(golden -> true);
  }

  private static Stream<DynamicTest> tests(Predicate<GoldenCase> wanted) {
    return GoldenCase.all(CASES).stream()
        .filter(wanted)
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
  }

  private static void check(GoldenCase golden) throws Exception {
    String file = Files.readString(golden.expected());
    TreeSet<String> ids = new TreeSet<>(List.of(golden.detection()));
    if (Json.tree(file) instanceof List<?> list) {
      list.forEach(finding -> ids.add(String.valueOf(((Map<?, ?>) finding).get("detector"))));
    }
    Path estate = golden.folder().resolve("estate");
    DetectionSet set =
        new DetectionSet(Files.isDirectory(estate) ? estate.toString() : null, List.copyOf(ids));
    List<TrailEvent> events = new ArrayList<>(golden.history());
    events.addAll(shuffled(golden.events()));
    assertThat(settled(events, set)).isEqualTo(FindingText.expected(file));
  }

  private static List<TrailEvent> shuffled(List<TrailEvent> events) {
    Random random = new Random(events.size());
    record Delivery(TrailEvent event, long at) {}
    return events.stream()
        .map(
            event ->
                new Delivery(
                    event,
                    event.time().getEpochSecond() + random.nextInt((int) LATENESS.toSeconds())))
        .sorted(Comparator.comparingLong(Delivery::at))
        .map(Delivery::event)
        .toList();
  }

  private static List<String> settled(List<TrailEvent> events, DetectionSet set) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new LocalJob("hashmap").configuration);
    environment.setParallelism(1);
    List<Change<Question>> inputs = new ArrayList<>();
    events.forEach(event -> inputs.addAll(DetectionJob.inputs(event)));
    DataStream<Change<Question>> source =
        environment
            .fromData(inputs, CodecTypeInfo.inputs(ResolveLineage::new))
            .assignTimestampsAndWatermarks(StagePipeline.watermarks(LATENESS));
    DetectionJob.settled(new StagePipeline(200_000), Feed.of(source), set)
        .map(change -> TOLD.add(text(change)), Types.BOOLEAN)
        .sinkTo(new DiscardingSink<>());
    TOLD.clear();
    CLUSTER.executeJobBlocking(environment.getStreamGraph().getJobGraph());
    return TOLD.stream().sorted().map(line -> line.substring(line.indexOf('\t') + 1)).toList();
  }

  /** Its place in the order, and the finding. */
  private static String text(Change<Finding> change) {
    Finding finding = change.value();
    FindingState state = new FindingState(finding, 1, FindingState.State.SETTLED);
    return finding.raised() + " " + finding.id() + "\t" + FindingText.of(List.of(state)).get(0);
  }
}
