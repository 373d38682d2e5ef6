package dev.gatehouse.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code gatehouse policy} answers to scripts: output and exit codes. */
class PolicyCommandTest {
  private static final String READS =
      """
      {"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow",
       "Action": "s3:GetObject", "Resource": "arn:aws:s3:::team-data/*"}]}
      """;
  private static final String READS_AND_WRITES =
      READS.replace("\"s3:GetObject\"", "[\"s3:GetObject\", \"s3:PutObject\"]");
  private static final String CASES =
      """
      defaults:
        principal: arn:aws:iam::123456789012:user/alice
        resourceAccount: "123456789012"
        identity: [reads.json]
      cases:
        - name: alice reads her bucket
          action: s3:GetObject
          resource: [arn:aws:s3:::team-data/a.csv, arn:aws:s3:::team-data/b.csv]
          expect: allowed
        - name: alice does not write
          action: s3:PutObject
          resource: arn:aws:s3:::team-data/a.csv
          expect: WORD
      """;

  @TempDir Path folder;

  @Test
  void testsInYamlPassWithPoliciesFromFilesBesideThem() throws IOException {
    file("reads.json", READS);
    String cases = file("cases.yaml", CASES.replace("WORD", "implicitly denied"));
    Invocation run = Invocation.of("policy", "test", cases);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.lines()).containsExactly("3 passed, 0 failed");
  }

  @Test
  void aFailedTestIsTellingAndExitsWithOne() throws IOException {
    file("reads.json", READS);
    String cases = file("cases.yaml", CASES.replace("WORD", "explicitly denied"));
    Invocation run = Invocation.of("policy", "test", cases);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains(
            "FAILED case 2 alice does not write",
            "expected ExplicitlyDenied, the answer is ImplicitlyDenied");
    assertThat(run.lines()).endsWith("2 passed, 1 failed");
  }

  @Test
  void saysWhereYamlIsBrokenAndWhatIsExpected() throws IOException {
    assertUnreadable("line 2, column 1 is not YAML", "test", file("broken.yaml", "cases: [\n"));
    file("reads.json", READS);
    assertUnreadable(
        "one of allowed, denied, explicitly denied, implicitly denied, unknown",
        "test",
        file("word.yaml", CASES.replace("WORD", "perhaps")));
  }

  @Test
  void lintSaysLineAndColumnAndFailsOnErrorsOnly() throws IOException {
    String good = file("good.json", READS);
    Invocation none = Invocation.of("policy", "lint", good);
    assertThat(none.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(none.lines()).containsExactly("0 errors, 0 warnings");

    String bad = file("bad.json", READS.replace("\"Allow\"", "\"Alow\""));
    Invocation wrong = Invocation.of("policy", "lint", good, bad);
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(wrong.lines().get(0)).startsWith(bad + ":1:").contains("error [bad-effect]");
    assertThat(wrong.lines()).endsWith("1 errors, 0 warnings");

    Invocation asTrust = Invocation.of("policy", "lint", "--kind", "trust", good);
    assertThat(asTrust.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(asTrust.out()).contains("missing-principal");
  }

  @Test
  void lintCountsADocumentThatIsNoJson() throws IOException {
    Invocation run = Invocation.of("policy", "lint", file("cut.json", "{"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out()).contains("error [no-json]").doesNotContain("Source");
    assertThat(run.lines()).endsWith("1 errors, 0 warnings");
  }

  @Test
  void compareProvesThatNothingIsNewOrShowsWhatIs() throws IOException {
    String reads = file("reads.json", READS);
    String writes = file("writes.json", READS_AND_WRITES);
    Invocation narrower = Invocation.of("policy", "compare", writes, reads);
    assertThat(narrower.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(narrower.out()).startsWith("no new access: ");

    Invocation wider = Invocation.of("policy", "compare", reads, writes);
    assertThat(wider.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(wider.out()).startsWith("new access: ").containsIgnoringCase(" s3:PutObject\n");
  }

  @Test
  void compareNamesWhoComesInByATrustPolicy() throws IOException {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated":
          "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
          "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike":
            {"token.actions.githubusercontent.com:sub": "SUBJECT"}}}}
        """;
    String before = file("before.json", trust.replace("SUBJECT", "repo:example-org/app:*"));
    String after = file("after.json", trust.replace("SUBJECT", "repo:example-or?/app:*"));
    Invocation wider = Invocation.of("policy", "compare", before, after);
    assertThat(wider.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(wider.out())
        .startsWith("new access: ")
        .contains(
            "It lets in jobs of another organization such as `example-orx`. The policy before asked"
                + " for `StringLike token.actions.githubusercontent.com:sub"
                + " [repo:example-org/app:*]`.\n")
        .contains("token.actions.githubusercontent.com:sub=repo:example-orx/app:");
    assertThat(Invocation.of("policy", "compare", after, before).exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void compareNamesTheFileThatCannotBeRead() throws IOException {
    String reads = file("reads.json", READS);
    assertUnreadable("policy `" + folder, "compare", reads, file("cut.json", "{"));
    assertUnreadable("there is no file `nowhere`", "compare", reads, "nowhere");
  }

  @Test
  void decidesAndExplainsAQuestion() throws IOException {
    String question =
        file(
            "question.json",
            """
            {"id": "q1", "principal": "arn:aws:iam::123456789012:user/alice",
             "action": "s3:GetObject", "resource": "arn:aws:s3:::team-data/a.csv",
             "resourceAccount": "123456789012", "identityPolicies": [POLICY]}
            """
                .replace("POLICY", READS));
    Invocation decided = Invocation.of("policy", "decide", question);
    assertThat(decided.exitCode()).as(decided.err()).isEqualTo(ExitCode.DONE);
    assertThat(Json.object(decided.lines().get(0)))
        .containsOnlyKeys("id", "decision", "because", "blockers", "unknown")
        .containsEntry("id", "q1")
        .containsEntry("decision", "Allowed");
    Invocation explained = Invocation.of("policy", "explain", question);
    assertThat(explained.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(explained.out()).startsWith("Allowed: ").contains("statement `Read`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"decide", "explain", "test", "lint"})
  void aMissingFileIsSaidInOneLine(String command) {
    Invocation run = Invocation.of("policy", command, "nowhere");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("there is no file `nowhere`");
    assertThat(run.err().lines()).hasSize(1);
  }

  private static void assertUnreadable(String sentence, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "policy";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Invocation run = Invocation.of(all);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
