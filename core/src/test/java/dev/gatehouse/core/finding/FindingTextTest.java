package dev.gatehouse.core.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingTextTest {
  private static final String PERSON = "identitycenter:-/omar.costa@example.com";
  private static final String ROLE =
      "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/"
          + "AWSReservedSSO_PlatformEngineer_d0b6eb213fc19666";

  @Test
  void thePersonComesFirst() {
    assertThat(title(PERSON, null, "{actor} read {} secrets", Quantity.count(1200)))
        .isEqualTo("omar.costa@example.com as PlatformEngineer @ 123456789012 read 1,200 secrets");
  }

  @Test
  void theWorkloadComesBeforeItsRole() {
    assertThat(title("service:lambda.amazonaws.com", "arn:…:function:parse", "{actor} wrote"))
        .isEqualTo("parse as PlatformEngineer @ 123456789012 wrote");
  }

  @Test
  void longNamesAreCutUntilTheTitleFits() {
    String name = "x".repeat(300);
    assertThat(
            title(PERSON, null, "{actor} gave {} to {}", Quantity.text(name), Quantity.text(name)))
        .hasSizeLessThan(100)
        .startsWith("omar")
        .contains(" gave x");
  }

  @Test
  void theRoleIsLeftOutBeforeNamesAreCutShort() {
    String name = "payments-database-migration-nightly";
    assertThat(
            title(
                PERSON,
                null,
                "{actor} assumed {} as {}, unlike before",
                Quantity.text(name),
                Quantity.text("migrate")))
        .isEqualTo("omar.costa@example.com assumed " + name + " as migrate, unlike before");
  }

  @Test
  void whoIsBehindItCanStandAlone() {
    assertThat(title(PERSON, null, "{origin} went through {} roles", Quantity.count(3)))
        .isEqualTo("omar.costa@example.com went through 3 roles");
    assertThat(title("service:lambda.amazonaws.com", "arn:…:function:parse", "{origin} wrote"))
        .isEqualTo("parse wrote");
  }

  @Test
  void aSentenceThatBeginsWithAnArnIsNoArn() {
    assertThat(title(PERSON, null, "{origin} did: {}", Quantity.text(ROLE)))
        .isEqualTo("omar.costa@example.com did: PlatformEngineer @ 123456789012");
    assertThat(title(PERSON, null, "{origin} did: {}", Quantity.text("arn:aws:s3:::b is open")))
        .isEqualTo("omar.costa@example.com did: arn:aws:s3:::b is open");
  }

  /** Whatever stands in a record, a title is one short line, and no gap can be smuggled in. */
  @Property(seed = "20261130")
  void noTextBreaksATitle(@ForAll String hostile) {
    String title = title(PERSON, hostile, "{actor} gave {} away", Quantity.text(hostile));
    assertThat(title).hasSizeLessThan(100).doesNotContain("\n", "\u001b", "\u202e");
    assertThat(title(PERSON, null, "{} twice {}", Quantity.text("{actor}{}"), Quantity.count(2)))
        .isEqualTo("{actor}{} twice 2");
  }

  @Test
  void aSentenceHasAsManyGapsAsArguments() {
    assertThatThrownBy(() -> Headline.of("{} and {}", Quantity.count(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quantitiesAreToldInTheirUnits() {
    assertThat(observed(Quantity.of(Unit.MINUTES, 498))).isEqualTo("8 h 18 min");
    assertThat(observed(Quantity.duration(Duration.ofHours(36)))).isEqualTo("36 hours");
    assertThat(observed(Quantity.duration(Duration.ofHours(50)))).isEqualTo("2 days 2 h");
    assertThat(observed(Quantity.of(Unit.SECONDS, 900))).isEqualTo("15 minutes");
    assertThat(observed(Quantity.of(Unit.SECONDS, 1))).isEqualTo("1 second");
    assertThat(observed(Quantity.of(Unit.KILOMETRES, 9804.6))).isEqualTo("9,805 km");
    assertThat(observed(Quantity.of(Unit.HOUR_OF_DAY, 2))).isEqualTo("02:00 UTC");
    assertThat(observed(Quantity.fewerThan(5))).isEqualTo("at most 4");
    assertThat(observed(Quantity.count(3, List.of("a", "b")))).isEqualTo("3: a, b and more");
    assertThat(observed(Quantity.identity(ROLE))).isEqualTo("PlatformEngineer @ 123456789012");
    assertThat(observed(Quantity.time(Instant.EPOCH))).isEqualTo("1970-01-01 00:00:00 UTC");
  }

  /** Nobody to compare with is no news. */
  @Test
  void peersThatThereAreNotAreLeftOut() {
    Reason reason =
        Reason.of(Measure.of("new-country", "new country"), Quantity.text("NL"))
            .unlikely(12)
            .after(Past.of(1, null))
            .among(new PeerCount("ops", 0, 0, 3, 40, 1));
    assertThat(FindingText.PLAIN.reason(reason).background())
        .isEqualTo(
            "1 in 4,096 by its own history; 1 active day learned; first seen now;"
                + " 3 of 40 in the organization, 1 of them within a day");
  }

  private static String observed(Quantity quantity) {
    return FindingText.PLAIN.reason(Reason.of(Measure.of("m", "m"), quantity)).observed();
  }

  private static String title(
      String origin, @Nullable String workload, String sentence, Quantity... arguments) {
    OriginType type = workload == null ? OriginType.IDENTITY_CENTER : OriginType.SERVICE;
    Lineage lineage =
        new Lineage(List.of(), origin, type, workload, null, null, 1, 1, List.of(), List.of());
    return FindingText.PLAIN.title(
        new Finding(
            "id",
            "detector",
            SignalCategory.DATA,
            Headline.of(sentence, arguments),
            Severity.LOW,
            Confidence.LOW,
            ROLE,
            origin,
            "123456789012",
            Instant.EPOCH,
            Evidence.NONE,
            lineage,
            List.of(),
            List.of()));
  }
}
