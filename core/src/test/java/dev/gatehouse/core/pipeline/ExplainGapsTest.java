package dev.gatehouse.core.pipeline;

import static dev.gatehouse.trail.Trail.record;
import static dev.gatehouse.trail.Trail.session;
import static dev.gatehouse.trail.Trail.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.lineage.Activities;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Why an issuing record is not there, of sessions of role deploy in account 444455556666. */
class ExplainGapsTest {
  private static final String HERE = "'recipientAccountId':'444455556666',";
  private static final String ELSEWHERE = "'recipientAccountId':'111122223333',";

  private static String use(String id, String time, String recipient, String created) {
    String session =
        session("444455556666", "deploy", "d", "ASIAD", "")
            .replace(
                "'sessionContext':{",
                created.isEmpty()
                    ? "'sessionContext':{"
                    : "'sessionContext':{'attributes':{'creationDate':'2026-03-01T"
                        + created
                        + "Z'},");
    return record(id, time, "s3:ListBuckets", session, recipient);
  }

  private static String other(String id, String time) {
    return record(id, time, "s3:ListBuckets", user("bob", "AKIABOB"), HERE);
  }

  private static List<Gap> gaps(String id, String... records) {
    return Activities.of(Trail.events(records)).get(id).lineage().gaps();
  }

  @Test
  void theTrailOfTheIssuingAccountIsNotHere() {
    assertThat(gaps("use", use("use", "10:00:00", ELSEWHERE, "09:30:00")))
        .containsExactly(
            new Gap(
                Gap.Kind.ISSUER_OUTSIDE_TRAIL,
                "The session was issued in account 444455556666, whose trail was not here by"
                    + " then."));
  }

  @Test
  void theTrailOfTheIssuingAccountBeginsLater() {
    assertThat(
            gaps("use", use("use", "10:00:00", ELSEWHERE, "09:30:00"), other("first", "10:40:30")))
        .containsExactly(
            new Gap(
                Gap.Kind.ISSUED_BEFORE_TRAIL,
                "The session was issued at 2026-03-01 09:30:00, before the first record of account"
                    + " 444455556666 at 2026-03-01 10:40."));
  }

  /** What comes in a later hour is not known when this hour is over. */
  @Test
  void anotherHoursRecordsDoNotCount() {
    assertThat(
            gaps("use", use("use", "10:59:59", ELSEWHERE, "09:30:00"), other("first", "11:00:00")))
        .extracting(Gap::kind)
        .containsExactly(Gap.Kind.ISSUER_OUTSIDE_TRAIL);
  }

  @Test
  void theTrailCoversTheIssueAndLacksIt() {
    assertThat(
            gaps("use", other("first", "09:10:00"), use("use", "10:00:00", ELSEWHERE, "09:30:00")))
        .extracting(Gap::kind)
        .containsExactly(Gap.Kind.NO_ISSUING_RECORD);
    assertThat(gaps("use", use("use", "10:00:00", HERE, "")))
        .containsExactly(
            new Gap(
                Gap.Kind.NO_ISSUING_RECORD,
                "No record in this trail issued the session, and its own records do not say when it"
                    + " was."));
  }

  @Test
  void isPendingWhileARecordMayStillArrive() {
    Activity settled =
        Activities.of(Trail.events(use("use", "10:00:00", ELSEWHERE, "09:30:00"))).get("use");
    assertThat(ExplainGaps.pending(settled.lineage()).gaps())
        .extracting(Gap::kind)
        .containsExactly(Gap.Kind.PENDING);
  }

  /** The reasons depend on the set of records alone. */
  @Property(tries = 50, seed = "20261130")
  void doesNotDependOnTheOrderOfArrival(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String time = "1%d:%02d:00".formatted(random.nextInt(2), random.nextInt(60));
      records.add(
          random.nextInt(3) == 0
              ? other("other-" + i, time)
              : use("use-" + i, time, ELSEWHERE, "10:%02d:00".formatted(random.nextInt(60))));
    }
    List<TrailEvent> events = Trail.events(records.toArray(new String[0]));
    Map<String, Activity> inOrder = Activities.of(events);
    Collections.shuffle(events, random);
    assertThat(Activities.of(events)).isEqualTo(inOrder);
  }
}
