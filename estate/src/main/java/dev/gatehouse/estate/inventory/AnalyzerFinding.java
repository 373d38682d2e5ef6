package dev.gatehouse.estate.inventory;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finding of IAM Access Analyzer.
 *
 * @param kind such as {@code ExternalAccess}, {@code UnusedIAMRole}
 * @param account who owns the resource; "" when the finding does not say
 * @param status {@code ACTIVE}, {@code ARCHIVED} or {@code RESOLVED}
 * @param principal who gets access, type to id
 */
public record AnalyzerFinding(
    String id,
    String kind,
    String resource,
    String account,
    String status,
    @Nullable Boolean isPublic,
    Map<String, String> principal,
    List<String> actions) {
  public AnalyzerFinding {
    principal = Map.copyOf(principal);
    actions = List.copyOf(actions);
  }
}
