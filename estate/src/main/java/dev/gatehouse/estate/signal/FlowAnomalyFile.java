package dev.gatehouse.estate.signal;

import dev.gatehouse.estate.source.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis of network flows found odd: {@code {"flowAnomalies": [{id, start, end?,
 * account?, instance?, identity?, score, text}]}}; {@code score} is the chance, 0 to 1, that it is
 * not innocent.
 */
public final class FlowAnomalyFile {
  private FlowAnomalyFile() {}

  /** Whether the document holds anomalies of network flows. */
  public static boolean recognises(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map && map.get("flowAnomalies") instanceof List;
  }

  /**
   * The anomalies; one that cannot be read costs only itself.
   *
   * @param problems takes one sentence for each that is malformed
   */
  public static List<ImportedSignal> read(Map<?, ?> tree, String file, List<String> problems) {
    List<ImportedSignal> signals = new ArrayList<>();
    int number = 0;
    for (Map<?, ?> anomaly : Fields.maps(tree, "flowAnomalies")) {
      number++;
      try {
        signals.add(signal(anomaly));
      } catch (IllegalArgumentException e) {
        problems.add("`" + file + "`: anomaly " + number + " is left out: " + e.getMessage());
      }
    }
    return signals;
  }

  private static ImportedSignal signal(Map<?, ?> anomaly) {
    Instant start = Fields.time(anomaly.get("start"));
    if (start == null) {
      throw new IllegalArgumentException("its `start` is no RFC 3339 time.");
    }
    Instant end = Fields.time(anomaly.get("end"));
    if (!(anomaly.get("score") instanceof Number score)
        || score.doubleValue() < 0
        || score.doubleValue() > 1) {
      throw new IllegalArgumentException("its `score` is no number from 0 to 1.");
    }
    return new ImportedSignal(
        Fields.need(anomaly, "id"),
        ImportedSignal.Source.NETWORK_FLOW,
        "flow-anomaly",
        Fields.need(anomaly, "text"),
        Fields.text(anomaly, "account"),
        null,
        Fields.text(anomaly, "identity"),
        Fields.text(anomaly, "instance"),
        start,
        end == null ? start : end,
        score.doubleValue(),
        false);
  }
}
