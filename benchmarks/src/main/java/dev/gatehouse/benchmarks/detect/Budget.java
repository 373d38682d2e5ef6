package dev.gatehouse.benchmarks.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What each stage may cost, as a multiple of {@code gunzip -c} of the same files: the first numbers
 * of the table of stages in docs/performance.md.
 */
record Budget(Map<CostStage, Double> ratios) {

  /**
   * Reads the rows {@code | stage | budget | … |}.
   *
   * @throws IllegalArgumentException if a stage has none
   */
  static Budget of(List<String> lines) {
    Map<CostStage, Double> ratios = new EnumMap<>(CostStage.class);
    for (String line : lines) {
      String[] cells = line.split("\\|");
      for (CostStage stage : CostStage.values()) {
        if (cells.length > 2 && cells[1].strip().equals(stage.label())) {
          ratios.put(stage, Double.parseDouble(cells[2].strip()));
        }
      }
    }
    for (CostStage stage : CostStage.values()) {
      if (!ratios.containsKey(stage)) {
        throw new IllegalArgumentException("There is no budget for `" + stage.label() + "`.");
      }
    }
    return new Budget(ratios);
  }

  static Budget read(Path page) throws IOException {
    return of(Files.readAllLines(page));
  }

  double of(CostStage stage) {
    return ratios.getOrDefault(stage, 0.0);
  }

  /** Of all stages together. */
  double total() {
    return ratios.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
