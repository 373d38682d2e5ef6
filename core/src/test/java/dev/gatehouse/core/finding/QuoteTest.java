package dev.gatehouse.core.finding;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuoteTest {
  @Test
  void takesOutWhatATerminalOrPageWouldObey() {
    assertThat(Quote.plain("a\u001b[31mred\u202e\r\nb")).isEqualTo("a [31mred b");
    assertThat(Quote.plain(null)).isEqualTo("-");
    assertThat(Quote.plain("grüße 😀")).isEqualTo("grüße 😀");
  }

  @Property(seed = "20261130")
  void neverShowsControlCharactersAndStaysShort(@ForAll String text) {
    String plain = Quote.plain(text);
    assertThat(plain.length()).isLessThanOrEqualTo(Quote.CHARACTERS_MAX + 2);
    assertThat(plain.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }
}
