package dev.gatehouse.core.cases;

import static dev.gatehouse.core.cases.Findings.ANN;
import static dev.gatehouse.core.cases.Findings.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.estate.Estate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CaseBookTest {
  private static final BuildCases BUILD = new BuildCases(Map.of(), Estate.EMPTY);
  private static final CaseBounds ROOMY = new CaseBounds(100, 100_000, 100_000, 100_000);

  /** A book, and what its reader knows. */
  private static final class Reader {
    private CaseBook book;
    private final Map<String, CaseState> holds = new TreeMap<>();
    private final Map<String, Case> settled = new TreeMap<>();
    private final List<String> heard = new ArrayList<>();

    Reader(CaseBounds bounds) {
      book = new CaseBook(BUILD, bounds);
    }

    void hear(CaseState state) {
      String id = state.told().id();
      heard.add(state.state().word() + " " + id);
      CaseState before = holds.get(id);
      assertThat(settled).doesNotContainKey(id);
      switch (state.state()) {
        case PROVISIONAL -> {
          assertThat(before == null ? null : before.told()).isNotEqualTo(state.told());
          assertThat(state.revision()).isGreaterThan(before == null ? 0 : before.revision());
          holds.put(id, state);
        }
        case WITHDRAWN -> assertThat(holds.remove(id)).isNotNull();
        case SETTLED -> {
          holds.remove(id);
          settled.put(id, state.told());
        }
      }
    }

    void change(Finding finding, State state) {
      book.change(new FindingState(finding, 1, state));
    }

    List<String> tell() {
      heard.clear();
      book.tell(this::hear);
      return List.copyOf(heard);
    }

    void seal(Instant time) {
      book.seal(time, this::hear);
    }

    void restart(CaseBounds bounds) throws IOException {
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      book.save(new DataOutputStream(saved));
      book = new CaseBook(BUILD, bounds);
      book.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
      assertThat(tell()).isEmpty();
    }

    /** Everything that holds, settled or not. */
    Map<String, Case> cases() {
      Map<String, Case> all = new TreeMap<>(settled);
      holds.forEach((id, state) -> all.put(id, state.told()));
      return all;
    }
  }

  private static Map<String, Case> batch(Collection<Finding> findings, CaseBounds bounds) {
    Map<String, Case> cases = new TreeMap<>();
    for (FindingGroup group : GroupFindings.of(findings, bounds)) {
      cases.put(group.id(), BUILD.build(group));
    }
    return cases;
  }

  /** Findings of some people, sessions, made keys and opened trusts over {@code hours}. */
  private static Finding some(Random random, String id, int hours) {
    Findings made =
        Findings.of(id, random.nextBoolean() ? "new-place" : "off-hours")
            .by(
                random.nextInt(3) == 0
                    ? "unknown"
                    : "arn:aws:iam::123456789012:user/u" + random.nextInt(9))
            .after(Duration.ofMinutes(random.nextInt(hours * 60)))
            .says(
                random.nextBoolean() ? Severity.MEDIUM : Severity.LOW,
                random.nextBoolean() ? Confidence.HIGH : Confidence.LOW)
            .shows("record-of-" + id, "shared-" + random.nextInt(80));
    if (random.nextInt(3) == 0) {
      made.through("r", "ASIA" + random.nextInt(40));
    }
    if (random.nextInt(5) == 0) {
      made.because(
          random.nextBoolean() ? Cause.Kind.TRUST_OPENED : Cause.Kind.ACCESS_KEY_CREATED,
          "record-of-f" + random.nextInt(60),
          ANN,
          "ASIA3");
    }
    return made.finding();
  }

  /**
   * Findings come in any order, are revised and withdrawn, time goes on, the book is saved and
   * restored: after each step the cases are those of the findings that hold.
   */
  @Test
  void whatHoldsIsAtAnyTimeWhatTheFindingsGiveAtOnce() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int hours = 20 + random.nextInt(4000);
      Reader reader = new Reader(ROOMY);
      Map<String, Finding> holds = new LinkedHashMap<>();
      Set<String> settled = new HashSet<>();
      Instant sealed = Instant.MIN;
      for (int step = 0; step < 150; step++) {
        String id = "f" + random.nextInt(60);
        boolean isFinal = holds.containsKey(id) && holds.get(id).raised().isBefore(sealed);
        Finding form = some(random, id, hours);
        if (!isFinal && !form.raised().isBefore(sealed)) {
          if (random.nextInt(5) == 0) {
            holds.remove(id);
            reader.change(form, State.WITHDRAWN);
          } else {
            holds.put(id, form);
            reader.change(form, State.PROVISIONAL);
          }
        }
        if (random.nextInt(3) == 0) {
          reader.tell();
          assertThat(reader.cases()).as("seed %d", seed).isEqualTo(batch(holds.values(), ROOMY));
        }
        if (random.nextInt(12) == 0) {
          Instant to = Findings.MORNING.plus(Duration.ofHours(step * hours / 150));
          holds.values().stream()
              .filter(finding -> finding.raised().isBefore(to) && settled.add(finding.id()))
              .forEach(finding -> reader.change(finding, State.SETTLED));
          sealed = to.isAfter(sealed) ? to : sealed;
          reader.seal(sealed);
          assertThat(reader.cases()).as("seed %d", seed).isEqualTo(batch(holds.values(), ROOMY));
        }
        if (random.nextInt(20) == 0) {
          reader.tell();
          reader.restart(ROOMY);
        }
      }
      reader.book.finish(reader::hear);
      assertThat(reader.settled).as("seed %d", seed).isEqualTo(batch(holds.values(), ROOMY));
      assertThat(reader.holds).isEmpty();
      assertThat(reader.book.counts().changedLate()).isZero();
    }
  }

  /** What is forgotten depends on the findings alone, not on when or how often time was told. */
  @Test
  void theBoundsForgetTheSameHoweverFindingsArrive() throws IOException {
    CaseBounds tight = new CaseBounds(2, 60, 25, 100_000);
    long forgotten = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        findings.add(some(random, "f" + i, 600));
      }
      findings.sort(FindingGroup.BY_RAISED);
      Reader reader = new Reader(tight);
      int from = 0;
      while (from < findings.size()) {
        List<Finding> next =
            new ArrayList<>(
                findings.subList(from, Math.min(findings.size(), from + 1 + random.nextInt(30))));
        from += next.size();
        Instant to = next.get(next.size() - 1).raised();
        java.util.Collections.shuffle(next, random);
        next.forEach(finding -> reader.change(finding, State.SETTLED));
        reader.tell();
        if (random.nextBoolean()) {
          reader.seal(to);
        }
        if (random.nextInt(4) == 0) {
          reader.restart(tight);
        }
        assertThat(reader.book.counts().held() - 2L * reader.book.counts().open())
            .isLessThanOrEqualTo(25 + 2 * 2 + 20);
      }
      reader.book.finish(reader::hear);
      assertThat(reader.settled).as("seed %d", seed).isEqualTo(batch(findings, tight));
      forgotten += reader.book.counts().forgottenEarly();
    }
    assertThat(forgotten).isPositive();
  }

  @Test
  void aFindingTouchesItsOwnCaseOnly() {
    Reader reader = new Reader(ROOMY);
    Finding ann = Findings.of("ann", "new-place").by(ANN).finding();
    Finding bob = Findings.of("bob", "new-place").by(BOB).after(Duration.ofMinutes(1)).finding();
    reader.change(ann, State.PROVISIONAL);
    reader.change(bob, State.PROVISIONAL);
    assertThat(reader.tell())
        .containsExactlyInAnyOrder("provisional case-ann", "provisional case-bob");
    reader.change(
        Findings.of("more", "new-tool").by(ANN).after(Duration.ofMinutes(-1)).finding(),
        State.PROVISIONAL);
    assertThat(reader.tell())
        .containsExactlyInAnyOrder("withdrawn case-ann", "provisional case-more");
    reader.change(bob, State.WITHDRAWN);
    assertThat(reader.tell()).containsExactly("withdrawn case-bob");
    reader.change(ann, State.SETTLED);
    assertThat(reader.tell()).isEmpty();
  }

  @Test
  void aCaseIsSettledWhenNothingCanJoinItAnyMore() {
    Reader reader = new Reader(ROOMY);
    Finding ann = Findings.of("ann", "new-place").by(ANN).finding();
    reader.change(ann, State.SETTLED);
    reader.seal(Findings.MORNING.plus(Duration.ofDays(90)));
    assertThat(reader.settled).isEmpty();
    reader.seal(Findings.MORNING.plus(Duration.ofDays(91)));
    assertThat(reader.settled.values())
        .singleElement()
        .satisfies(told -> assertThat(told.findings()).containsExactly("ann"));
    assertThat(reader.book.counts()).isEqualTo(new CaseBook.Counts(0, 0, 0, 0, 0, 0));
  }

  @Test
  void aHugeCaseKeepsItsEndsItsStrongestAndTheCount() {
    CaseBounds bounds = new CaseBounds(5, 50, 100, 40);
    Reader reader = new Reader(bounds);
    int all = 3000;
    for (int i = 0; i < all; i++) {
      Findings next =
          Findings.of(String.format("f%04d", i), i % 2 == 0 ? "new-place" : "new-tool")
              .after(Duration.ofSeconds(i));
      if (i == 1234) {
        next.says(Severity.HIGH, Confidence.HIGH);
      }
      reader.change(next.finding(), State.SETTLED);
      if (i % 20 == 0) {
        reader.tell();
        CaseBook.Counts counts = reader.book.counts();
        assertThat(counts.open()).isLessThanOrEqualTo(40);
        assertThat(counts.held()).isLessThanOrEqualTo(12);
        assertThat(counts.links()).isLessThanOrEqualTo(50 + 2 * 40);
      }
    }
    reader.book.finish(reader::hear);
    assertThat(reader.settled.values())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.findingCount()).isEqualTo(all);
              assertThat(told.findings())
                  .startsWith("f0000", "f0001", "f0002", "f0003", "f0004")
                  .contains("f1234")
                  .endsWith("f2995", "f2996", "f2997", "f2998", "f2999")
                  .hasSizeLessThanOrEqualTo(12);
              assertThat(told.severity()).isEqualTo(Severity.HIGH);
              assertThat(told.start()).isEqualTo(Findings.MORNING);
            });
    assertThat(reader.book.counts().forgottenEarly()).isPositive();
  }

  @Test
  void tooManyOpenFindingsMakeTheOldestFinalAndThatIsCounted() {
    Reader reader = new Reader(new CaseBounds(5, 1000, 1000, 10));
    for (int i = 0; i < 30; i++) {
      reader.change(
          Findings.of("f" + i, "new-place").after(Duration.ofSeconds(i)).finding(),
          State.PROVISIONAL);
    }
    reader.tell();
    assertThat(reader.book.counts().open()).isEqualTo(5);
    assertThat(reader.book.counts().sealedEarly()).isEqualTo(25);
    reader.change(Findings.of("f0", "new-place").finding(), State.SETTLED);
    reader.book.finish(reader::hear);
    assertThat(reader.book.counts().changedLate()).isEqualTo(1);
    assertThat(reader.settled.values()).extracting(Case::findingCount).containsExactly(30L);
  }

  @Test
  void whatAnotherVersionSavedIsRefused() {
    CaseBook book = new CaseBook(BUILD, ROOMY);
    byte[] other = {0, 1, 'x', 1};
    assertThatThrownBy(() -> book.restore(new DataInputStream(new ByteArrayInputStream(other))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another version");
  }

  @Test
  void theBatchIsInTheOrderInWhichCasesBegan() {
    List<Finding> findings = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      findings.add(some(random, "f" + i, 500));
    }
    assertThat(GroupFindings.of(findings, ROOMY))
        .extracting(group -> group.first())
        .isSortedAccordingTo(Comparator.comparing(f -> f, FindingGroup.BY_RAISED));
  }
}
