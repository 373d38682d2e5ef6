package dev.gatehouse.estate.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A managed resource of a Terraform plan, as it will be after the plan is applied.
 *
 * @param address where it stands in the configuration, with its module and its instance
 * @param values its attributes; those that are known only after apply are absent
 * @param unknown true, or an object or list holding true, for attributes known only after apply
 * @param expressions how the configuration says each attribute
 * @param provider the key of the provider's configuration, such as {@code aws.audit}; "" if unknown
 * @param actions what the plan does with it: {@code no-op}, {@code create}, {@code update}, or
 *     {@code delete} with {@code create}
 */
record PlannedResource(
    String address,
    String module,
    String type,
    Map<?, ?> values,
    Map<?, ?> unknown,
    Map<?, ?> expressions,
    String provider,
    List<String> actions) {
  /** The attribute's text; null when it is not set or known only after apply. */
  @Nullable String text(String attribute) {
    return Fields.text(values, attribute);
  }

  /** Whether the attribute gets its value, or a part of it, only by applying. */
  boolean later(String attribute) {
    return anyTrue(unknown.get(attribute));
  }

  /** Whether the configuration sets the attribute, so that it is no mere answer of AWS. */
  boolean configured(String attribute) {
    return expressions.containsKey(attribute);
  }

  /** Whether nothing of it exists before. */
  boolean created() {
    return actions.contains("create");
  }

  boolean unchanged() {
    return actions.equals(List.of("no-op"));
  }

  private static boolean anyTrue(@Nullable Object mark) {
    if (mark instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(PlannedResource::anyTrue);
    }
    if (mark instanceof List<?> list) {
      return list.stream().anyMatch(PlannedResource::anyTrue);
    }
    return Boolean.TRUE.equals(mark);
  }
}
