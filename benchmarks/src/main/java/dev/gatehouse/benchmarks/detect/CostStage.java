package dev.gatehouse.benchmarks.detect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What processor time is spent on. */
enum CostStage {
  /** Undoing compression. */
  INFLATE("java.util.zip.", "dev.gatehouse.trail.read.Gzip", "dev.gatehouse.trail.read.Deflate"),
  /** Finding, opening and reading files; from bytes to records. */
  SCAN("dev.gatehouse.trail.read.", "dev.gatehouse.trail.scan."),
  /** Many files as one stream in the order of event times. */
  MERGE("dev.gatehouse.trail.merge.", "dev.gatehouse.cli.trail."),
  LINEAGE("dev.gatehouse.core.lineage.", "dev.gatehouse.core.pipeline.ExplainGaps"),
  BASELINE("dev.gatehouse.core.baseline."),
  DETECTIONS(
      "dev.gatehouse.core.rules.",
      "dev.gatehouse.core.detect.",
      "dev.gatehouse.core.finding.",
      "dev.gatehouse.core.pipeline.RunDetection"),
  CASES("dev.gatehouse.core.cases."),
  /** Keeping the inputs of stages in order, folding, routing. */
  RUNNER("dev.gatehouse.core.stage.", "dev.gatehouse.core.pipeline."),
  /** Settings, the estate, printing. */
  REST,
  /** Threads that translate byte code. */
  COMPILERS,
  /** Threads that collect garbage. */
  COLLECTOR;

  private final List<String> prefixes;

  CostStage(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  /** The stage that code of this class belongs to; empty for code that serves several. */
  static Optional<CostStage> of(String className) {
    for (CostStage stage : values()) {
      if (stage.prefixes.stream().anyMatch(className::startsWith)) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }

  /**
   * The stage of a sample: that of the first class that belongs to one, so that what a library does
   * counts for who called it.
   *
   * @param classNames of the frames, the innermost first
   */
  static CostStage of(Iterable<String> classNames) {
    for (String name : classNames) {
      Optional<CostStage> stage = of(name);
      if (stage.isPresent()) {
        return stage.get();
      }
    }
    return REST;
  }

  /** The name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
