package dev.gatehouse.core.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikelihoodTest {
  @Test
  void isToldInWords() {
    assertThat(Likelihood.words(12)).isEqualTo("1 in 4,096");
    assertThat(Likelihood.words(100)).isEqualTo("1 in 10^30");
  }
}
