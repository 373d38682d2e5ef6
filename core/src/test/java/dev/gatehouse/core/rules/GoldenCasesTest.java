package dev.gatehouse.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case gives exactly the findings of its expected.json, those of the detection that it is
 * about, in order and out of order. {@code -Dcases.write=true} writes what is found where
 * expected.json is missing; read it before it is committed. {@code -Dcases.only=off-hours/} runs
 * those that begin so.
 */
class GoldenCasesTest {
  private static final int LATENESS_SECONDS = 2 * 3600;

  /** Each restart writes all memory, so a long trail takes few. */
  private static final int RESTARTS_MAX = 12;

  @TestFactory
  Stream<DynamicTest> givesExactlyTheExpectedFindings() {
    return tests(GoldenCasesTest::checkInOrder);
  }

  /** Detections do not disturb each other: beside all others each finds what it finds alone. */
  @TestFactory
  @Tag("once")
  Stream<DynamicTest> givesTheSameBesideAllOtherDetections() {
    return tests(GoldenCasesTest::checkTogether);
  }

  /** The contract of the stages; which JDK runs them has no part in it. */
  @TestFactory
  @Tag("once")
  Stream<DynamicTest> givesTheSameInAnyOrderAndAfterRestarts() {
    return tests(GoldenCasesTest::checkDisorder);
  }

  private interface Check {
    void accept(GoldenCase golden) throws IOException;
  }

  private static Stream<DynamicTest> tests(Check check) {
    String only = System.getProperty("cases.only", "");
    return GoldenCase.all().stream()
        .filter(golden -> golden.name().startsWith(only))
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check.accept(golden)));
  }

  private static void checkInOrder(GoldenCase golden) throws IOException {
    List<TrailEvent> events = golden.events();
    List<FindingState> found =
        golden.run(golden::isAbout, golden.history(), inOrder(events), events.size(), false);
    if (Boolean.getBoolean("cases.write") && !Files.exists(golden.expected())) {
      Files.writeString(golden.expected(), ExpectedFindings.file(found));
    }
    assertThat(ExpectedFindings.of(found)).isEqualTo(expected(golden));
  }

  private static void checkTogether(GoldenCase golden) throws IOException {
    List<TrailEvent> events = golden.events();
    List<FindingState> found =
        golden.run(all -> true, golden.history(), inOrder(events), events.size(), false);
    assertThat(ExpectedFindings.of(golden.own(found))).isEqualTo(expected(golden));
  }

  private static List<TrailEvent> inOrder(List<TrailEvent> events) {
    List<TrailEvent> inOrder = new ArrayList<>(events);
    inOrder.sort(Comparator.comparing(TrailEvent::time));
    return inOrder;
  }

  private static List<String> expected(GoldenCase golden) throws IOException {
    return ExpectedFindings.expected(Files.readString(golden.expected()));
  }

  private static void checkDisorder(GoldenCase golden) throws IOException {
    List<TrailEvent> events = golden.events();
    List<TrailEvent> history = golden.history();
    List<String> expected = expected(golden);
    int few = 1 + events.size() / RESTARTS_MAX;
    assertThat(
            ExpectedFindings.of(golden.run(golden::isAbout, history, inOrder(events), few, true)))
        .as("one at a time or few, saved and restored after each")
        .isEqualTo(expected);
    for (int seed = 1; seed <= (history.isEmpty() ? 3 : 1); seed++) {
      List<TrailEvent> shuffled = shuffledWithinLateness(events, new Random(seed));
      List<TrailEvent> before = shuffledWithinLateness(history, new Random(seed));
      assertThat(
              ExpectedFindings.of(
                  golden.run(golden::isAbout, before, shuffled, few + seed, seed % 2 == 0)))
          .as("shuffled with seed " + seed)
          .isEqualTo(expected);
      List<TrailEvent> twice = new ArrayList<>(events);
      twice.addAll(events);
      assertThat(
              ExpectedFindings.of(
                  golden.run(
                      golden::isAbout,
                      before,
                      shuffledWithinLateness(twice, new Random(seed)),
                      3,
                      false)))
          .as("duplicated and shuffled with seed " + seed)
          .isEqualTo(expected);
    }
  }

  /** Each event arrives up to lateness after its time, as CloudTrail may deliver it. */
  private static List<TrailEvent> shuffledWithinLateness(List<TrailEvent> events, Random random) {
    record Delivery(TrailEvent event, long at) {}
    List<Delivery> deliveries = new ArrayList<>();
    for (TrailEvent event : events) {
      long delay = random.nextInt(LATENESS_SECONDS);
      deliveries.add(new Delivery(event, event.time().getEpochSecond() + delay));
    }
    Collections.shuffle(deliveries, random);
    deliveries.sort(Comparator.comparingLong(Delivery::at));
    return deliveries.stream().map(Delivery::event).toList();
  }

  @Test
  void everyDetectionHasAFiringCaseANearOneAndAKnownGap() {
    List<String> names = GoldenCase.all().stream().map(GoldenCase::name).toList();
    for (Detection detector : Detections.all(Estate.EMPTY)) {
      String id = detector.about().id();
      for (String kind : List.of("fires", "near", "gap")) {
        assertThat(names).as(id).anyMatch(name -> name.startsWith(id + "/" + kind));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> firingCasesFireAndTheOthersAreQuiet() {
    return GoldenCase.all().stream()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.name(),
                    () -> {
                      boolean fires = golden.folder().getFileName().toString().startsWith("fires");
                      assertThat(!expected(golden).isEmpty()).isEqualTo(fires);
                      assertThat(golden.folder().resolve("README")).isNotEmptyFile();
                    }));
  }
}
