package dev.gatehouse.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {
  private static String word(Random random, String alphabet, int max) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  private static boolean byRegex(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  @Test
  void agreesWithRegularExpressions() {
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      String pattern = word(random, "ab*?*", 7);
      String text = word(random, "ab", 8);
      assertThat(Glob.of(pattern).matches(text))
          .as(pattern + " " + text)
          .isEqualTo(byRegex(pattern, text));
    }
  }

  @Test
  void longPiecesAreFoundByTable() {
    Random random = new Random(6);
    for (int i = 0; i < 2_000; i++) {
      String piece = word(random, "ab", 20) + "a".repeat(32);
      String pattern = "*" + piece + "*b";
      String text =
          word(random, "ab", 30) + piece.substring(random.nextInt(3)) + word(random, "ab", 9);
      assertThat(Glob.of(pattern).matches(text)).isEqualTo(byRegex(pattern, text));
    }
  }

  @Test
  void containmentIsNeverClaimedWronglyNorMeetingDenied() {
    Random random = new Random(7);
    int contained = 0;
    for (int i = 0; i < 20_000; i++) {
      String wide = word(random, "ab*?*", 6);
      String narrow = word(random, "ab*?", 6);
      boolean contains = GlobRelation.contains(Glob.of(wide), Glob.of(narrow));
      boolean mayMeet = GlobRelation.mayMeet(Glob.of(wide), Glob.of(narrow));
      contained += contains ? 1 : 0;
      for (int k = 0; k < 20; k++) {
        String text = Glob.of(narrow).example(word(random, "ab", 3)).replace('x', 'a');
        boolean inWide = Glob.of(wide).matches(text);
        assertThat(!contains || inWide).as(wide + " contains " + narrow + ", not " + text).isTrue();
        assertThat(mayMeet || !inWide).as(wide + " meets " + narrow + " in " + text).isTrue();
      }
    }
    assertThat(contained).isGreaterThan(500);
  }

  @Test
  void noncharactersOfATextAreNoWildcards() {
    assertThat(Glob.of("a\uFFFEb").matches("axxb")).isFalse();
    assertThat(Glob.of("a\uFFFFb").matches("axb")).isFalse();
  }

  @Test
  void aTextInCommonIsMatchedByBoth() {
    Random random = new Random(8);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      Glob one = Glob.of(word(random, "ab*?", 6));
      Glob other = Glob.of(word(random, "ab*?*", 6));
      String text = GlobRelation.common(one, other, 'a');
      if (text != null) {
        found++;
        assertThat(one.matches(text) && other.matches(text))
            .as(one + " " + other + " " + text)
            .isTrue();
      }
      assertThat(text != null).isEqualTo(GlobRelation.mayMeet(one, other));
    }
    assertThat(found).isGreaterThan(2_000);
    assertThat(
            GlobRelation.common(Glob.of("repo:octo-org?/*"), Glob.of("repo:octo-orgx/*:main"), 'x'))
        .isEqualTo("repo:octo-orgx/:main");
  }
}
