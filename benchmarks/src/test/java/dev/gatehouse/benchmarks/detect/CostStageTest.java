package dev.gatehouse.benchmarks.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostStageTest {
  @Test
  void countsWhatALibraryDoesForWhoeverCalledIt() {
    assertThat(
            CostStage.of(
                List.of(
                    "java.util.HashMap",
                    "dev.gatehouse.policy.json.Json",
                    "dev.gatehouse.core.baseline.feature.FeatureExtractor",
                    "dev.gatehouse.core.stage.Runner")))
        .isEqualTo(CostStage.BASELINE);
    assertThat(
            CostStage.of(List.of("java.util.zip.Inflater", "dev.gatehouse.trail.read.GzipStream")))
        .isEqualTo(CostStage.INFLATE);
    assertThat(
            CostStage.of(List.of("sun.nio.ch.FileDispatcher", "dev.gatehouse.trail.read.Window")))
        .isEqualTo(CostStage.SCAN);
    assertThat(CostStage.of(List.of("picocli.CommandLine", "dev.gatehouse.app.Gatehouse")))
        .isEqualTo(CostStage.REST);
  }

  @Test
  void tellsTheStagesOfThePipelineApart() {
    assertThat(CostStage.of("dev.gatehouse.core.pipeline.RunDetection"))
        .contains(CostStage.DETECTIONS);
    assertThat(CostStage.of("dev.gatehouse.core.pipeline.ExplainGaps")).contains(CostStage.LINEAGE);
    assertThat(CostStage.of("dev.gatehouse.core.pipeline.EmbeddedPipeline"))
        .contains(CostStage.RUNNER);
    assertThat(CostStage.of("dev.gatehouse.trail.TrailEvent")).isEmpty();
  }

  @Test
  void everyStageHasABudgetInThePage() throws Exception {
    Budget budget = Budget.read(Path.of("..", "docs", "performance.md"));
    assertThat(CostStage.values()).allSatisfy(stage -> assertThat(budget.of(stage)).isPositive());
    assertThat(budget.total()).isLessThanOrEqualTo(3.0);
  }
}
