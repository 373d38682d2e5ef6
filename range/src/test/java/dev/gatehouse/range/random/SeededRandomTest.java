package dev.gatehouse.range.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
  @Test
  void streamsDependOnSeedAndNamesOnly() {
    assertThat(SeededRandom.of(1, "a", "b").uuid()).isEqualTo(SeededRandom.of(1, "a", "b").uuid());
    assertThat(SeededRandom.of(1, "a", "b").uuid())
        .isNotEqualTo(SeededRandom.of(2, "a", "b").uuid());
    assertThat(SeededRandom.of(1, "a", "b").uuid())
        .isNotEqualTo(SeededRandom.of(1, "ab", "").uuid());
  }

  @Test
  void idsHaveTheirForms() {
    SeededRandom random = SeededRandom.of(1, "ids");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String uuid = random.uuid();
      assertThat(uuid)
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      assertThat(seen.add(uuid)).isTrue();
    }
    assertThat(random.id("ASIA", 20)).matches("ASIA[A-Z2-7]{16}");
    assertThat(random.base64(40)).matches("[A-Za-z0-9+/]{40}");
  }

  @Test
  void poissonHasItsMean() {
    SeededRandom random = SeededRandom.of(1, "poisson");
    for (double mean : new double[] {0.3, 5, 80}) {
      long sum = 0;
      for (int i = 0; i < 20_000; i++) {
        sum += random.poisson(mean);
      }
      // Five standard errors.
      assertThat(sum / 20_000.0)
          .isBetween(mean - 5 * Math.sqrt(mean / 20_000), mean + 5 * Math.sqrt(mean / 20_000));
    }
  }
}
