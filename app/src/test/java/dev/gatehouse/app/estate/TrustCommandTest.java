package dev.gatehouse.app.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.estate.intent.TrustFile;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCommandTest {
  private static final String VENDOR = "arn:aws:iam::777788889999:root";

  @TempDir Path folder;

  @BeforeEach
  void writeEstate() throws IOException {
    Files.writeString(
        folder.resolve("organization.json"),
        """
        {"Organization": {"Id": "o-example", "MasterAccountId": "111122223333"},
         "Accounts": [{"Id": "111122223333", "Name": "management"},
           {"Id": "123456789012", "Name": "shop", "Tags": [{"Key": "Risk", "Value": "critical"}]}]}
        """);
    Files.writeString(
        folder.resolve("123456789012.json"),
        """
        {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [
          {"Path": "/", "RoleName": "vendor", "RoleId": "AROAEXAMPLE1", "Arn": "arn:aws:iam::123456789012:role/vendor",
           "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "look", "PolicyDocument": {"Version": "2012-10-17",
             "Statement": [{"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}]}}],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}},
          {"Path": "/", "RoleName": "web<b>", "RoleId": "AROAEXAMPLE2", "Arn": "arn:aws:iam::123456789012:role/web<b>",
           "RolePolicyList": [], "AttachedManagedPolicies": [],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}]}
        """
            .formatted(VENDOR));
    Files.writeString(
        folder.resolve("topics.json"),
        """
        [{"arn": "arn:aws:sqs:eu-west-1:123456789012:orders", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*"}]}},
         {"arn": "arn:aws:sqs:eu-west-1:123456789012:bills", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*",
          "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:bills"}}}]}}]
        """);
  }

  private Invocation run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("estate", "trust"));
    if (!List.of(more).contains("--config")) {
      arguments.addAll(List.of("--config", ""));
    }
    arguments.addAll(List.of("--estate", folder.toString()));
    arguments.addAll(List.of(more));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  @Test
  void tellsProblemsWithTheirRemedy() {
    Invocation run = run();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("vendor @ shop", "ExternalId", VENDOR, "\"sts:ExternalId\"")
        .contains("arn:aws:sqs:eu-west-1:123456789012:orders", "subscribes")
        .doesNotContain("sqs:eu-west-1:123456789012:bills", "role/web")
        .contains("2 roles, 1 with problems");
  }

  @Test
  void showsEveryPointOfARole() {
    assertThat(run("web*").out())
        .contains("SourceAccount", "not applicable", "does not say for whom it assumes a role")
        .contains("1 role, 0 with problems");
  }

  @Test
  void endsWithOneAtTheSeverityAskedFor() {
    assertThat(run("--fail-on", "critical").exitCode()).isZero();
    assertThat(run("--fail-on", "high").exitCode()).isEqualTo(1);
    assertThat(run("--fail-on", "high", "web*").exitCode()).isZero();
  }

  @Test
  void takesTheTierFromATagOfAnotherName() throws IOException {
    Path config = Files.writeString(folder.resolve("gatehouse.cfg"), "estate-tags: {tier: Risk}\n");
    Invocation run = run("--config", config.toString(), "--fail-on", "critical");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("tier critical: the account's tag `Risk`");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    Invocation run = run("vender");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("knows no role `vender`; did you mean `vendor`?");
  }

  @Test
  void writesOneLineARoleAndResource() {
    List<Map<?, ?>> lines =
        run("--format", "jsonl")
            .out()
            .lines()
            .<Map<?, ?>>map(line -> (Map<?, ?>) Json.tree(line))
            .toList();
    assertThat(lines).hasSize(3);
    Map<?, ?> vendor = lines.get(0);
    assertThat(vendor.get("role")).isEqualTo("arn:aws:iam::123456789012:role/vendor");
    List<?> problems = (List<?>) vendor.get("problems");
    assertThat(problems)
        .anySatisfy(p -> assertThat(((Map<?, ?>) p).get("rule")).isEqualTo("external-id"));
    Map<?, ?> principal = (Map<?, ?>) ((List<?>) vendor.get("principals")).get(0);
    assertThat((Map<?, ?>) principal.get("points")).hasSize(8);
    assertThat(lines.get(2).get("rule")).isEqualTo("confused-deputy");
  }

  /** What the schema of SARIF 2.1.0 requires of the parts that are written. */
  @Test
  void writesSarif() {
    Map<?, ?> log = (Map<?, ?>) Json.tree(run("--format", "sarif").out());
    assertThat(log.get("version")).isEqualTo("2.1.0");
    Map<?, ?> sarif = (Map<?, ?>) ((List<?>) log.get("runs")).get(0);
    Map<?, ?> driver = (Map<?, ?>) ((Map<?, ?>) sarif.get("tool")).get("driver");
    assertThat(driver.get("name")).isEqualTo("Gatehouse");
    List<String> rules = new ArrayList<>();
    for (Object rule : (List<?>) driver.get("rules")) {
      rules.add(((Map<?, ?>) rule).get("id").toString());
      assertThat(((Map<?, ?>) ((Map<?, ?>) rule).get("shortDescription")).get("text")).isNotNull();
    }
    assertThat(rules)
        .containsExactly(
            "trust/exact-principals",
            "trust/external-id",
            "trust/source-account",
            "trust/source-arn",
            "trust/principal-org-id",
            "trust/mfa",
            "trust/source-network",
            "trust/session-length",
            "trust/unsatisfiable",
            "trust/session-tags",
            "trust/confused-deputy");
    Set<Object> fingerprints = new HashSet<>();
    List<?> results = (List<?>) sarif.get("results");
    assertThat(results).hasSizeGreaterThan(1);
    for (Object each : results) {
      Map<?, ?> result = (Map<?, ?>) each;
      int index = ((Number) result.get("ruleIndex")).intValue();
      assertThat(result.get("ruleId")).isEqualTo(rules.get(index));
      assertThat(result.get("level")).isIn("error", "warning", "note");
      assertThat(((Map<?, ?>) result.get("message")).get("text")).isNotNull();
      Map<?, ?> location = (Map<?, ?>) ((List<?>) result.get("locations")).get(0);
      assertThat(location.keySet().stream().map(Object::toString).toList())
          .containsExactly("physicalLocation", "logicalLocations");
      assertThat(
              fingerprints.add(
                  ((Map<?, ?>) result.get("partialFingerprints")).get("gatehouseTrust/v1")))
          .isTrue();
    }
  }

  @Test
  void writesAPageThatLoadsNothing() {
    String page = run("--format", "html").out();
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("default-src &#39;none&#39;", "external-id", "on behalf of any account")
        .doesNotContain("<script", "<b>\"", "href=\"http");
  }

  @Test
  void draftsWhatPoliciesAllow() {
    String draft = run("--draft").out();
    List<String> problems = new ArrayList<>();
    assertThat(TrustFile.read(draft, "trust.yaml", problems))
        .extracting(edge -> edge.source() + " -> " + edge.target() + " " + edge.owner())
        .containsExactly(
            VENDOR + " -> arn:aws:iam::123456789012:role/vendor ?",
            "service:ec2.amazonaws.com -> arn:aws:iam::123456789012:role/web<b> ?");
    assertThat(problems).isEmpty();
  }

  @Test
  void draftsHistoryFirstAndCommentsOutTheRest() throws IOException {
    Path trail =
        Files.writeString(
            folder.resolve("trail.jsonl"),
            assume("2026-03-01T10:00:00Z", "1") + assume("2026-03-01T11:00:00Z", "2"));
    Files.writeString(
        folder.resolve("trust.yaml"),
        "edges:\n  - {source: \""
            + VENDOR
            + "\", target: \"*\", owner: security, purpose: scan}\n");
    Invocation run = run("--draft", "--trail", trail.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            # A draft: who became whom, and who may. Read each edge, fill in owner and purpose,
            # and take out what is not meant. `until: 2026-03-31` makes an edge an exception.
            version: 1
            edges:
              # What the trail shows.
              # 2 times, 2026-03-01T10:00:00Z to 2026-03-01T11:00:00Z
              - source: "arn:aws:iam::777788889999:root"
                target: "arn:aws:iam::123456789012:role/vendor"
                purpose: "scan"
                owner: "security"
                max_depth: 1

              # Allowed by policies, and never done in the trail. Better closed than documented.
              # - source: "service:ec2.amazonaws.com"
              #   target: "arn:aws:iam::123456789012:role/web<b>"
              #   purpose: "?"
              #   owner: "?"
            """);
  }

  private static String assume(String time, String id) {
    return """
        {"eventVersion":"1.08","userIdentity":{"type":"AWSAccount","principalId":"AROAEXAMPLE9:scan","accountId":"777788889999"},\
        "eventTime":"%s","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"eu-west-1",\
        "sourceIPAddress":"203.0.113.2","requestParameters":{"roleArn":"arn:aws:iam::123456789012:role/vendor","roleSessionName":"scan"},\
        "responseElements":{"credentials":{"accessKeyId":"ASIAEXAMPLE00000%s"}},"eventID":"e-%s","eventType":"AwsApiCall",\
        "recipientAccountId":"123456789012"}
        """
        .formatted(time, id, id);
  }

  /** Lines and columns are those of the document printed over several lines. */
  @Test
  void tellsWhereEachPrincipalStands() throws IOException {
    writeRole(
        "'Principal':{'AWS':['arn:aws:iam::777788889999:root','arn:aws:iam::666655554444:root']}");
    Map<?, ?> role =
        (Map<?, ?>) Json.tree(run("--format", "jsonl").out().lines().findFirst().get());
    List<String> places = new ArrayList<>();
    for (Object each : (List<?>) role.get("problems")) {
      Map<?, ?> problem = (Map<?, ?>) each;
      if (problem.get("rule").equals("external-id")) {
        places.add(
            problem.get("principal") + " " + problem.get("line") + ":" + problem.get("column"));
      }
    }
    assertThat(places)
        .containsExactly(
            "arn:aws:iam::777788889999:root 8:11", "arn:aws:iam::666655554444:root 9:11");
  }

  @Test
  void tellsWhichRecordAddedAPrincipal() throws IOException {
    writeRole("'Principal':{'AWS':'arn:aws:iam::123456789012:root'}");
    Path trail = folder.resolveSibling(folder.getFileName() + "-trail.json");
    Files.writeString(
        trail,
        """
        {'eventVersion':'1.08','eventID':'e-1','eventTime':'2026-02-03T04:05:06Z','eventSource':'iam.amazonaws.com','eventName':'UpdateAssumeRolePolicy','eventType':'AwsApiCall','awsRegion':'us-east-1','readOnly':false,'sourceIPAddress':'198.51.100.9','userIdentity':{'type':'IAMUser','principalId':'AIDAEXAMPLE','arn':'arn:aws:iam::123456789012:user/mallory','accountId':'123456789012','accessKeyId':'AKIAEXAMPLE','userName':'mallory'},'requestParameters':{'roleName':'vendor','policyDocument':'{\\'Version\\':\\'2012-10-17\\',\\'Statement\\':{\\'Effect\\':\\'Allow\\',\\'Principal\\':{\\'AWS\\':[\\'arn:aws:iam::123456789012:root\\',\\'arn:aws:iam::777788889999:root\\']},\\'Action\\':\\'sts:AssumeRole\\'}}'},'recipientAccountId':'123456789012'}
        """
            .replace('\'', '"'));
    try {
      assertThat(run("--trail", trail.toString()).out())
          .contains("added by arn:aws:iam::123456789012:user/mallory at 2026-02-03 04:05:06 (e-1)")
          .contains("Changes that let somebody in")
          .contains("It lets in any principal of account 777788889999, outside the organization.");
      List<Map<?, ?>> problems = new ArrayList<>();
      Map<?, ?> role =
          (Map<?, ?>)
              Json.tree(
                  run("--trail", trail.toString(), "--format", "jsonl")
                      .out()
                      .lines()
                      .findFirst()
                      .get());
      ((List<?>) role.get("problems")).forEach(each -> problems.add((Map<?, ?>) each));
      assertThat(problems)
          .allSatisfy(
              each ->
                  assertThat(each.get("addedBy") != null)
                      .isEqualTo(each.get("principal").equals(VENDOR)));
      assertThat(problems).anyMatch(each -> each.get("addedBy") != null);
    } finally {
      Files.delete(trail);
    }
  }

  /** One role {@code vendor}, which trusts whom a statement names. */
  private void writeRole(String principal) throws IOException {
    Files.writeString(
        folder.resolve("123456789012.json"),
        """
        {'UserDetailList':[],'GroupDetailList':[],'Policies':[],'RoleDetailList':[
          {'Path':'/','RoleName':'vendor','RoleId':'AROAEXAMPLE1','Arn':'arn:aws:iam::123456789012:role/vendor',
           'AttachedManagedPolicies':[],'RolePolicyList':[],
           'AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':[{'Effect':'Allow',%s,'Action':'sts:AssumeRole'}]}}]}
        """
            .formatted(principal)
            .replace('\'', '"'));
  }
}
