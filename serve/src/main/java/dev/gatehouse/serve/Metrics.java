package dev.gatehouse.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of the Prometheus text format. */
final class Metrics {
  private final Map<String, List<String>> families = new LinkedHashMap<>();

  void gauge(String name, String help, @Nullable Object value) {
    family(name, "gauge", help).add(name + " " + value);
  }

  void counter(String name, String help, @Nullable Object value) {
    family(name, "counter", help).add(name + " " + value);
  }

  void summary(String name, String help, Latency latency) {
    List<String> lines = family(name, "summary", help);
    for (String part : List.of("0.5", "0.99")) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s{quantile=\"%s\"} %.3f",
              name,
              part,
              latency.percentile(Double.parseDouble(part)) / 1000));
    }
    lines.add(name + "_count " + latency.count());
  }

  void labelled(
      String name, String type, String help, String label, String labelValue, Object value) {
    labelled(name, type, help, Map.of(label, labelValue), value);
  }

  void labelled(String name, String type, String help, Map<String, String> labels, Object value) {
    List<String> pairs = new ArrayList<>();
    labels.forEach((label, text) -> pairs.add(label + "=\"" + escaped(text) + '"'));
    pairs.sort(null);
    family(name, type, help).add(name + "{" + String.join(",", pairs) + "} " + value);
  }

  private List<String> family(String name, String type, String help) {
    return families.computeIfAbsent(
        name,
        unused ->
            new ArrayList<>(List.of("# HELP " + name + " " + help, "# TYPE " + name + " " + type)));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  List<String> lines() {
    return families.values().stream().flatMap(List::stream).toList();
  }
}
