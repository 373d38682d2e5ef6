package dev.gatehouse.cli.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.config.Handling;
import dev.gatehouse.cli.config.Mode;
import dev.gatehouse.cli.config.Profile;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Instant DAY_14 = Samples.BEGIN.plus(Duration.ofDays(14));

  /** The first instant of the fifteenth day counts, the last before it does not. */
  @Test
  void aStatisticalFindingCountsFromItsDayOn() {
    Profile profile = Samples.profile(14, Map.of());
    assertThat(ids(profile, "off-hours", DAY_14.minusNanos(1))).isEmpty();
    assertThat(ids(profile, "off-hours", DAY_14)).containsExactly("one");
  }

  @Property
  void noStatisticalFindingCountsBeforeItsDayAndEveryOtherDoes(
      @ForAll @IntRange(min = 0, max = 30) int days,
      @ForAll @IntRange(min = 0, max = 720) int hour) {
    Profile profile = Samples.profile(days, Map.of());
    Instant raised = Samples.BEGIN.plus(Duration.ofHours(hour));
    assertThat(ids(profile, "new-place", raised)).hasSize(hour < days * 24 ? 0 : 1);
    assertThat(ids(profile, "root-used", raised)).hasSize(1);
    assertThat(ids(profile, "behaviour-composite", raised)).hasSize(1);
  }

  @Test
  void anyDetectionCanBeInShadow() {
    Profile profile = Samples.profile(0, Map.of("root-used", Mode.SHADOW));
    assertThat(ids(profile, "root-used", DAY_14)).isEmpty();
    assertThat(ids(profile, "off-hours", DAY_14)).containsExactly("one");
  }

  @Test
  void aThresholdLowersWhatIsNotUnlikelyEnough() {
    Handling handling = new Handling(Mode.ON, 10, 20);
    assertThat(severity(handling, Severity.HIGH, "1 in 1,048,576")).isEqualTo(Severity.HIGH);
    assertThat(severity(handling, Severity.HIGH, "1 in 100,000")).isEqualTo(Severity.MEDIUM);
    assertThat(severity(handling, Severity.HIGH, "1 in 500")).isEqualTo(Severity.LOW);
    assertThat(severity(handling, Severity.MEDIUM, "1 in 1,024")).isEqualTo(Severity.MEDIUM);
    assertThat(severity(handling, Severity.MEDIUM, "1 in 1,000")).isEqualTo(Severity.LOW);
  }

  /** A fixed limit is no matter of odds: 200 assumptions in 10 minutes stay what they are. */
  @Test
  void aThresholdLeavesAloneWhatTellsNoOdds() {
    assertThat(severity(new Handling(Mode.ON, 999, 999), Severity.HIGH, ""))
        .isEqualTo(Severity.HIGH);
  }

  @Test
  void whatIsLoweredSaysSo() {
    Finding told =
        new Handling(Mode.ON, 0, 20)
            .of(Samples.finding("one", "new-place", Severity.HIGH, "1 in 8", DAY_14));
    assertThat(told.score()).isEqualTo(50);
    assertThat(told.why())
        .last()
        .satisfies(
            why -> {
              assertThat(why.observed()).isEqualTo("medium instead of high");
              assertThat(why.expected()).isEqualTo("at least 1 in 1,048,576 for high");
            });
  }

  private static Severity severity(Handling handling, Severity severity, String chance) {
    return handling.of(Samples.finding("one", "new-place", severity, chance, DAY_14)).severity();
  }

  private static List<String> ids(Profile profile, String detector, Instant raised) {
    Finding finding = Samples.finding("one", detector, Severity.HIGH, "1 in 8", raised);
    Profile.Sorted sorted = profile.sort(List.of(Samples.state(finding)), Samples.BEGIN);
    assertThat(sorted.counted().size() + sorted.shadow().size()).isEqualTo(1);
    return sorted.counted().stream().map(FindingState::finding).map(Finding::id).toList();
  }
}
