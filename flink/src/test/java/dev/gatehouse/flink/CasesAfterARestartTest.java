package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.core.rules.GoldenCase;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cases settle the same where a fault throws the job back to a checkpoint midway. */
@Tag("once")
class CasesAfterARestartTest {
  private static final int LOOKUPS_MAX = 4;

  @Test
  void casesAreThoseOfOneProcess() throws Exception {
    List<GoldenCase> all =
        GoldenCase.all(GoldenCasesOnFlink.CASES).stream()
            .filter(golden -> golden.name().matches("(role-chain-depth|root-used)/.*"))
            .toList();
    DetectionRun run = new DetectionRun(2);
    for (GoldenCase golden : all) {
      for (TrailEvent event : golden.events()) {
        run.deliver(GoldenCasesOnFlink.organization(golden), event, 0);
      }
    }
    Map<String, Settled> settled = run.settledAfterAFault(new Organizations(Map.of(), LOOKUPS_MAX));
    int cases = 0;
    for (GoldenCase golden : all) {
      Settled here = settled.getOrDefault(GoldenCasesOnFlink.organization(golden), Settled.NOTHING);
      Settled there =
          EmbeddedRun.of(golden.events(), Estate.EMPTY, PipelineSettings.DEFAULT, Instant.EPOCH);
      assertThat(here.texts()).as(golden.name()).isEqualTo(there.texts());
      assertThat(here.cases()).as(golden.name()).isEqualTo(there.cases());
      cases += there.cases().size();
    }
    assertThat(cases).isGreaterThan(3);
  }
}
