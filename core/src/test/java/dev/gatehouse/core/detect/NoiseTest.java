package dev.gatehouse.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NoiseTest {
  private static final Noise NOISE =
      Noise.of(
          """
          # a comment
          off-hours\t7\t90\t1000\t10\t8
          off-hours\t8\t10\t1000\t2\t2
          root-used\t7\t90\t1000\t1\t0
          new-tool\t7\t90\t1000\t0\t0
          """);

  @Test
  void addsUpTheSeeds() {
    assertThat(NOISE.brief("off-hours")).isEqualTo("10 of 12");
    assertThat(NOISE.words("off-hours"))
        .isEqualTo(
            "12 findings, 10 false on seeds 7, 8 of [the range](range.md#the-noise-of-each-detection),"
                + " 100 days in all. 0.1000 false ones a day for each 1,000 identities.");
  }

  @Test
  void saysWhenThereWasNothing() {
    assertThat(NOISE.words("root-used"))
        .isEqualTo(
            "1 finding, 0 false on seed 7 of [the range](range.md#the-noise-of-each-detection),"
                + " 90 days in all.");
    assertThat(NOISE.words("new-tool"))
        .isEqualTo(
            "no findings on seed 7 of [the range](range.md#the-noise-of-each-detection), 90 days in"
                + " all.");
    assertThat(NOISE.brief("made-later")).isEqualTo("–");
    assertThat(NOISE.words("made-later")).isEqualTo("not yet.");
  }

  @Test
  void refusesOtherLines() {
    assertThatThrownBy(() -> Noise.of("off-hours\t7"))
        .hasMessage("`off-hours\t7` has 2 cells, not six.");
    assertThatThrownBy(() -> Noise.of("off-hours\t7\t90\tmany\t0\t0"))
        .hasMessageContaining("a word where a number belongs");
  }
}
