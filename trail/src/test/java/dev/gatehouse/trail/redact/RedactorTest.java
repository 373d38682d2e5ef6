package dev.gatehouse.trail.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final byte[] KEY = "a key of this test".getBytes(UTF_8);

  private static String redact(String json) {
    return JsonWriter.line(new Redactor(KEY).redact(Json.tree(json.replace('\'', '"'))));
  }

  @Test
  void replacesWhoAndWhereAndKeepsWhatHappened() {
    String record =
        redact(
            "{'eventVersion':'1.11','eventID':'0c1b2a39-4857-4665-8493-a2b1c0d9e8f7','eventTime':'2026-03-02T10:00:00Z',"
                + "'eventSource':'sts.amazonaws.com','eventName':'AssumeRole','awsRegion':'eu-west-1','sourceIPAddress':'203.0.113.9',"
                + "'userAgent':'aws-cli/2.15.0 md/host#omar-laptop','errorCode':'AccessDenied',"
                + "'errorMessage':'User: arn:aws:iam::123456789012:user/omar is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::210987654321:role/deploy',"
                + "'userIdentity':{'type':'IAMUser','principalId':'AIDAEXAMPLEOMAR000001','arn':'arn:aws:iam::123456789012:user/omar','accountId':'123456789012','userName':'omar','accessKeyId':'AKIAEXAMPLEOMAR00001'},"
                + "'requestParameters':{'roleArn':'arn:aws:iam::210987654321:role/deploy','roleSessionName':'omar@example.org','durationSeconds':3600},"
                + "'responseElements':{'credentials':{'accessKeyId':'ASIAEXAMPLEOMAR00001','sessionToken':'IQoJb3JpZ2luX2VjEXAMPLE','expiration':'Mar 2, 2026, 11:00:00 AM'}}}");

    Map<String, Object> tree = Json.object(record);
    Pseudonyms names = new Pseudonyms(KEY);
    String account = names.account("123456789012");
    String user = "arn:aws:iam::" + account + ":user/" + names.name("omar");
    String role = "arn:aws:iam::" + names.account("210987654321") + ":role/" + names.name("deploy");
    assertThat(Json.text(tree, "userIdentity", "arn")).isEqualTo(user);
    assertThat(Json.text(tree, "userIdentity", "accountId")).isEqualTo(account);
    assertThat(Json.text(tree, "userIdentity", "userName")).isEqualTo(names.name("omar"));
    assertThat(Json.text(tree, "requestParameters", "roleArn")).isEqualTo(role);
    assertThat(Json.text(tree, "errorMessage"))
        .isEqualTo(
            "User: " + user + " is not authorized to perform: sts:AssumeRole on resource: " + role);
    assertThat(Json.text(tree, "userAgent"))
        .isEqualTo("aws-cli/2.15.0 md/host#" + names.name("omar") + "-laptop");
    assertThat(Json.text(tree, "responseElements", "credentials", "sessionToken"))
        .isEqualTo("HIDDEN_DUE_TO_SECURITY_REASONS");
    assertThat(Json.text(tree, "responseElements", "credentials", "expiration"))
        .isEqualTo("Mar 2, 2026, 11:00:00 AM");
    assertThat(Json.text(tree, "sourceIPAddress")).matches("2[45]\\d\\.\\d+\\.\\d+\\.\\d+");
    assertThat(Json.text(tree, "userIdentity", "accessKeyId")).matches("AKIA[A-Z2-7]{16}");
    assertThat(record)
        .contains("\"durationSeconds\":3600", "2026-03-02T10:00:00Z", "AssumeRole", "eu-west-1")
        .doesNotContain("omar", "deploy", "123456789012", "210987654321", "203.0.113", "EXAMPLE");
  }

  @Test
  void aPolicyInATextStaysAPolicy() {
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"sts:AssumeRole\\\",\\\"Principal\\\":{\\\"AWS\\\":\\\"arn:aws:iam::999988887777:root\\\",\\\"Service\\\":\\\"pods.eks.amazonaws.com\\\"},\\\"Condition\\\":{\\\"StringLike\\\":{\\\"aws:PrincipalTag/team\\\":\\\"red-*\\\"}}}]}";
    String copy = redact("{'policyDocument':'" + policy + "'}");
    Pseudonyms names = new Pseudonyms(KEY);
    assertThat(Json.text(Json.object(copy), "policyDocument"))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                + names.account("999988887777")
                + ":root\",\"Service\":\"pods.eks.amazonaws.com\"},\"Condition\":{\"StringLike\":{\"aws:PrincipalTag/team\":\""
                + names.name("red-")
                + "*\"}}}]}");
  }

  @Test
  void whatIsNobodysStays() {
    for (String text :
        List.of(
            "arn:aws:iam::aws:policy/AdministratorAccess",
            "AWSServiceRoleForConfig",
            "sts.eu-west-1.amazonaws.com",
            "lambda.amazonaws.com",
            "169.254.169.254",
            "eu-central-1",
            "${aws:username}",
            "2026-03-02T10:00:00Z")) {
      assertThat(redact("{'x':'" + text + "'}")).isEqualTo("{\"x\":\"" + text + "\"}");
    }
  }

  @Test
  void neighboursStayNeighbours() {
    Pseudonyms names = new Pseudonyms(KEY);
    String one = names.ipv4(new int[] {203, 0, 113, 9});
    String near = names.ipv4(new int[] {203, 0, 113, 10});
    String far = names.ipv4(new int[] {203, 0, 114, 9});
    assertThat(near.substring(0, near.lastIndexOf('.')))
        .isEqualTo(one.substring(0, one.lastIndexOf('.')));
    assertThat(far.substring(0, far.lastIndexOf('.')))
        .isNotEqualTo(one.substring(0, one.lastIndexOf('.')));
    assertThat(near).isNotEqualTo(one);
    assertThat(names.ipv4(new int[] {10, 1, 2, 3})).startsWith("10.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret-name",
        "team_x.service",
        "bucket.s3.eu-west-1.amazonaws.com",
        "o-secretorg1",
        "arn:aws:s3:::secret-bucket/secret-key",
        "arn:aws:sns:eu-west-1:123456789012:secret-topic",
        "2001:470:1f0b:1::77",
        "secret.name@example.org",
        "/secret/path/0123456789ab",
        "AWSReservedSSO_SecretAdmins_0123456789abcdef",
        "i-0a1b2c3d4e5f60718",
        "[{\"nested\":\"secret\"}]",
        "secret-20240131",
        "https://secret.awsapps.com/start",
        "arn:aws:codepipeline:eu-west-1:123456789012:secretpipe/Source/Git",
        "{\"tags\":{\"Customer-Secret\":\"x\",\"type\":\"Secret-merger\"}}",
        "{\"tags\":[{\"key\":\"secret\",\"value\":\"secret\"}]}",
        "{\"projectStatus\":\"SecretMerger\"}",
      })
  void nothingOfANameIsLeft(String name) {
    String copy =
        JsonWriter.line(
            new Redactor(KEY)
                .redact(
                    Json.tree(JsonWriter.line(Map.of("requestParameters", Map.of("x", name))))));
    assertThat(copy.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(
            "secret", "team_x", "bucket.s3", "470", "0123456789ab", "0a1b2c3d", "123456789012");
  }

  /** No text in a record may end the run. */
  @ParameterizedTest
  @ValueSource(strings = {"a.", "a@", "a-", "0:", "arn:", "${", "1.", "%7B", "{"})
  void hostileTextIsCopiedToo(String piece) {
    String text = piece.repeat(20_000);
    assertThat(
            new Redactor(KEY)
                .redact(Json.tree(JsonWriter.line(Map.of("x", text, "userAgent", text)))))
        .isInstanceOf(Map.class);
  }

  @Test
  void countsWhatItReplaced() {
    Redactor redactor = new Redactor(KEY);
    redactor.redact(
        Json.tree("{\"accountId\":\"123456789012\",\"userName\":\"omar\",\"password\":\"x\"}"));
    assertThat(redactor.counts())
        .isEqualTo(
            Map.of(Redactor.Kind.ACCOUNT, 1L, Redactor.Kind.NAME, 1L, Redactor.Kind.SECRET, 1L));
  }
}
