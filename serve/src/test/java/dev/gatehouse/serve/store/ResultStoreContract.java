package dev.gatehouse.serve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ResultStore} keeps to. */
public abstract class ResultStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private ResultStore store;

  /** The store under test, with what was stored before. */
  protected abstract ResultStore open();

  @BeforeEach
  void begin() {
    store = open();
  }

  @AfterEach
  void end() {
    store.close();
  }

  @Test
  void anEmptyStoreStandsAtTheBeginning() {
    assertThat(store.position()).isZero();
    assertThat(store.newest()).isEqualTo(Instant.MIN);
    assertThat(store.findings(FindingQuery.all(10))).isEmpty();
    assertThat(store.cases(CaseQuery.all(10))).isEmpty();
    assertThat(store.finding("none")).isEmpty();
    assertThat(store.caseOf("none")).isEmpty();
    assertThat(store.counts()).isEqualTo(new ResultStore.Counts(0, 0, 0));
  }

  @Test
  void resultsAndTheirPositionAreThereAfterARestart() {
    StoredFinding finding = finding("one", Severity.HIGH, 0);
    store.apply(new Results(7, List.of(finding), List.of(), List.of(), NOON));
    store.sync();
    store.close();
    store = open();
    assertThat(store.position()).isEqualTo(7);
    assertThat(store.newest()).isEqualTo(NOON);
    assertThat(store.finding("one")).contains(finding);
  }

  @Test
  void aNewFormTakesThePlaceOfTheOneBefore() {
    StoredFinding before = finding("one", Severity.HIGH, 0);
    StoredFinding after = finding("one", Severity.LOW, 60);
    apply(1, before);
    apply(2, after);
    assertThat(store.findings(FindingQuery.all(10))).containsExactly(after);
  }

  @Test
  void whatIsWithdrawnIsShownOnlyWhereItIsAskedFor() {
    StoredFinding finding = finding("one", Severity.HIGH, State.WITHDRAWN, true, 0);
    apply(1, finding);
    assertThat(store.findings(FindingQuery.all(10))).isEmpty();
    assertThat(store.finding("one")).contains(finding);
    assertThat(store.counts().findings()).isZero();
  }

  @Test
  void whatCountsForNothingIsShownOnlyWhereItIsAskedFor() {
    StoredFinding shadow = finding("one", Severity.HIGH, State.SETTLED, false, 0);
    apply(1, shadow);
    assertThat(store.findings(FindingQuery.all(10))).isEmpty();
    FindingQuery all =
        new FindingQuery(
            Severity.LOW, null, null, null, null, true, Instant.MIN, Instant.MAX, null, 10);
    assertThat(store.findings(all)).containsExactly(shadow);
  }

  @Test
  void findingsComeTheLastFirstPageByPageEachOnce() {
    List<StoredFinding> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // Several are raised at one time.
      all.add(finding(String.format("f%02d", i), Severity.HIGH, i / 4 * 60L));
    }
    apply(1, all.toArray(StoredFinding[]::new));
    List<StoredFinding> read = new ArrayList<>();
    After after = null;
    List<StoredFinding> page;
    do {
      page =
          store.findings(
              new FindingQuery(
                  Severity.LOW, null, null, null, null, false, Instant.MIN, Instant.MAX, after, 7));
      read.addAll(page);
      StoredFinding last = page.get(page.size() - 1);
      after = After.parse(new After(last.raised(), last.id()).text()).orElseThrow();
    } while (page.size() == 7);
    List<StoredFinding> reversed = new ArrayList<>(all);
    java.util.Collections.reverse(reversed);
    assertThat(read).containsExactlyElementsOf(reversed);
  }

  @Test
  void eachConditionOfAQuestionCounts() {
    StoredFinding low = finding("low", Severity.LOW, 0);
    StoredFinding high = finding("high", Severity.HIGH, 3600);
    apply(1, low, high);
    assertThat(ids(Severity.HIGH, null, null, Instant.MIN, Instant.MAX)).containsExactly("high");
    assertThat(ids(Severity.LOW, "rule-low", null, Instant.MIN, Instant.MAX))
        .containsExactly("low");
    assertThat(ids(Severity.LOW, null, "origin-high", Instant.MIN, Instant.MAX))
        .containsExactly("high");
    assertThat(ids(Severity.LOW, null, null, NOON.plusSeconds(1), Instant.MAX))
        .containsExactly("high");
    assertThat(ids(Severity.LOW, null, null, Instant.MIN, NOON.plusSeconds(3600)))
        .containsExactly("low");
  }

  @Test
  void hostileTextIsTextAndNothingElse() {
    String hostile = "x'); DROP TABLE finding; --\u0000\ud83d\ude00\u202e";
    apply(1, finding(hostile, Severity.LOW, 0));
    assertThat(store.finding(hostile)).isPresent();
    assertThat(store.caseOf(hostile)).isEmpty();
    assertThat(store.findings(FindingQuery.all(10))).hasSize(1);
  }

  @Test
  void whatIsSetAsideIsKeptWithItsReason() {
    SetAside aside = new SetAside(0, NOON, "folder:a", "b.gz", "TRUNCATED", "It ends early.", "{");
    store.apply(new Results(1, List.of(), List.of(), List.of(aside, aside), NOON));
    List<SetAside> kept = store.setAside(Long.MAX_VALUE, 1);
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).detail()).isEqualTo("It ends early.");
    assertThat(store.setAside(kept.get(0).number(), 10)).hasSize(1);
    assertThat(store.counts().setAside()).isEqualTo(2);
  }

  private List<String> ids(
      Severity severity, String detector, String about, Instant since, Instant until) {
    return store
        .findings(
            new FindingQuery(severity, null, detector, null, about, false, since, until, null, 10))
        .stream()
        .map(StoredFinding::id)
        .toList();
  }

  private void apply(long position, StoredFinding... findings) {
    store.apply(new Results(position, List.of(findings), List.of(), List.of(), NOON));
  }

  private static StoredFinding finding(String id, Severity severity, long seconds) {
    return finding(id, severity, State.PROVISIONAL, true, seconds);
  }

  private static StoredFinding finding(
      String id, Severity severity, State state, boolean counts, long seconds) {
    Instant raised = NOON.plusSeconds(seconds);
    return new StoredFinding(
        id,
        1,
        state,
        counts,
        "rule-" + id,
        severity,
        50,
        "identity-" + id,
        "origin-" + id,
        "123456789012",
        raised,
        raised,
        raised,
        "{\"id\":\"x\"}");
  }
}
