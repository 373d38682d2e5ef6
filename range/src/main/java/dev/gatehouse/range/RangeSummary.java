package dev.gatehouse.range;

import static dev.gatehouse.policy.json.JsonWriter.object;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was generated.
 *
 * @param records written, duplicates included
 * @param events distinct records
 * @param temporary events made with temporary credentials
 * @param identities different origins that acted
 */
public record RangeSummary(
    RangeOptions options,
    long records,
    long events,
    long temporary,
    long files,
    int people,
    int workloads,
    int identities) {
  /** The form of truth/range.json. */
  Map<String, @Nullable Object> json() {
    return object(
        "seed", options.seed(),
        "accounts", options.accounts(),
        "days", options.days(),
        "eventsPerDay", options.eventsPerDay(),
        "start", options.begin().toString(),
        "end", options.end().toString(),
        "attacks", options.attacks(),
        "dataEvents", options.dataEvents(),
        "latenessSeconds", options.lateness().toSeconds(),
        "records", records,
        "events", events,
        "temporaryCredentialEvents", temporary,
        "files", files,
        "people", people,
        "workloads", workloads,
        "identities", identities);
  }
}
