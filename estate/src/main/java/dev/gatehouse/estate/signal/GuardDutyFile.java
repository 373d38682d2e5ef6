package dev.gatehouse.estate.signal;

import dev.gatehouse.estate.source.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Findings of GuardDuty: the output of {@code get-findings}, its export to S3, or the detail of its
 * events. Names are read with a capital or a small first letter, as those three differ in it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html">Finding</a>
 */
public final class GuardDutyFile {
  /** Severities from here on are high in GuardDuty's words, those under LOW_BELOW low. */
  private static final double HIGH_FROM = 7;

  private static final double LOW_BELOW = 4;

  private GuardDutyFile() {}

  /** Whether the document holds findings of GuardDuty. */
  public static boolean recognises(@Nullable Object tree) {
    return findings(tree).stream()
        .anyMatch(map -> map.get("service") instanceof Map && map.get("severity") != null);
  }

  /**
   * The findings; one that cannot be read costs only itself.
   *
   * @param problems takes one sentence for each that is malformed
   */
  public static List<ImportedSignal> read(
      @Nullable Object tree, String file, List<String> problems) {
    List<ImportedSignal> signals = new ArrayList<>();
    int number = 0;
    for (Map<String, Object> finding : findings(tree)) {
      number++;
      try {
        signals.add(signal(finding));
      } catch (IllegalArgumentException e) {
        problems.add("`" + file + "`: finding " + number + " is left out: " + e.getMessage());
      }
    }
    return signals;
  }

  private static ImportedSignal signal(Map<String, Object> finding) {
    Map<String, Object> service = object(finding.get("service"));
    Map<String, Object> resource = object(finding.get("resource"));
    Map<String, Object> key = object(resource.get("accessKeyDetails"));
    Instant end = time(service, "eventLastSeen", finding);
    if (!(finding.get("severity") instanceof Number severity)) {
      throw new IllegalArgumentException("it has no number as `severity`.");
    }
    return new ImportedSignal(
        Fields.need(finding, "id"),
        ImportedSignal.Source.GUARDDUTY,
        Fields.need(finding, "type"),
        text(finding, "title", Fields.need(finding, "type")),
        Fields.text(finding, "accountId"),
        real(Fields.text(key, "accessKeyId")),
        Fields.text(key, "userName"),
        Fields.text(object(resource.get("instanceDetails")), "instanceId"),
        time(service, "eventFirstSeen", finding),
        end,
        chance(severity.doubleValue()),
        Fields.isTrue(service, "archived"));
  }

  /** GuardDuty writes the word for a credential it does not know. */
  private static @Nullable String real(@Nullable String accessKeyId) {
    return accessKeyId == null || accessKeyId.equals("GeneratedFindingAccessKeyId")
        ? null
        : accessKeyId;
  }

  private static double chance(double severity) {
    return severity >= HIGH_FROM ? 0.6 : severity >= LOW_BELOW ? 0.35 : 0.1;
  }

  private static Instant time(
      Map<String, Object> service, String name, Map<String, Object> finding) {
    Instant seen = Fields.time(service.get(name));
    Instant time = seen != null ? seen : Fields.time(finding.get("updatedAt"));
    if (time == null) {
      throw new IllegalArgumentException("it says nowhere when it was.");
    }
    return time;
  }

  private static String text(Map<String, Object> map, String name, String otherwise) {
    String text = Fields.text(map, name);
    return text == null ? otherwise : text;
  }

  private static List<Map<String, Object>> findings(@Nullable Object tree) {
    Object list = tree;
    if (tree instanceof Map<?, ?>) {
      Map<String, Object> map = object(tree);
      list = map.get("findings") instanceof List<?> inner ? inner : event(map);
    }
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Map<?, ?> each : Fields.maps(list)) {
      findings.add(object(each));
    }
    return findings;
  }

  private static List<Object> event(Map<String, Object> map) {
    return List.of(map.get("detail") instanceof Map<?, ?> detail ? detail : map);
  }

  /** The members under names with a small first letter. */
  private static Map<String, Object> object(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> read) {
      read.forEach(
          (name, member) -> {
            String text = String.valueOf(name);
            if (!text.isEmpty() && member != null) {
              map.put(text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1), member);
            }
          });
    }
    return map;
  }
}
