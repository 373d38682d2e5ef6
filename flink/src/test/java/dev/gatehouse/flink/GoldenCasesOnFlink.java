package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.core.rules.ExpectedFindings;
import dev.gatehouse.core.rules.GoldenCase;
import dev.gatehouse.trail.TrailEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Golden cases settle exactly the findings of their expected.json on Flink, beside all other
 * detections, with their events shuffled within lateness and delivered twice. They go through one
 * job, each as an organization of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GoldenCasesOnFlink {
  static final Path CASES = Path.of("../core/src/test/resources/cases");

  private final List<GoldenCase> cases;

  /** No case has a longer way home, else its lineage would end early and differ. */
  private static final int LOOKUPS_MAX = 10;

  private Map<String, List<Finding>> settled = Map.of();

  GoldenCasesOnFlink(List<GoldenCase> cases) {
    this.cases = cases;
  }

  @BeforeAll
  void run() throws Exception {
    Map<String, Organization> organizations = new HashMap<>();
    DetectionRun run = new DetectionRun(2);
    Random random = new Random(1);
    for (GoldenCase golden : cases) {
      Path estate = golden.folder().resolve("estate");
      if (Files.isDirectory(estate)) {
        organizations.put(
            organization(golden),
            new Organization(estate.toString(), PipelineSettings.DEFAULT, Instant.EPOCH));
      }
      for (TrailEvent event : golden.history()) {
        run.deliver(organization(golden), event, 0);
      }
      for (TrailEvent event : twice(golden)) {
        run.deliver(organization(golden), event, random.nextInt(DetectionRun.LATENESS_SECONDS));
      }
    }
    settled = run.settled(new Organizations(organizations, LOOKUPS_MAX));
  }

  private static List<TrailEvent> twice(GoldenCase golden) throws IOException {
    List<TrailEvent> twice = new ArrayList<>(golden.events());
    twice.addAll(golden.events());
    return twice;
  }

  private static String organization(GoldenCase golden) {
    return golden.name().replace('/', '.');
  }

  @TestFactory
  Stream<DynamicTest> settleTheSame() {
    return cases.stream()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.name(),
                    () ->
                        assertThat(texts(golden))
                            .isEqualTo(
                                ExpectedFindings.expected(Files.readString(golden.expected())))));
  }

  private List<String> texts(GoldenCase golden) {
    List<FindingState> all =
        settled.getOrDefault(organization(golden), List.of()).stream()
            .map(finding -> new FindingState(finding, 1, FindingState.State.SETTLED))
            .toList();
    return ExpectedFindings.of(golden.own(all));
  }
}
