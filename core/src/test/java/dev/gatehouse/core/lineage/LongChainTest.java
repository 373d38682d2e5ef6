package dev.gatehouse.core.lineage;

import static dev.gatehouse.trail.Trail.assumes;
import static dev.gatehouse.trail.Trail.record;
import static dev.gatehouse.trail.Trail.session;
import static dev.gatehouse.trail.Trail.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.core.stage.Node;
import dev.gatehouse.core.stage.Runner;
import dev.gatehouse.core.stage.Topology.Input;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Chains of any length, whatever arrives when. */
class LongChainTest {
  private static final Duration LATENESS = Duration.ofHours(2);
  private static final String ACCOUNT = "111122223333";
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";

  private static String time(int second) {
    return "%02d:%02d:%02d".formatted(10 + second / 3600, second / 60 % 60, second % 60);
  }

  /**
   * Alice takes role r0, and each session the next of {@code roles} roles, and the last one acts.
   */
  private static List<TrailEvent> chain(int hops, int roles, int secondsBetween) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < hops; i++) {
      String caller =
          i == 0
              ? user("alice", "AKIAALICE")
              : session(ACCOUNT, "r" + (i - 1) % roles, "s", "ASIA" + (i - 1), "");
      records.add(
          record(
              "%04d".formatted(i),
              time(i * secondsBetween),
              "sts:AssumeRole",
              caller,
              assumes(ACCOUNT, "r" + i % roles, "s", "ASIA" + i)));
    }
    records.add(
        record(
            "use",
            time(hops * secondsBetween),
            "s3:ListBuckets",
            session(ACCOUNT, "r" + (hops - 1) % roles, "s", "ASIA" + (hops - 1), ""),
            ""));
    return Trail.events(records.toArray(String[]::new));
  }

  private static DetectionPipeline described() {
    return new DetectionPipeline(
        List.of(), BaselineSetup.of(Estate.EMPTY), FindingPolicy.NONE, Instant.MIN);
  }

  private static EmbeddedPipeline pipeline(
      DetectionPipeline described, int threads, Map<String, Activity> settled) {
    EmbeddedPipeline pipeline = new EmbeddedPipeline(described, LATENESS, threads, 1_000_000);
    pipeline.onSettledActivity(activity -> settled.put(activity.event().id(), activity));
    return pipeline;
  }

  private static Map<String, Activity> settled(DetectionPipeline described, List<TrailEvent> all) {
    Map<String, Activity> settled = new TreeMap<>();
    try (EmbeddedPipeline pipeline = pipeline(described, 2, settled)) {
      pipeline.offer(all);
      pipeline.finish();
    }
    return settled;
  }

  /** Arrivals in batches, some of them twice, with a restart somewhere in between. */
  private static Map<String, Activity> settledInDisorder(List<TrailEvent> arrivals, Random random)
      throws IOException {
    List<TrailEvent> all = new ArrayList<>(arrivals);
    for (int i = 0; i < arrivals.size() / 10; i++) {
      all.add(random.nextInt(all.size()), arrivals.get(random.nextInt(arrivals.size())));
    }
    Map<String, Activity> settled = new TreeMap<>();
    EmbeddedPipeline pipeline = pipeline(described(), 1 + random.nextInt(3), settled);
    int restartAt = random.nextInt(all.size());
    for (int from = 0, to; from < all.size(); from = to) {
      to = Math.min(all.size(), from + 1 + random.nextInt(all.size() / 3 + 1));
      pipeline.offer(all.subList(from, to));
      if (from <= restartAt && restartAt < to) {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        pipeline.save(saved);
        pipeline.close();
        pipeline = pipeline(described(), 1 + random.nextInt(3), settled);
        pipeline.restore(new ByteArrayInputStream(saved.toByteArray()));
      }
    }
    pipeline.finish();
    pipeline.close();
    return settled;
  }

  /** Lineages that differ, by event: the records beside them would fill pages. */
  private static Map<String, List<Lineage>> differences(
      Map<String, Activity> some, Map<String, Activity> others) {
    assertThat(some).containsOnlyKeys(others.keySet());
    Map<String, List<Lineage>> differences = new TreeMap<>();
    some.forEach(
        (id, one) -> {
          Activity other = others.get(id);
          if (!one.equals(other)) {
            differences.put(id, List.of(one.lineage(), other.lineage()));
          }
        });
    return differences;
  }

  private static Activity withoutDoubts(Activity looped) {
    return gaps(looped).contains(Gap.Kind.LOOP)
        ? new Activity(
            looped.event(), looped.identity(), looped.lineage().withGaps(List.of()), false)
        : looped;
  }

  private static List<Gap.Kind> gaps(Activity activity) {
    return activity.lineage().gaps().stream().map(Gap::kind).toList();
  }

  private static List<String> issues(Activity activity) {
    return activity.lineage().hops().stream().map(Hop::issuedBy).toList();
  }

  @Test
  void aLoopOfTwentyRolesHasItsOriginAndItsDepth() {
    Activity use = settled(described(), chain(60, 20, 60)).get("use");
    assertThat(use.lineage().origin()).isEqualTo(ALICE);
    assertThat(use.lineage().depth()).isEqualTo(60);
    assertThat(use.lineage().assumptions()).isEqualTo(60);
    assertThat(issues(use))
        .isEqualTo(IntStream.range(0, 60).mapToObj(i -> "%04d".formatted(59 - i)).toList());
    assertThat(use.lineage().gaps()).isEmpty();
  }

  @Test
  void twoHundredHopsAreAllTold() {
    Activity use = settled(described(), chain(200, 200, 10)).get("use");
    assertThat(use.lineage().origin()).isEqualTo(ALICE);
    assertThat(use.lineage().depth()).isEqualTo(200);
    assertThat(use.lineage().hops()).hasSize(200);
    assertThat(use.lineage().gaps()).isEmpty();
  }

  @Test
  void beyondTheHopsThatAreToldOriginAndDepthAreStillThoseOfAll() {
    Map<String, Activity> settled = settled(described(), chain(1000, 7, 10));
    Activity longest = settled.get("use");
    assertThat(longest.lineage().origin()).isEqualTo(ALICE);
    assertThat(longest.lineage().depth()).isEqualTo(1000);
    assertThat(longest.lineage().hops()).hasSize(ResolveLineage.HOPS_MAX);
    assertThat(issues(longest)).startsWith("0999", "0998").endsWith("0746", "0745", "0000");
    assertThat(gaps(longest)).containsExactly(Gap.Kind.HOPS_MAX);
    assertThat(settled.get("0256").lineage().gaps()).isEmpty();
    assertThat(gaps(settled.get("0257"))).containsExactly(Gap.Kind.HOPS_MAX);
  }

  @Test
  void aFirstRecordThatComesLastGivesAllTheirOrigin() {
    List<TrailEvent> events = chain(100, 20, 60);
    Map<String, Activity> expected = settled(described(), events);
    Map<String, Activity> settled = new TreeMap<>();
    try (EmbeddedPipeline pipeline = pipeline(described(), 2, settled)) {
      events.subList(1, events.size()).forEach(event -> pipeline.offer(List.of(event)));
      pipeline.offer(events.subList(0, 1));
      pipeline.finish();
    }
    assertThat(settled).isEqualTo(expected);
    assertThat(settled.get("use").lineage().depth()).isEqualTo(100);
  }

  /** Within one second nobody can say what came first but by the keys. */
  @Test
  void aChainWithinOneSecondIsFollowed() {
    Activity use = settled(described(), chain(20, 20, 0)).get("use");
    assertThat(use.lineage().origin()).isEqualTo(ALICE);
    assertThat(use.lineage().depth()).isEqualTo(20);
    assertThat(gaps(settled(described(), chain(40, 40, 0)).get("use")))
        .containsExactly(Gap.Kind.HOPS_MAX);
  }

  @Test
  void aCycleOfSessionNamesWithinOneSecondEnds() {
    String when = time(0);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      records.add(
          record(
              "issue-" + i,
              when,
              "sts:AssumeRole",
              session(ACCOUNT, "r" + i, "s", "", ""),
              assumes(ACCOUNT, "r" + (i + 1) % 3, "s", "ASIA" + (i + 1) % 3)));
    }
    String use = session(ACCOUNT, "r0", "s", "", "");
    records.add(record("use", time(60), "s3:ListBuckets", use, ""));
    Map<String, Activity> settled =
        settled(described(), Trail.events(records.toArray(String[]::new)));
    assertThat(issues(settled.get("use"))).containsExactly("issue-2", "issue-1", "issue-0");
    assertThat(gaps(settled.get("use"))).containsExactly(Gap.Kind.LOOP);
    assertThat(settled.get("use").lineage().originType()).isEqualTo(OriginType.UNKNOWN);
  }

  /** Two records claim to have issued one key: the earlier holds for all that grew from it. */
  @Test
  void contradictoryIssuesAreDecidedOnce() throws IOException {
    List<TrailEvent> events = new ArrayList<>(chain(12, 12, 60));
    events.addAll(
        Trail.events(
            record(
                "other",
                time(61),
                "sts:AssumeRole",
                user("mallory", "AKIAMALLORY"),
                assumes(ACCOUNT, "r1", "s", "ASIA1"))));
    Map<String, Activity> expected = settled(described(), events);
    assertThat(expected.get("use").lineage().origin()).isEqualTo(ALICE);
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(events, random);
      assertThat(settledInDisorder(events, random)).isEqualTo(expected);
    }
  }

  /** However long its chain, an event asks once; an issue asks once more, for its caller. */
  @Test
  void anEventAsksOnce() {
    long[] asked = new long[1];
    try (Runner runner = new Runner(1, LATENESS, 1_000_000)) {
      Node<LineageInput, LineageOutput> node = runner.add("lineage", new ResolveLineage());
      node.to(node, LineageOutput::next);
      node.to(change -> asked[0] += change.value().next() instanceof LineageInput.Question ? 1 : 0);
      for (TrailEvent event : chain(200, 20, 10)) {
        for (Input<LineageInput> input : ResolveLineage.inputs(event)) {
          asked[0] += input.value() instanceof LineageInput.Question ? 1 : 0;
          runner.offer(node, input.time(), input.id(), input.value());
        }
        runner.run();
      }
    }
    // Of each AssumeRole: who trusted its role, its own key, and its key once more for all uses.
    assertThat(asked[0]).isEqualTo(3 * 200 + 1);
  }

  /** Users, sessions with keys and without, names that repeat, chains within a second, loops. */
  private static List<TrailEvent> anything(Random random) {
    List<String> records = new ArrayList<>();
    int seconds = random.nextBoolean() ? 3 : 6000;
    int names = 2 + random.nextInt(6);
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(names);
      int to = random.nextInt(names);
      String key = random.nextInt(3) == 0 ? "" : "ASIA" + from + random.nextInt(3);
      String who =
          random.nextInt(5) == 0
              ? user("u" + from, "AKIA" + from)
              : session(ACCOUNT, "r" + from, "s", key, "");
      String issued = assumes(ACCOUNT, "r" + to, "s", "ASIA" + to + random.nextInt(3));
      records.add(
          random.nextInt(4) == 0
              ? record("e" + i, time(random.nextInt(seconds)), "s3:ListBuckets", who, "")
              : record("e" + i, time(random.nextInt(seconds)), "sts:AssumeRole", who, issued));
    }
    return Trail.events(records.toArray(String[]::new));
  }

  @Property(tries = 150, seed = "20261130")
  void isAFunctionOfTheSetOfEvents(@ForAll Random random) throws IOException {
    List<TrailEvent> events = anything(random);
    Map<String, Activity> expected = settled(described(), events);
    Collections.shuffle(events, random);
    Map<String, Activity> inDisorder = settledInDisorder(events, random);
    assertThat(differences(inDisorder, expected)).isEmpty();
  }

  /** What comes out of the stage alone, looped or, given a number of copies, unrolled. */
  private static Map<String, Activity> alone(List<TrailEvent> events, int lookupsMax) {
    Map<String, Activity> told = new TreeMap<>(); // a key may tell before another takes back
    Node.Sink<LineageOutput> sink =
        change -> {
          String name = change.producer() + " " + change.id();
          Activity activity = change.value().activity();
          if (activity != null && !change.withdrawn()) {
            told.put(name, activity);
          } else {
            told.remove(name);
          }
        };
    try (Runner runner = new Runner(1, LATENESS, 1_000_000)) {
      List<Node<LineageInput, LineageOutput>> copies = new ArrayList<>();
      if (lookupsMax == 0) {
        copies.add(runner.add("lineage", new ResolveLineage()));
        copies.get(0).to(copies.get(0), LineageOutput::next);
      }
      for (int i = 0; i < lookupsMax + ResolveLineage.USE_LOOKUPS_MAX && lookupsMax > 0; i++) {
        copies.add(runner.add("lineage #" + i, new ResolveLineage(lookupsMax)));
        if (i > 0) {
          copies.get(i - 1).to(copies.get(i), LineageOutput::next);
        }
      }
      copies.forEach(copy -> copy.to(sink));
      for (TrailEvent event : events) {
        for (Input<LineageInput> input : ResolveLineage.inputs(event)) {
          List<Node<LineageInput, LineageOutput>> entries =
              input.value() instanceof LineageInput.Known
                  ? copies
                  : List.of(copies.get(ResolveLineage.isUse(input.value()) ? lookupsMax : 0));
          for (Node<LineageInput, LineageOutput> entry : entries) {
            runner.offer(entry, input.time(), input.id(), input.value());
          }
        }
        runner.run();
      }
    }
    Map<String, Activity> holds = new TreeMap<>();
    for (Activity activity : told.values()) {
      assertThat(holds.put(activity.event().id(), activity)).isNull();
    }
    return holds;
  }

  /**
   * Where the loop is unrolled the way home comes to the same; where records contradict each other,
   * to the same hops.
   */
  @Property(tries = 100, seed = "20261130")
  void isTheSameUnrolled(@ForAll Random random) {
    List<TrailEvent> events = anything(random);
    Collections.shuffle(events, random);
    Map<String, Activity> unrolled = alone(events, 8);
    Map<String, Activity> looped = alone(events, 0);
    for (Map<String, Activity> some : List.of(looped, unrolled)) {
      some.replaceAll((id, activity) -> withoutDoubts(activity));
    }
    assertThat(differences(unrolled, looped)).isEmpty();
  }

  @Test
  void eachCopyDoublesTheChainsThatAreFollowed() {
    List<TrailEvent> events = chain(300, 7, 10);
    assertThat(alone(events, 10)).isEqualTo(alone(events, 0));
    Map<String, Activity> few = alone(events, 3);
    assertThat(few.get("0007").lineage().origin()).isEqualTo(ALICE);
    assertThat(gaps(few.get("0009"))).containsExactly(Gap.Kind.HOPS_MAX);
  }
}
