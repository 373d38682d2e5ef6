package dev.gatehouse.estate.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.intent.Documented.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustMapTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String DEPLOY = "arn:aws:iam::444455556666:role/deploy";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a role is the same however it is written
          arn:aws:iam::111122223333:role/build | arn:aws:iam::111122223333:role/build | true
          arn:aws:iam::111122223333:role/build | arn:aws:iam::111122223333:role/ci/build | true
          arn:aws:iam::111122223333:role/ci/build | arn:aws:iam::111122223333:role/build | true
          arn:aws:iam::111122223333:role/ci/build | arn:aws:sts::111122223333:assumed-role/build/run-1 | true
          arn:aws:iam::111122223333:role/ci/build | arn:aws:iam::111122223333:role/cd/build | false
          arn:aws:iam::111122223333:role/build | arn:aws:iam::111122223333:role/builder | false
          arn:aws:iam::111122223333:role/build | arn:aws:iam::444455556666:role/build | false
          arn:aws:iam::111122223333:role/build | arn:aws:iam::111122223333:user/build | false
          arn:aws:sts::111122223333:assumed-role/build/* | arn:aws:iam::111122223333:role/ci/build | true
          arn:aws:sts::111122223333:assumed-role/build/run-1 | arn:aws:sts::111122223333:assumed-role/build/run-1 | true
          arn:aws:sts::111122223333:assumed-role/build/run-1 | arn:aws:sts::111122223333:assumed-role/build/run-2 | false
          arn:aws:sts::111122223333:assumed-role/build/run-1 | arn:aws:iam::111122223333:role/build | false
          # wildcards
          arn:aws:iam::*:role/build | arn:aws:iam::111122223333:role/build | true
          arn:aws:iam::111122223333:role/ci/* | arn:aws:iam::111122223333:role/ci/build | true
          arn:aws:iam::111122223333:role/ci/* | arn:aws:iam::111122223333:role/cd/build | false
          arn:aws:iam::111122223333:* | arn:aws:iam::111122223333:user/alice | true
          * | service:ec2.amazonaws.com | true
          # an account is any principal of it
          arn:aws:iam::111122223333:root | arn:aws:iam::111122223333:user/alice | true
          arn:aws:iam::111122223333:root | arn:aws:sts::111122223333:assumed-role/build/run-1 | true
          arn:aws:iam::111122223333:root | account:111122223333 | true
          111122223333 | account:111122223333 | true
          arn:aws:iam::111122223333:root | account:444455556666 | false
          arn:aws:iam::111122223333:user/alice | arn:aws:iam::111122223333:root | false
          arn:aws:iam::111122223333:role/build | account:111122223333 | false
          # providers and services
          federated:arn:aws:iam::111122223333:oidc-provider/token.example.com/repo:org/* | federated:arn:aws:iam::111122223333:oidc-provider/token.example.com/repo:org/app | true
          federated:arn:aws:iam::111122223333:oidc-provider/token.example.com/repo:org/* | federated:token.example.com/repo:org/app | true
          federated:token.example.com/repo:org/* | federated:https://token.example.com/repo:org/app | true
          federated:token.example.com/repo:org/* | federated:token.example.com/repo:other/app | false
          federated:arn:aws:iam::111122223333:saml-provider/corp/* | federated:arn:aws:iam::444455556666:saml-provider/corp/alice | false
          service:ec2.amazonaws.com | service:ec2.amazonaws.com | true
          service:ec2.amazonaws.com | service:lambda.amazonaws.com | false
          identitycenter:d-123/* | identitycenter:d-123/alice | true
          """)
  void knowsWhoIsMeant(String written, String actual, boolean same) {
    TrustMap map = TrustMap.of(List.of(edge(written, DEPLOY, null, null)));
    assertThat(map.documented(actual, DEPLOY, NOW, 1).status())
        .isEqualTo(same ? Status.DOCUMENTED : Status.UNDOCUMENTED);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::444455556666:role/deploy, DOCUMENTED",
    "arn:aws:sts::444455556666:assumed-role/deploy/x, DOCUMENTED",
    "arn:aws:iam::444455556666:role/team/deploy, DOCUMENTED",
    "arn:aws:iam::777788889999:role/deploy, UNDOCUMENTED",
    "arn:aws:iam::444455556666:role/other, UNDOCUMENTED",
  })
  void knowsTheTargetInEveryForm(String role, Status status) {
    TrustMap map = TrustMap.of(List.of(edge("*", DEPLOY, null, null)));
    assertThat(map.documented("service:x", role, NOW, 1).status()).isEqualTo(status);
  }

  @Test
  void endsAnException() {
    TrustEdge old = edge("*", DEPLOY, null, Instant.parse("2026-01-01T00:00:00Z"));
    TrustEdge last = edge("*", DEPLOY, null, Instant.parse("2026-02-01T00:00:00Z"));
    TrustMap map = TrustMap.of(List.of(old, last));
    assertThat(map.documented("service:x", DEPLOY, NOW, 1))
        .isEqualTo(new Documented(Status.EXPIRED_EXCEPTION, last));
    assertThat(map.documented("service:x", DEPLOY, Instant.parse("2026-01-31T23:59:59Z"), 1))
        .isEqualTo(new Documented(Status.DOCUMENTED, last));
  }

  @Test
  void boundsTheDepth() {
    TrustEdge short1 = edge("*", DEPLOY, 1, null);
    TrustEdge longer = edge("arn:aws:iam::111122223333:root", DEPLOY, 3, null);
    TrustMap map = TrustMap.of(List.of(short1, longer));
    assertThat(map.documented("service:x", DEPLOY, NOW, 2))
        .isEqualTo(new Documented(Status.TOO_DEEP, short1));
    assertThat(map.documented("account:111122223333", DEPLOY, NOW, 2))
        .isEqualTo(new Documented(Status.DOCUMENTED, longer));
  }

  @Test
  void knowsNothingWithoutAMap() {
    assertThat(TrustMap.ABSENT.documented("x", DEPLOY, NOW, 1).status()).isEqualTo(Status.UNKNOWN);
    assertThat(TrustMap.of(List.of()).documented("x", DEPLOY, NOW, 1).status())
        .isEqualTo(Status.UNDOCUMENTED);
  }

  @Test
  void readsAFileAndLeavesOutWhatIsWrong() {
    String text =
        """
        # who may become whom
        version: 1
        edges:
          - source: "arn:aws:iam::111122223333:role/build"
            target: "arn:aws:iam::444455556666:role/deploy"
            purpose: deployment
            owner: payments
            max_depth: 2
          - source: "*"
          - {source: a, target: b, max_depth: two}
          - source: a
            target: b
            until: 2026-02-30
          - source: a
            target: b
            untill: 2026-02-28
          - just text
          - source: 111122223333
            target: "arn:aws:iam::444455556666:role/deploy"
            until: 2026-03-31
            approvedBy: alice@example.com
        """;
    List<String> problems = new ArrayList<>();
    assertThat(TrustFile.recognises(text)).isTrue();
    List<TrustEdge> edges = TrustFile.read(text, "trust.yaml", problems);
    assertThat(edges)
        .containsExactly(
            new TrustEdge(
                "arn:aws:iam::111122223333:role/build",
                DEPLOY,
                "deployment",
                "payments",
                2,
                null,
                null,
                "trust.yaml",
                4),
            new TrustEdge(
                "111122223333",
                DEPLOY,
                "",
                "",
                null,
                Instant.parse("2026-04-01T00:00:00Z"),
                "alice@example.com",
                "trust.yaml",
                18));
    assertThat(problems)
        .containsExactly(
            "`trust.yaml`: the edge in line 9 is left out: it has no `target`.",
            "`trust.yaml`: the edge in line 10 is left out: `max_depth` is a whole number from 1"
                + " to 99, not `two`.",
            "`trust.yaml`: the edge in line 11 is left out: `until` is a day like `2026-03-31` or a"
                + " time like `2026-03-31T18:00:00Z`, not `2026-02-30`.",
            "`trust.yaml`: the edge in line 14 is left out: `untill` is no key of an edge; the keys"
                + " are source, target, purpose, owner, max_depth, until and approvedBy.",
            "`trust.yaml`: the edge in line 17 is left out: an edge is written as `source:` and"
                + " `target:`.");
  }

  private static TrustEdge edge(String source, String target, Integer maxDepth, Instant until) {
    return new TrustEdge(source, target, "", "", maxDepth, until, null, "trust.yaml", 1);
  }
}
