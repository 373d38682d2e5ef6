package dev.gatehouse.serve;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** When the last record of each account and region came. Bounded; what does not fit is counted. */
final class TrailHealth {
  private static final int TRAILS_MAX = 20_000;
  private static final int SHOWN_MAX = 1_000;

  private final Map<Trail, Last> trails = new HashMap<>();
  private long beyond;

  private record Trail(String account, String region) implements Comparable<Trail> {
    @Override
    public int compareTo(Trail other) {
      int order = account.compareTo(other.account);
      return order != 0 ? order : region.compareTo(other.region);
    }
  }

  private record Last(Instant time, Instant received, long records) {}

  synchronized void add(List<TrailEvent> events, Instant now) {
    for (TrailEvent event : events) {
      Trail trail =
          new Trail(
              Objects.requireNonNullElse(event.recipientAccountId(), "unknown"),
              Objects.requireNonNullElse(event.awsRegion(), "unknown"));
      Last last = trails.get(trail);
      if (last == null && trails.size() >= TRAILS_MAX) {
        beyond++;
        continue;
      }
      Instant time = last == null || event.time().isAfter(last.time()) ? event.time() : last.time();
      trails.put(trail, new Last(time, now, last == null ? 1 : last.records() + 1));
    }
  }

  synchronized JsonMap json() {
    List<JsonMap> shown = new ArrayList<>();
    new TreeMap<>(trails)
        .forEach(
            (trail, last) -> {
              if (shown.size() < SHOWN_MAX) {
                shown.add(
                    JsonWriter.object(
                        "account", trail.account(),
                        "region", trail.region(),
                        "last", last.time().toString(),
                        "received", last.received().toString(),
                        "records", last.records()));
              }
            });
    return JsonWriter.object("count", trails.size(), "beyondBound", beyond, "shown", shown);
  }

  synchronized void metrics(Metrics metrics, Instant now) {
    int shown = 0;
    for (var entry : new TreeMap<>(trails).entrySet()) {
      if (shown++ == SHOWN_MAX) {
        break;
      }
      Map<String, String> labels =
          Map.of("account", entry.getKey().account(), "region", entry.getKey().region());
      metrics.labelled(
          "gatehouse_trail_silence_seconds",
          "gauge",
          "Time since a record of the account and region last came.",
          labels,
          Duration.between(entry.getValue().received(), now).toSeconds());
      metrics.labelled(
          "gatehouse_trail_lag_seconds",
          "gauge",
          "Time since the last record of the account and region happened.",
          labels,
          Duration.between(entry.getValue().time(), now).toSeconds());
    }
  }
}
