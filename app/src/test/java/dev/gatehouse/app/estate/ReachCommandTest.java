package dev.gatehouse.app.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on one story: alice becomes build, build may rewrite its policies, which makes an
 * administrator of whoever holds it.
 */
class ReachCommandTest {
  private static final String HOME = "123456789012";
  private static final String BUILD = "arn:aws:iam::" + HOME + ":role/build";

  @TempDir Path folder;
  private String estate = "";
  private String trail = "";

  @BeforeEach
  void write() throws IOException {
    Path files = Files.createDirectories(folder.resolve("estate"));
    String alice = "arn:aws:iam::" + HOME + ":user/alice";
    String text =
        "{'UserDetailList':[%s],'GroupDetailList':[],'RoleDetailList':[%s],'Policies':[]}"
            .formatted(
                "{'UserName':'alice','Arn':'" + alice + "','Path':'/','UserPolicyList':[]}",
                String.join(
                    ",",
                    role("build", "{'AWS':'" + alice + "'}", "iam:PutRolePolicy", ""),
                    role(
                        "vault",
                        "{'AWS':'" + BUILD + "'}",
                        "s3:GetObject",
                        ",'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}")));
    Files.writeString(files.resolve("iam.json"), text.replace('\'', '"'));
    estate = files.toString();
    Path records = folder.resolve("trail.jsonl");
    Files.writeString(records, (assume() + "\n" + use() + "\n").replace('\'', '"'));
    trail = records.toString();
  }

  private static String role(String name, String principal, String action, String condition) {
    String arn = "arn:aws:iam::" + HOME + ":role/" + name;
    return "{'RoleName':'%s','Arn':'%s','Path':'/','AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':%s,'Action':'sts:AssumeRole'%s}},'RolePolicyList':[{'PolicyName':'own','PolicyDocument':{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'%s','Resource':'*'}}}]}"
        .formatted(name, arn, principal, condition, action);
  }

  private static String assume() {
    return "{'eventVersion':'1.08','eventID':'e-1','eventTime':'2026-03-01T10:00:00Z','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','awsRegion':'eu-west-1','sourceIPAddress':'192.0.2.7','userIdentity':{'type':'IAMUser','principalId':'AIDAEXAMPLE','arn':'arn:aws:iam::"
        + HOME
        + ":user/alice','accountId':'"
        + HOME
        + "','accessKeyId':'AKIAEXAMPLE000000001','userName':'alice'},'requestParameters':{'roleArn':'"
        + BUILD
        + "','roleSessionName':'nightly'},'responseElements':{'credentials':{'accessKeyId':'ASIAEXAMPLE000000001','expiration':'Mar"
        + " 1, 2026, 11:00:00 AM'}},'eventType':'AwsApiCall','recipientAccountId':'"
        + HOME
        + "'}";
  }

  private static String use() {
    return "{'eventVersion':'1.08','eventID':'e-2','eventTime':'2026-03-01T10:05:00Z','eventSource':'s3.amazonaws.com','eventName':'ListBuckets','awsRegion':'eu-west-1','sourceIPAddress':'192.0.2.7','userIdentity':{'type':'AssumedRole','principalId':'AROAEXAMPLE:nightly','arn':'arn:aws:sts::"
        + HOME
        + ":assumed-role/build/nightly','accountId':'"
        + HOME
        + "','accessKeyId':'ASIAEXAMPLE000000001','sessionContext':{'sessionIssuer':{'type':'Role','arn':'"
        + BUILD
        + "','accountId':'"
        + HOME
        + "','userName':'build'},'attributes':{'creationDate':'2026-03-01T10:00:00Z','mfaAuthenticated':'false'}}},'requestParameters':null,'responseElements':null,'eventType':'AwsApiCall','recipientAccountId':'"
        + HOME
        + "'}";
  }

  private Invocation reach(String who, String... more) {
    List<String> arguments = new ArrayList<>(List.of("estate", "reach", who, "--estate", estate));
    arguments.addAll(List.of(more));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  @Test
  void saysWhatIsReachedAndHow() {
    Invocation run = reach("alice");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("reaches 2 users and roles in 1 account: 2 open")
        .contains("Becomes administrator of 1 account: " + HOME)
        .contains("assume-role › build @ " + HOME + " › put-policy");
  }

  @Test
  void theQuestionBackwardsIsAnsweredWithWhatWouldCutIt() {
    String object = "arn:aws:s3:::example-data/a.csv";
    Invocation run = reach(object, "--who-can", "s3:GetObject");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("s3:GetObject on " + object + ": 3 users and roles and 1 others can")
        .contains("Taking away one statement stops:")
        .containsPattern("1 of 3 +statement 1 of resource-based policy `trust policy` .build @");
    Invocation lines = reach(object, "--who-can", "s3:GetObject", "--format", "jsonl");
    assertThat(lines.out())
        .contains("\"node\":\"arn:aws:iam::" + HOME + ":user/alice\"")
        .contains("\"stops\":1");
    assertThat(reach("*", "--who-can", "iam:*").out()).contains("administrator of " + HOME);
    assertThat(reach("alice", "--who-can", "s3:GetObject").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(reach("*", "--who-can", "nonsense").err()).contains("`nonsense` is no action");
    assertThat(Invocation.of("estate", "reach", "--estate", estate).err())
        .contains("Give a principal, or `--who-can ACTION RESOURCE`.");
  }

  @Test
  void aTrailAddsWhatWasUsedAndWhatIsLive() {
    Invocation run = reach("alice", "--trail", trail);
    assertThat(run.out())
        .contains("shows 1 role of these used, 1 with credentials still good")
        .containsPattern("build @ " + HOME + " +iam-write +1×, 2026-03-01 10:00:00 +live");
  }

  @Test
  void aLiveSessionBringsItsSecondFactorOrLacksIt() {
    Invocation asRole = reach(BUILD, "--format", "jsonl", "--hops", "1");
    assertThat(asRole.out())
        .contains(
            "\"node\":\"arn:aws:iam::"
                + HOME
                + ":role/vault\",\"nodeKind\":\"role\",\"account\":\""
                + HOME
                + "\",\"verdict\":\"conditional\"");
    for (String name :
        List.of(
            "nightly",
            "ASIAEXAMPLE000000001",
            "arn:aws:sts::" + HOME + ":assumed-role/build/nightly")) {
      Invocation live = reach(name, "--live", trail, "--format", "jsonl", "--hops", "1");
      assertThat(live.exitCode()).as(live.err()).isEqualTo(ExitCode.DONE);
      assertThat(live.out())
          .contains("administrator:" + HOME)
          .doesNotContain("role/vault\",\"nodeKind");
    }
    assertThat(reach("nightly", "--live", trail).out()).contains("without MFA");
  }

  @Test
  void oneWayIsToldStepByStep() {
    assertThat(reach("alice", "--to", "administrator:" + HOME).out())
        .contains("is reached in 2 steps: open")
        .contains("by iam:PutRolePolicy")
        .contains("says statement 1 of identity-based policy `own`");
    assertThat(reach("vault", "--to", "alice").out()).contains("is not reached");
  }

  @Test
  void whoIsNotThereIsRefusedWithANearName() {
    Invocation run = reach("alise");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Nobody in the estate is called `alise`; did you mean `alice`?");
    assertThat(reach("elsewhere", "--live", trail).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(reach("alice", "--hops", "0").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aPageLoadsNothing() {
    assertThat(reach("alice", "--format", "html").out())
        .contains("default-src &#39;none&#39;")
        .contains("reaches 2 users and roles");
  }

  @Test
  void theGraphIsListedAndDrawn() {
    Invocation lines =
        Invocation.of(
            "estate", "graph", "--estate", estate, "--format", "jsonl", "--verdict", "open");
    assertThat(lines.lines())
        .anyMatch(
            line ->
                line.contains("\"kind\":\"put-policy\"")
                    && line.contains("\"to\":\"administrator:" + HOME + "\""));
    assertThat(Invocation.of("estate", "graph", "--estate", estate, "--format", "dot").out())
        .startsWith("digraph estate {")
        .contains("style=dashed");
    assertThat(Invocation.of("estate", "graph", "--estate", estate).out())
        .contains("if aws:MultiFactorAuthPresent is `true`");
  }
}
