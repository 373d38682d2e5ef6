package dev.gatehouse.core.rules;

import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Why;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.policy.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings as text to compare: every field that is part of the settled result. */
public final class FindingText {
  private FindingText() {}

  /** The findings that stand, one JSON object each, in the order of {@code raised}, then id. */
  public static List<String> of(List<FindingState> findings) {
    return findings.stream()
        .filter(f -> f.state() != FindingState.State.WITHDRAWN)
        .map(f -> f.state().word() + " " + json(fields(f.finding()), ""))
        .toList();
  }

  /** The file expected.json of findings that all are settled. */
  static String file(List<FindingState> findings) {
    List<Object> all = new ArrayList<>();
    findings.stream()
        .filter(f -> f.state() == FindingState.State.SETTLED)
        .forEach(f -> all.add(fields(f.finding())));
    return json(all, "") + "\n";
  }

  /** What {@link #of} gives for the findings of expected.json. */
  public static List<String> expected(String file) {
    List<String> texts = new ArrayList<>();
    if (Json.tree(file) instanceof List<?> list) {
      list.forEach(entry -> texts.add("settled " + json(entry, "")));
    }
    return texts;
  }

  private static Map<String, Object> fields(Finding f) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", f.id());
    fields.put("detector", f.detector());
    fields.put("title", f.title());
    fields.put("severity", f.severity().word());
    fields.put("confidence", f.confidence().word());
    fields.put("score", f.score());
    fields.put("identity", f.identity());
    fields.put("origin", f.origin());
    fields.put("account", f.account());
    fields.put("start", f.start().toString());
    fields.put("end", f.end().toString());
    fields.put("raised", f.raised().toString());
    fields.put("evidence", f.evidence());
    fields.put("evidenceCount", f.evidenceCount());
    List<Object> hops = new ArrayList<>();
    for (Hop hop : f.lineage().hops()) {
      hops.add(hop.roleArn() + " issued by " + hop.issuedBy() + " joined by " + hop.join().word());
    }
    fields.put("lineage", hops);
    List<Object> whys = new ArrayList<>();
    for (Why why : f.why()) {
      Map<String, Object> fieldsOfWhy = new LinkedHashMap<>();
      fieldsOfWhy.put("what", why.what());
      fieldsOfWhy.put("observed", why.observed());
      fieldsOfWhy.put("expected", why.expected());
      whys.add(fieldsOfWhy);
    }
    fields.put("why", whys);
    fields.put("attack", f.attack().stream().map(Attack::technique).toList());
    return fields;
  }

  private static String json(Object value, String indent) {
    String inner = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((name, v) -> members.add(inner + quoted(name) + ": " + json(v, inner)));
      return "{\n" + String.join(",\n", members) + "\n" + indent + "}";
    }
    if (value instanceof List<?> list) {
      List<String> members = new ArrayList<>();
      list.forEach(v -> members.add(inner + json(v, inner)));
      return list.isEmpty() ? "[]" : "[\n" + String.join(",\n", members) + "\n" + indent + "]";
    }
    return value instanceof Number ? value.toString() : quoted(value);
  }

  private static String quoted(Object text) {
    return '"' + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
