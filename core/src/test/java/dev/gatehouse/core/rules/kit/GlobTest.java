package dev.gatehouse.core.rules.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class GlobTest {
  @Property(seed = "20261130")
  void agreesWithARegularExpression(
      @ForAll
          @CharRange(from = '*', to = '*')
          @CharRange(from = 'a', to = 'c')
          @StringLength(max = 8)
          String pattern,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 12) String text) {
    boolean expected = Pattern.matches(pattern.replace("*", ".*"), text);
    assertThat(Glob.matches(pattern, text)).isEqualTo(expected);
  }
}
