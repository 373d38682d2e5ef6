package dev.gatehouse.core.cases;

import static dev.gatehouse.core.cases.Findings.ANN;
import static dev.gatehouse.core.cases.Findings.BOB;
import static dev.gatehouse.core.cases.Findings.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.cases.session.SessionTree;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What cases say of credentials, of each other and in their titles. */
class CaseDetailsTest {
  private static final BuildCases BUILD = new BuildCases(Map.of(), Estate.EMPTY);

  private static Case built(Finding... findings) {
    return BUILD.of(List.of(findings)).get(0);
  }

  @Test
  void credentialsAreOneTreeAParentBeforeItsChildren() {
    Finding first =
        Findings.of("first", "log-tampering").through("a", "ASIA1").through("b", "ASIA2").finding();
    Finding second =
        Findings.of("second", "log-tampering")
            .through("a", "ASIA1")
            .through("c", "ASIA3")
            .after(Duration.ofMinutes(5))
            .finding();
    CaseDetails details = built(first, second).details();
    assertThat(details.sessions())
        .extracting(session -> session.parent() + " > " + session.id())
        .containsExactly("null > ASIA1", "ASIA1 > ASIA2", "ASIA1 > ASIA3");
    assertThat(details.sessionCount()).isEqualTo(3);
    // Two issues were made with the first, one record is cited of each of the others.
    assertThat(details.sessions()).extracting(CaseSession::calls).containsExactly(2L, 1L, 1L);
    assertThat(details.sessions()).allMatch(CaseSession::isProven);
  }

  @Test
  void aKeyHangsUnderTheSessionThatMadeIt() {
    Finding made =
        Findings.of("made", "access-key-for-another")
            .through("admin", "ASIA1")
            .shows("create-key")
            .finding();
    Finding used =
        Findings.of("used", "log-tampering")
            .by(BOB)
            .withKey("AKIAEXAMPLEBOB")
            .because(Cause.Kind.ACCESS_KEY_CREATED, "AKIAEXAMPLEBOB", "create-key", ANN, "ASIA1")
            .after(Duration.ofHours(1))
            .finding();
    CaseSession key =
        built(made, used).details().sessions().stream()
            .filter(CaseSession::longTerm)
            .findFirst()
            .orElseThrow();
    assertThat(key.id()).isEqualTo("AKIAEXAMPLEBOB");
    assertThat(key.parent()).isEqualTo("ASIA1");
    assertThat(key.cause()).isEqualTo(Cause.Kind.ACCESS_KEY_CREATED);
    assertThat(key.issuedBy()).isEqualTo("create-key");
    assertThat(key.isProven()).isTrue();
    assertThat(key.isLive(Instant.MAX)).isTrue();
  }

  @Test
  void whatStillWorksEndsWithTheCredentialAndIsNeverGuessed() {
    Finding stated = Findings.of("stated", "log-tampering").through("a", "ASIA1").finding();
    Finding open = Findings.of("open", "log-tampering").endless().through("a", "ASIA1").finding();
    Instant end = MORNING.plusSeconds(3540);
    assertThat(built(stated).details().live(end.minusSeconds(1))).hasSize(1);
    assertThat(built(stated).details().live(end)).isEmpty();
    assertThat(built(stated).details().summary().unknown()).isEmpty();
    assertThat(built(open).details().live(MORNING)).isEmpty();
    assertThat(built(open).details().summary().unknown())
        .containsExactly("Until when 1 credential works: no issuing record says it.");
  }

  @Test
  void waysThatContradictEachOtherMakeNoCycle() {
    Finding one =
        Findings.of("one", "log-tampering").through("a", "ASIA1").through("b", "ASIA2").finding();
    Finding other =
        Findings.of("other", "log-tampering").through("b", "ASIA2").through("a", "ASIA1").finding();
    assertThat(built(one, other).details().sessions())
        .extracting(session -> session.parent() + " > " + session.id())
        .containsExactly("null > ASIA1", "ASIA1 > ASIA2");
  }

  @Test
  void credentialsAreBoundedAndCounted() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < SessionTree.SESSIONS_MAX + 50; i++) {
      findings.add(
          Findings.of("f" + i, "new-place")
              .through("a", "ASIA")
              .through("b", "ASIA" + i)
              .finding());
    }
    findings.add(
        Findings.of("worst", "log-tampering")
            .says(Severity.HIGH, Confidence.HIGH)
            .through("a", "ASIA")
            .through("b", "ASIAWORST")
            .after(Duration.ofHours(1))
            .finding());
    SessionTree tree = new SessionTree(findings, Names.PLAIN);
    assertThat(tree.count()).isEqualTo(SessionTree.SESSIONS_MAX + 52);
    assertThat(tree.sessions())
        .hasSize(SessionTree.SESSIONS_MAX)
        .extracting(CaseSession::id)
        .contains("ASIAWORST");
  }

  @Test
  void titlesFitWhateverTheNamesAre() {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      String name = "n\ud83d\udd11é{}{actor} ".repeat(random.nextInt(1, 40));
      Findings finding =
          Findings.of("f" + i + name, random.nextBoolean() ? "log-tampering" : "new-place")
              .by(random.nextBoolean() ? "unknown" : "arn:aws:iam::123456789012:user/" + name);
      for (int hop = random.nextInt(5); hop > 0; hop--) {
        finding.through(random.nextBoolean() ? "r" + hop : name + hop, "ASIA" + hop);
      }
      Case told = built(finding.finding());
      assertThat(told.title()).hasSizeLessThan(160).matches(CaseDetailsTest::isWhole);
      assertThat(told.shortTitle()).hasSizeLessThan(100).matches(CaseDetailsTest::isWhole);
    }
  }

  /** No half of a surrogate pair. */
  private static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Test
  void aShortIdStaysOverMergesAndTellsCasesApart() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(CaseId.shortened("case-off-hours-20260318T02-" + i));
    }
    assertThat(ids).hasSize(1000).allMatch(id -> id.matches("0318-[2-9b-z]{6}"));
    Finding first = Findings.of("first", "new-place").finding();
    Finding more = Findings.of("more", "log-tampering").after(Duration.ofHours(1)).finding();
    assertThat(built(first, more).shortId()).isEqualTo(built(first).shortId());
  }

  @Test
  void casesFarApartNameEachOther() {
    Finding one = Findings.of("one", "log-tampering").through("a", "ASIA1").finding();
    Finding days = Findings.of("days", "log-tampering").after(Duration.ofDays(9)).finding();
    Finding bob =
        Findings.of("bob", "log-tampering")
            .by(BOB)
            .through("a", "ASIA2")
            .after(Duration.ofDays(30))
            .finding();
    List<Case> cases = BUILD.of(List.of(one, days, bob));
    assertThat(cases).hasSize(3);
    RelatedCases.Found found = new RelatedCases(cases).of(cases.get(0));
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.cases())
        .extracting(related -> related.other().id() + related.by())
        .containsExactly("case-days[ORIGIN]", "case-bob[NETWORK, ROLE]");
  }

  @Test
  void relatedCasesAreBoundedAndWhatAllShareTellsNothing() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      findings.add(
          Findings.of("f" + i, "log-tampering")
              .through("common", "ASIA" + i)
              .by("arn:aws:iam::123456789012:user/u" + i)
              .after(Duration.ofDays(i))
              .finding());
    }
    List<Case> some = BUILD.of(findings);
    RelatedCases.Found found = new RelatedCases(some).of(some.get(30));
    assertThat(found.count()).isEqualTo(59);
    assertThat(found.cases()).hasSize(RelatedCases.RELATED_MAX);
    assertThat(found.cases().get(0).other().id()).isIn("case-f29", "case-f31");
    for (int i = 60; i < 120; i++) {
      findings.add(
          Findings.of("f" + i, "log-tampering")
              .through("common", "ASIA" + i)
              .by("arn:aws:iam::123456789012:user/u" + i)
              .after(Duration.ofDays(i))
              .finding());
    }
    List<Case> many = BUILD.of(findings);
    assertThat(new RelatedCases(many).of(many.get(30)).count()).isZero();
  }

  @Test
  void nothingIsCertainAndNothingIsDueBelowMediumConfidence() {
    assertThat(CaseScore.words(1)).isEqualTo("99.9 of 100");
    assertThat(CaseScore.words(0.9951)).isEqualTo("99.5 of 100");
    assertThat(CaseScore.words(0.7)).isEqualTo("70 of 100");
  }
}
