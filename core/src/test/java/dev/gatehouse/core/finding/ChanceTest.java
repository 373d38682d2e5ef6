package dev.gatehouse.core.finding;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ChanceTest {
  @Test
  void isToldInWords() {
    assertThat(Chance.words(12)).isEqualTo("1 in 4,096");
    assertThat(Chance.words(100)).isEqualTo("1 in 10^30");
  }

  @Test
  void otherTextHasNoOdds() {
    assertThat(Chance.bits("3 networks")).isEmpty();
    assertThat(Chance.bits("1 in ,,,")).isEmpty();
    assertThat(Chance.bits("1 in 10^")).isEmpty();
  }

  /** Words round to a whole number, of bits or of digits; nothing else is lost. */
  @Property
  void isReadBack(@ForAll @DoubleRange(min = 4, max = 900) double bits) {
    double read = Chance.bits(Chance.words(bits)).orElseThrow();
    assertThat(read).isBetween(bits - (bits > 60 ? 1.8 : 0.2), bits + (bits > 60 ? 1.8 : 0.2));
  }
}
