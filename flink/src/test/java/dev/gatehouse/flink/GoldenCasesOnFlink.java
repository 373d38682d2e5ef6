package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.Case;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Golden cases settle exactly the findings of their expected.json on Flink, beside all other
 * detections, with their events shuffled within lateness and delivered twice; and all findings and
 * cases that one process settles, without settings and with those of a file. They go through one
 * job, each as two organizations of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GoldenCasesOnFlink {
  static final Path CASES = Path.of("../core/src/test/resources/cases");

  private final List<GoldenCase> cases;

  /** No case has a chain of more than fifteen lookups, else its lineage would end early. */
  private static final int LOOKUPS_MAX = 4;

  private static final String WITH_SETTINGS = ".with-settings";

  private final PipelineSettings settings = SettingsFile.read();
  private Map<String, Settled> settled = Map.of();

  GoldenCasesOnFlink(List<GoldenCase> cases) {
    this.cases = cases;
  }

  @BeforeAll
  void run() throws Exception {
    Map<String, Organization> organizations = new HashMap<>();
    DetectionRun run = new DetectionRun(2);
    Random random = new Random(1);
    for (GoldenCase golden : cases) {
      String name = organization(golden);
      organizations.put(name, organization(golden, PipelineSettings.DEFAULT, Instant.EPOCH));
      organizations.put(name + WITH_SETTINGS, organization(golden, settings, begin(golden)));
      for (TrailEvent event : golden.history()) {
        run.deliver(name, event, 0);
        run.deliver(name + WITH_SETTINGS, event, 0);
      }
      for (TrailEvent event : twice(golden)) {
        run.deliver(name, event, random.nextInt(DetectionRun.LATENESS_SECONDS));
        run.deliver(name + WITH_SETTINGS, event, random.nextInt(DetectionRun.LATENESS_SECONDS));
      }
    }
    settled = run.settled(new Organizations(organizations, LOOKUPS_MAX));
  }

  private static Organization organization(
      GoldenCase golden, PipelineSettings settings, Instant begin) {
    Path estate = golden.folder().resolve("estate");
    return new Organization(Files.isDirectory(estate) ? estate.toString() : null, settings, begin);
  }

  private static Instant begin(GoldenCase golden) throws IOException {
    return events(golden).stream()
        .map(TrailEvent::time)
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static List<TrailEvent> events(GoldenCase golden) throws IOException {
    List<TrailEvent> events = new ArrayList<>(golden.history());
    events.addAll(golden.events());
    return events;
  }

  private static List<TrailEvent> twice(GoldenCase golden) throws IOException {
    List<TrailEvent> twice = new ArrayList<>(golden.events());
    twice.addAll(golden.events());
    return twice;
  }

  static String organization(GoldenCase golden) {
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

  @TestFactory
  Stream<DynamicTest> settleWhatOneProcessSettles() {
    return cases.stream()
        .flatMap(
            golden ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        golden.name(),
                        () -> equal(golden, "", PipelineSettings.DEFAULT, Instant.EPOCH)),
                    DynamicTest.dynamicTest(
                        golden.name() + " with settings",
                        () -> equal(golden, WITH_SETTINGS, settings, begin(golden)))));
  }

  @Test
  void theSettingsKeepSomeFindingsOutOfCases() {
    assertThat(findingsInCases(true)).isPositive().isLessThan(findingsInCases(false));
  }

  private long findingsInCases(boolean withSettings) {
    return settled.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(WITH_SETTINGS) == withSettings)
        .flatMap(entry -> entry.getValue().cases().values().stream())
        .mapToLong(Case::findingCount)
        .sum();
  }

  private void equal(GoldenCase golden, String suffix, PipelineSettings with, Instant begin)
      throws IOException {
    Settled here = of(organization(golden) + suffix);
    Settled there = EmbeddedRun.of(events(golden), golden.estate(), with, begin);
    assertThat(here.texts()).isEqualTo(there.texts());
    assertThat(here.cases()).isEqualTo(there.cases());
  }

  private Settled of(String organization) {
    return settled.getOrDefault(organization, Settled.NOTHING);
  }

  private List<String> texts(GoldenCase golden) {
    return ExpectedFindings.of(golden.own(of(organization(golden)).states()));
  }
}
