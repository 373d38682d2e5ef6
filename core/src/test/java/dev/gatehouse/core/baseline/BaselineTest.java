package dev.gatehouse.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.FeatureExtractor;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.baseline.feature.SubjectActivity;
import dev.gatehouse.core.baseline.hour.FactsFolder;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.baseline.hour.HourFactsCollector;
import dev.gatehouse.core.baseline.hour.HourValue;
import dev.gatehouse.core.baseline.hour.Incident;
import dev.gatehouse.core.baseline.hour.SubjectHour;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.core.baseline.state.BaselineState;
import dev.gatehouse.core.baseline.state.FeatureValues;
import dev.gatehouse.core.baseline.state.ValueStats;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.stage.Codec;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  private static final String ANN = "arn:aws:iam::123456789012:user/ann";

  static Activity call(String id, Instant time, String call, String address, String agent) {
    String[] parts = call.split(":", 2);
    UserIdentity who =
        new UserIdentity(
            "IAMUser",
            "AIDAANN",
            ANN,
            "123456789012",
            "AKIAEXAMPLEANN",
            "ann",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    TrailEvent event =
        new TrailEvent(
            id,
            time,
            parts[0] + ".amazonaws.com",
            parts[1],
            "AwsApiCall",
            who,
            "eu-central-1",
            address,
            agent,
            null,
            null,
            "123456789012",
            null,
            null,
            true,
            false,
            parts[1].equals("AssumeRole")
                ? "{\"roleArn\":\"arn:aws:iam::123456789012:role/r" + id.hashCode() % 5 + "\"}"
                : null,
            null,
            null,
            null,
            null);
    Lineage home =
        new Lineage(List.of(), ANN, OriginType.USER, null, null, null, 0, 0, List.of(), List.of());
    return new Activity(event, ANN, home, false);
  }

  /** A month of somebody who works on weekdays, with a few tools, places and calls. */
  static List<Activity> month(long seed, int valuesADay) {
    Random random = new Random(seed);
    List<Activity> all = new ArrayList<>();
    for (int day = 0; day < 30; day++) {
      if (day % 7 > 4) {
        continue;
      }
      for (int i = 0; i < 30; i++) {
        Instant time =
            BEGIN.plus(Duration.ofDays(day)).plusSeconds(8 * 3600L + random.nextInt(9 * 3600));
        String call =
            random.nextInt(6) == 0 ? "sts:AssumeRole" : "s3:Get" + random.nextInt(valuesADay);
        String address = "198.51." + random.nextInt(3) + "." + random.nextInt(200);
        all.add(call("e" + day + "-" + i, time, call, address, "aws-cli/2.1" + day));
      }
    }
    all.sort(
        Comparator.comparing((Activity a) -> a.event().time()).thenComparing(a -> a.event().id()));
    return all;
  }

  private static Map<String, BaselineState> fold(
      List<Activity> activities, List<Incident> incidents) {
    KeepBaseline stage =
        new KeepBaseline(
            new FeatureExtractor(Estate.EMPTY), KeepBaseline.LAG, incidents, who -> Baseline.NONE);
    Map<String, BaselineState> memories = new HashMap<>();
    for (Activity activity : activities) {
      for (Subject.Kind kind : Subject.Kind.values()) {
        SubjectActivity in = SubjectActivity.of(kind, activity);
        if (in != null) {
          String key = stage.key(in);
          BaselineState memory = memories.computeIfAbsent(key, stage::start);
          Instant time = activity.event().time();
          memories.put(key, stage.fold(key, memory, time, activity.event().id(), in).memory());
        }
      }
    }
    return memories;
  }

  /** What is on disk teaches the same as the calls did. */
  @Property(tries = 20, seed = "20261130")
  void isTheSameFromFactsAsFromEvents(@ForAll long seed) throws IOException {
    List<Activity> month = month(seed, 12);
    HourFactsCollector book = new HourFactsCollector(Estate.EMPTY, who -> true);
    month.forEach(book::add);
    Path folder = java.nio.file.Files.createTempDirectory("facts");
    FactsFolder facts = new FactsFolder(folder);
    List<SubjectHour> taken = book.take(KeepBaseline.LAG, true);
    facts.write(taken.subList(0, taken.size() / 2));
    facts.write(taken.subList(taken.size() / 3, taken.size()));
    Map<String, Baseline> fromFacts = new HashMap<>();
    facts.read(
        hour ->
            fromFacts.put(
                hour.subject().key(),
                fromFacts.getOrDefault(hour.subject().key(), Baseline.NONE).learn(hour.facts())));
    Instant end = month.get(month.size() - 1).event().time();
    List<Activity> one = new ArrayList<>(month);
    one.add(call("last", end, "s3:ListBuckets", "198.51.100.1", "x"));
    String key = new Subject(Subject.Kind.ORIGIN, ANN).key();
    assertThat(fold(one, List.of()).get(key).baseline()).isEqualTo(fromFacts.get(key));
    try (var files = java.nio.file.Files.list(folder)) {
      for (Path file : files.toList()) {
        java.nio.file.Files.delete(file);
      }
    }
    java.nio.file.Files.delete(folder);
  }

  @Test
  void doesNotLearnFromAMarkedIncident() {
    List<Activity> month = month(1, 12);
    Instant from = BEGIN.plus(Duration.ofDays(21)).plusSeconds(10 * 3600);
    List<Activity> attacked = new ArrayList<>(month);
    for (int i = 0; i < 500; i++) {
      attacked.add(call("x" + i, from.plusSeconds(i), "iam:ListUsers", "203.0.113.9", "pacu"));
    }
    attacked.sort(Comparator.comparing((Activity a) -> a.event().time()));
    Incident incident = new Incident("user/ann", from, from.plusSeconds(600));
    String key = new Subject(Subject.Kind.ORIGIN, ANN).key();
    Baseline learned = fold(attacked, List.of()).get(key).baseline();
    Baseline without = fold(attacked, List.of(incident)).get(key).baseline();
    assertThat(learned.of(Feature.TOOL).known()).extracting(ValueStats::value).contains("pacu");
    assertThat(without.of(Feature.TOOL).known())
        .extracting(ValueStats::value)
        .doesNotContain("pacu");
    assertThat(without).isEqualTo(fold(month, List.of(incident)).get(key).baseline());
  }

  @Test
  void countsAveragesWithIdleDays() {
    Baseline baseline = Baseline.NONE;
    int monday = (int) (BEGIN.getEpochSecond() / 3600);
    for (int day = 0; day < 5; day++) {
      HourFacts facts =
          new HourFacts(
              monday + 24 * day + 9, new CallCounts(14, 7, 0, 0), List.of(), new int[0], 0);
      baseline = baseline.learn(facts);
    }
    int nextMonday = monday / 24 + 7;
    // five days of 7 assumptions within seven days
    assertThat(baseline.average(Counter.ASSUMPTIONS, 7, nextMonday)).isEqualTo(5);
    assertThat(baseline.average(Counter.CALLS, 30, nextMonday)).isEqualTo(10);
    assertThat(baseline.rhythm().usual(0.9)).isEqualTo("Mon-Fri 09-10");
    assertThat(baseline.days()).isEqualTo(5);
  }

  @Test
  void ordinaryMemoryIsSmallAndAHostileOneBounded() throws IOException {
    String key = new Subject(Subject.Kind.ORIGIN, ANN).key();
    BaselineState ordinary = fold(month(3, 12), List.of()).get(key);
    List<Activity> hostile = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      String odd = Integer.toString(i * 7919, 36) + "-".repeat(300);
      Instant time = BEGIN.plusSeconds(60L * i);
      hostile.add(call("h" + i, time, odd + ":" + odd, (i % 250) + ".1." + i % 200 + ".1", odd));
    }
    BaselineState flooded = fold(hostile, List.of()).get(key);
    assertThat(bytes(ordinary)).isLessThan(6_000);
    assertThat(bytes(flooded)).isLessThan(400_000);
    for (FeatureValues values : flooded.baseline().values()) {
      assertThat(values.known()).hasSizeLessThanOrEqualTo(values.feature().valuesMax());
    }
  }

  private static int bytes(BaselineState watch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Codec.of(BaselineState.class).write(new DataOutputStream(bytes), watch);
    return bytes.size();
  }

  @Test
  void factsSurviveTheDisk(@TempDir Path folder) throws IOException {
    SubjectHour hour =
        new SubjectHour(
            new Subject(Subject.Kind.TARGET, "arn:aws:iam::123456789012:role/a b"),
            new HourFacts(
                491_000,
                new CallCounts(3, 1, 2, 0),
                List.of(
                    new HourValue(Feature.ACTION, "s3:\"x\"\n"),
                    new HourValue(Feature.TOOL, "cli")),
                new int[] {5, 1},
                4));
    FactsFolder facts = new FactsFolder(folder);
    facts.write(List.of(hour));
    List<SubjectHour> read = new ArrayList<>();
    facts.read(read::add);
    assertThat(read).containsExactly(hour);
  }
}
