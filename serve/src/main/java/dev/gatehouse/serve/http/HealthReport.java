package dev.gatehouse.serve.http;

import dev.gatehouse.policy.json.JsonMap;
import java.util.List;

/**
 * How the server is doing.
 *
 * @param ok whether everything works
 * @param problems what does not, one sentence each
 * @param details numbers, as JSON
 * @param metrics the same as lines of the Prometheus text format
 */
public record HealthReport(
    boolean ok, List<String> problems, JsonMap details, List<String> metrics) {
  public HealthReport {
    problems = List.copyOf(problems);
    metrics = List.copyOf(metrics);
  }
}
