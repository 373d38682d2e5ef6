package dev.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.principal.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents made to hurt: they end in an answer or a clear error, and soon. */
class HostileInputTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Caller ALICE = Caller.parse("arn:aws:iam::123456789012:user/alice");

  private static Outcome ask(Policy policy, String resource, Context context) {
    Request request = Request.of(ALICE, "s3:GetObject", resource, "123456789012", context);
    return Evaluator.decide(request, PolicySet.builder().identity(policy).build()).outcome();
  }

  private static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  @Test
  void tenThousandStatements() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("{\"Sid\":\"S")
          .append(i)
          .append("\",\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::b")
          .append(i)
          .append("/*\"},");
    }
    String json = document(text.substring(0, text.length() - 1));
    Assertions.assertTimeout(
        SOON,
        () -> {
          Policy policy = Policy.parse("big", json);
          assertThat(policy.problems()).isEmpty();
          assertThat(ask(policy, "arn:aws:s3:::b9999/x", Context.empty()))
              .isEqualTo(Outcome.ALLOWED);
          assertThat(ask(policy, "arn:aws:s3:::none/x", Context.empty()))
              .isEqualTo(Outcome.IMPLICITLY_DENIED);
        });
  }

  @Test
  void tenMegabytesInOnePattern() {
    String pattern = "arn:aws:s3:::" + "*a".repeat(5_000_000) + "*";
    Assertions.assertTimeout(
        SOON,
        () -> {
          Policy policy =
              Policy.parse(
                  "big",
                  document(
                      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"" + pattern + "\"}"));
          assertThat(ask(policy, "arn:aws:s3:::" + "a".repeat(2_000), Context.empty()))
              .isEqualTo(Outcome.IMPLICITLY_DENIED);
        });
  }

  @Test
  void tenMegabytesOfKeysOfOneName() {
    String keys = "\"a:b\":\"c\",".repeat(1_000_000);
    String condition = "{\"StringEquals\":{" + keys + "\"a:b\":\"d\"}}";
    Assertions.assertTimeout(
        SOON,
        () -> {
          Policy policy =
              Policy.parse(
                  "big",
                  document(
                      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                          + condition
                          + "}"));
          assertThat(policy.problems()).as("problems are bounded").hasSize(1_000);
          Context last = new Context.Builder().put("a:b", "d").build();
          assertThat(ask(policy, "arn:aws:s3:::x/y", last))
              .as("nobody can say which one counts")
              .isEqualTo(Outcome.UNKNOWN);
        });
  }

  @Test
  void pathologicalWildcardsAgainstLongText() {
    String value = "a".repeat(200_000) + "b";
    for (String pattern :
        new String[] {
          "*a*a*a*a*a*a*a*a*c",
          "*" + "a".repeat(50_000) + "c*",
          "*a".repeat(2_000) + "c",
          "*" + "?".repeat(500) + "c"
        }) {
      Assertions.assertTimeout(
          SOON,
          () -> {
            Policy policy =
                Policy.parse(
                    "p",
                    document(
                        "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"a:b\":\""
                            + pattern
                            + "\"}}}"));
            Context context = new Context.Builder().put("a:b", value).build();
            assertThat(ask(policy, "arn:aws:s3:::x/y", context))
                .isEqualTo(Outcome.IMPLICITLY_DENIED);
          });
    }
  }

  @Test
  void deepNestingIsRefusedByName() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> Policy.parse("deep", "{\"Statement\":" + deep + "}"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("nested deeper than 64 levels");
  }

  @Test
  void invalidUtf8IsRefusedByName() {
    byte[] bytes = document("{\"Sid\":\"x\"}").getBytes(StandardCharsets.UTF_8);
    bytes[40] = (byte) 0xC3;
    assertThatThrownBy(() -> Policy.parse("p", bytes))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("not valid UTF-8");
  }

  @Test
  void hugeNumbersAreNoNumbers() {
    String digits = "9".repeat(1_000_000);
    Assertions.assertTimeout(
        SOON,
        () -> {
          Policy policy =
              Policy.parse(
                  "p",
                  document(
                      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"NumericLessThan\":{\"a:b\":\""
                          + digits
                          + "\"},\"DateLessThan\":{\"a:c\":"
                          + digits.substring(0, 900)
                          + "}}}"));
          Context context = new Context.Builder().put("a:b", "1").put("a:c", "1").build();
          assertThat(ask(policy, "arn:aws:s3:::x/y", context)).isEqualTo(Outcome.IMPLICITLY_DENIED);
        });
  }

  /** Whatever the bytes are, the parser gives a policy or a {@link PolicyException}. */
  @Test
  void damagedDocuments() {
    damaged(20_000, 3);
  }

  @Test
  @Tag("long")
  void damagedDocumentsOften() {
    damaged(2_000_000, 4);
  }

  private static void damaged(int rounds, long seed) {
    Random random = new Random(seed);
    String whole =
        document(
            "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"123456789012\",\"*\"]},\"Action\":[\"s3:*\",\"*\"],\"Resource\":\"arn:aws:s3:::${aws:username, 'x'}/*\",\"Condition\":{\"ForAnyValue:StringLikeIfExists\":{\"a:b\":[\"x\",1,true]},\"DateLessThan\":{\"a:c\":\"2026-01-01T00:00:00Z\"},\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/32\"}}}");
    String alphabet = "{}[]\",:*?$ '\\ntrue0189-./é\u0000\uFFFE\uD800";
    int read = 0;
    for (int i = 0; i < rounds; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int k = 1 + random.nextInt(4); k > 0; k--) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, c);
          case 1 -> text.insert(at, c);
          default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(9)));
        }
      }
      try {
        Policy policy = Policy.parse("p", text.toString());
        assertThat(ask(policy, "arn:aws:s3:::alice/x", Context.empty())).isNotNull();
        read++;
      } catch (PolicyException e) {
        assertThat(e.problems()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(rounds / 20);
  }
}
