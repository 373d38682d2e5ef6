package dev.gatehouse.policy.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UniqueIdTest {
  @Test
  void theFirstFourLettersTell() {
    assertThat(UniqueId.LONG_TERM_KEY.is("AKIAIOSFODNN7EXAMPLE")).isTrue();
    assertThat(UniqueId.LONG_TERM_KEY.is("ASIAIOSFODNN7EXAMPLE")).isFalse();
    assertThat(UniqueId.TEMPORARY_KEY.is("ASIAIOSFODNN7EXAMPLE")).isTrue();
    assertThat(UniqueId.ROLE.is("AROADBQP57FF2AEXAMPLE:session")).isTrue();
    assertThat(UniqueId.USER.is(null)).isFalse();
  }

  @Test
  void prefixesAreFourLettersAndDifferent() {
    assertThat(UniqueId.values())
        .extracting(UniqueId::prefix)
        .doesNotHaveDuplicates()
        .allMatch(prefix -> prefix.matches("A[A-Z]{3}"));
  }

  @Test
  void anAccountIsTwelveDigits() {
    assertThat(AccountId.is("123456789012")).isTrue();
    assertThat(AccountId.is("12345678901")).isFalse();
    assertThat(AccountId.is("1234567890123")).isFalse();
    // Digits of other scripts are none.
    assertThat(AccountId.is("12345678901٢")).isFalse();
  }
}
