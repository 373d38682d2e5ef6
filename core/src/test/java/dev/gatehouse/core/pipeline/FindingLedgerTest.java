package dev.gatehouse.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.stage.Change;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener is told of one finding: state, revision, title. */
class FindingLedgerTest {
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

  private final List<String> told = new ArrayList<>();
  private final FindingLedger ledger = ledger();

  private FindingLedger ledger() {
    return new FindingLedger(
        List.of(
            (state, counts) ->
                told.add(
                    state.state().word()
                        + " "
                        + state.revision()
                        + " "
                        + state.finding().title()
                        + (counts ? "" : " in shadow"))));
  }

  private static Change<JudgedFinding> change(
      String producer, String title, boolean withdrawn, boolean counts) {
    String user = "arn:aws:iam::123456789012:user/ann";
    Finding finding =
        new Finding(
            "one",
            "root-used",
            SignalCategory.PRIVILEGE,
            Headline.of(title),
            Severity.HIGH,
            Confidence.HIGH,
            user,
            user,
            "123456789012",
            TIME,
            Evidence.NONE.and("event", TIME),
            new Lineage(
                List.of(), user, OriginType.USER, null, null, null, 0, 0, List.of(), List.of()),
            List.of(),
            List.of());
    return new Change<>("one", producer, TIME, TIME, new JudgedFinding(finding, counts), withdrawn);
  }

  private void holds(String producer, String title) {
    ledger.changed(change(producer, title, false, true));
  }

  private void withdraws(String producer, String title) {
    ledger.changed(change(producer, title, true, true));
  }

  @Test
  void tellsEachFormOnceAndTheLastAsSettled() {
    holds("a", "first");
    ledger.tell();
    withdraws("a", "first");
    holds("a", "second");
    ledger.tell();
    ledger.settled(change("a", "second", false, true));
    assertThat(told)
        .containsExactly("provisional 1 first", "provisional 2 second", "settled 2 second");
  }

  @Test
  void saysNothingOfWhatCameAndWentWithinABatch() {
    holds("a", "first");
    withdraws("a", "first");
    ledger.tell();
    assertThat(told).isEmpty();
  }

  /** A finding may move to another key; the old one's withdrawal can come after. */
  @Test
  void aLateWithdrawalDoesNotHitTheSuccessor() {
    holds("a", "first");
    ledger.tell();
    holds("b", "second");
    withdraws("a", "first");
    ledger.tell();
    withdraws("b", "second");
    ledger.tell();
    assertThat(told)
        .containsExactly("provisional 1 first", "provisional 2 second", "withdrawn 2 second");
  }

  @Test
  void countsOnAfterARestart() throws IOException {
    holds("a", "first");
    ledger.tell();
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    ledger.save(new DataOutputStream(saved));
    FindingLedger again = ledger();
    again.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    again.changed(change("a", "first", true, true));
    again.tell();
    again.changed(change("a", "second", false, false));
    again.tell();
    assertThat(told)
        .containsExactly(
            "provisional 1 first", "withdrawn 1 first", "provisional 2 second in shadow");
  }

  /** What was withdrawn and cannot come back takes no memory. */
  @Test
  void forgetsWhatIsOver() throws IOException {
    holds("a", "first");
    ledger.tell();
    withdraws("a", "first");
    ledger.tell();
    ledger.forget(TIME.plusSeconds(1));
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    ledger.save(new DataOutputStream(saved));
    assertThat(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())).readInt())
        .isZero();
  }
}
