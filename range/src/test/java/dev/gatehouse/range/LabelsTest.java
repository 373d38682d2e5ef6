package dev.gatehouse.range;

import static dev.gatehouse.range.GeneratedRange.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels agree with the records that were written. */
class LabelsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyLabelledEventIsInTheTrailAtItsTimeAndLabelledOnce(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Set<String> seen = new HashSet<>();
    for (String file : List.of("labels.jsonl", "lookalikes.jsonl")) {
      for (Map<String, Object> label : range.truth(file)) {
        String id = text(label, "eventID");
        assertThat(range.records()).containsKey(id);
        assertThat(text(label, "eventTime")).isEqualTo(text(range.records().get(id), "eventTime"));
        assertThat(seen.add(id)).as(id).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void runsAndStagesAreAsLongAsTheirLabels(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Map<String, List<String>> times = new TreeMap<>();
    for (Map<String, Object> label : range.truth("labels.jsonl")) {
      String run = text(label, "campaign");
      add(times, run, text(label, "eventTime"));
      add(times, run + "#" + text(label, "stage"), text(label, "eventTime"));
    }
    for (Map<String, Object> label : range.truth("lookalikes.jsonl")) {
      add(times, text(label, "lookAlike"), text(label, "eventTime"));
    }
    Set<String> told = new HashSet<>();
    for (String file : List.of("campaigns.json", "lookalikes.json")) {
      for (Map<String, Object> run : range.truth(file)) {
        agrees(run, times.get(text(run, "id")));
        told.add(text(run, "id"));
        if (run.get("stages") instanceof List<?> stages) {
          for (Object each : stages) {
            Map<String, Object> stage = Generated.cast(each);
            String key = text(run, "id") + "#" + text(stage, "name");
            agrees(stage, times.get(key));
            told.add(key);
          }
        }
      }
    }
    assertThat(told).containsAll(times.keySet());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void attacksAreFewAmongOrdinaryRecords(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    int all = range.records().size();
    assertThat(range.truth("labels.jsonl").size()).isBetween(400, all / 5);
    assertThat(range.truth("lookalikes.jsonl").size()).isBetween(100, all / 5);
  }

  private static void agrees(Map<String, Object> told, List<String> times) {
    if (times == null) {
      assertThat(told).containsEntry("start", null).containsEntry("end", null);
      assertThat(text(told, "events")).isEqualTo("0");
      return;
    }
    times.sort(null);
    assertThat(text(told, "events")).isEqualTo(String.valueOf(times.size()));
    assertThat(text(told, "start")).isEqualTo(times.get(0));
    assertThat(text(told, "end")).isEqualTo(times.get(times.size() - 1));
  }

  private static void add(Map<String, List<String>> times, String run, String time) {
    times.computeIfAbsent(run, key -> new ArrayList<>()).add(time);
  }
}
