package dev.gatehouse.serve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.serve.store.EvidenceStore.Evidence;
import dev.gatehouse.serve.store.EvidenceStore.Hit;
import dev.gatehouse.serve.store.EvidenceStore.Place;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EvidenceStore} keeps to. */
public abstract class EvidenceStoreContract {
  private EvidenceStore store;

  /** The store under test, with what was stored before. */
  protected abstract EvidenceStore open();

  @BeforeEach
  void begin() {
    store = open();
  }

  @AfterEach
  void end() {
    store.close();
  }

  @Test
  void aRecordIsFoundByItsIdAndByWhatItNames() {
    store.add(
        3,
        List.of(
            evidence(3, 0, "id-a", "arn:aws:iam::123456789012:role/admin AKIDEXAMPLE 192.0.2.7"),
            evidence(3, 1, "id-b", "arn:aws:iam::123456789012:role/reader 192.0.2.70")));
    assertThat(store.find("id-b")).contains(new Place(3, 1));
    assertThat(ids("AKIDEXAMPLE")).containsExactly("id-a");
    assertThat(ids("192.0.2.7")).containsExactly("id-a");
    assertThat(ids("role/reader")).containsExactly("id-b");
    assertThat(ids("123456789012")).containsExactly("id-b", "id-a");
    assertThat(ids("123456789012 AKIDEXAMPLE")).containsExactly("id-a");
    assertThat(ids("nothing")).isEmpty();
  }

  @Test
  void aSecondCopyIsCountedAndNotKept() {
    Evidence record = evidence(1, 0, "id-a", "alice");
    assertThat(store.add(1, List.of(record, record))).isEqualTo(1);
    assertThat(store.add(2, List.of(evidence(2, 0, "id-a", "alice")))).isEqualTo(1);
    assertThat(store.count()).isEqualTo(1);
    assertThat(store.find("id-a")).contains(new Place(1, 0));
    assertThat(store.position()).isEqualTo(2);
  }

  @Test
  void whatIsSearchedForHasNoGrammar() {
    store.add(1, List.of(evidence(1, 0, "id-a", "say \"NEAR\" and OR NOT * ( ) alice-x")));
    for (String text :
        List.of("\"", "*", "NEAR(", "alice*", "text:alice", "a OR b", "alice\" OR \"", "()", "")) {
      assertThat(ids(text)).as(text).hasSizeLessThan(2);
    }
    assertThat(ids("alice-x")).containsExactly("id-a");
  }

  @Test
  void oldRecordsAreForgotten() {
    store.add(1, List.of(evidence(1, 0, "id-a", "alice")));
    store.add(2, List.of(evidence(2, 0, "id-b", "alice")));
    store.dropBefore(2);
    assertThat(ids("alice")).containsExactly("id-b");
    assertThat(store.find("id-a")).isEmpty();
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void itIsThereAfterARestart() {
    store.add(5, List.of(evidence(5, 0, "id-a", "alice")));
    store.close();
    store = open();
    assertThat(store.position()).isEqualTo(5);
    assertThat(ids("alice")).containsExactly("id-a");
  }

  private List<String> ids(String text) {
    return store.search(text, 10).stream().map(Hit::eventId).toList();
  }

  private static Evidence evidence(long frame, int ordinal, String id, String text) {
    return new Evidence(
        new Place(frame, ordinal), id, 1_770_000_000, "123456789012", "sts:AssumeRole", text);
  }
}
