package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records have the fields of real ones, no more and no fewer. */
class RecordFieldsTest {
  private static final List<String> EVERYWHERE =
      List.of(
          "eventVersion",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "requestID",
          "eventID",
          "readOnly",
          "eventType",
          "managementEvent",
          "recipientAccountId",
          "eventCategory");

  private static final String ROLE = "arn:aws:iam::" + GateKit.ACCOUNT + ":role/deploy";
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
          + GateKit.ACCOUNT
          + "\"},\"Action\":\"sts:AssumeRole\"}]}";
  private static final String DOCUMENT =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
          + "\"Resource\":\"*\"}]}";

  @TempDir private Path folder;

  @Test
  void areThoseOfRealRecords() throws IOException {
    Map<String, String> real = new TreeMap<>();
    for (String line : table().lines().filter(each -> !each.startsWith("#")).toList()) {
      String[] cells = line.split("\t", -1);
      real.put(cells[0] + " " + cells[1], cells[2] + " " + cells[3]);
    }
    Map<String, String> ours = new TreeMap<>();
    try (GateKit kit = new GateKit(null, folder)) {
      calls(kit);
      for (Map<String, @Nullable Object> record : kit.records()) {
        Object error = record.get("errorCode");
        String key = record.get("eventName") + " " + (error == null ? "ok" : error);
        if (real.containsKey(key)) {
          ours.put(key, record.get("readOnly") + " " + fields(record));
        }
      }
    }

    assertThat(ours).isEqualTo(real);
  }

  private static String fields(Map<String, @Nullable Object> record) {
    TreeSet<String> leaves = new TreeSet<>();
    for (Map.Entry<String, @Nullable Object> field : record.entrySet()) {
      if (!field.getKey().equals("userIdentity")) {
        leaves(field.getKey(), field.getValue(), leaves);
      }
    }
    EVERYWHERE.forEach(name -> assertThat(leaves.remove(name)).as(name).isTrue());
    return String.join(" ", leaves);
  }

  private static void leaves(String path, @Nullable Object value, TreeSet<String> found) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((name, each) -> leaves(path + "." + name, each, found));
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      list.forEach(each -> leaves(path + "[]", each, found));
    } else if (value instanceof List<?>) {
      found.add(path + "[]");
    } else {
      found.add(value == null ? path + "=null" : path);
    }
  }

  private static String table() throws IOException {
    try (InputStream in = RecordFieldsTest.class.getResourceAsStream("record-fields.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One call of each row. */
  private static void calls(GateKit kit) {
    RequestSigner nobody = kit.user("nobody");
    List<List<String>> iam = new ArrayList<>();
    iam.add(List.of("GetUser"));
    iam.add(List.of("ListUsers"));
    iam.add(List.of("GetAccountSummary"));
    iam.add(
        List.of(
            "CreateRole",
            "RoleName",
            "deploy",
            "AssumeRolePolicyDocument",
            TRUST,
            "Path",
            "/",
            "MaxSessionDuration",
            "7200",
            "Tags.member.1.Key",
            "team",
            "Tags.member.1.Value",
            "payments"));
    iam.add(
        List.of(
            "PutRolePolicy", "RoleName", "deploy", "PolicyName", "p", "PolicyDocument", DOCUMENT));
    iam.add(List.of("GetRolePolicy", "RoleName", "deploy", "PolicyName", "p"));
    iam.add(
        List.of(
            "AttachRolePolicy",
            "RoleName",
            "deploy",
            "PolicyArn",
            "arn:aws:iam::aws:policy/ReadOnlyAccess"));
    iam.add(List.of("ListAttachedRolePolicies", "RoleName", "deploy"));
    iam.add(List.of("UpdateAssumeRolePolicy", "RoleName", "deploy", "PolicyDocument", TRUST));
    iam.add(
        List.of(
            "CreateLoginProfile",
            "UserName",
            "nobody",
            "Password",
            "Correct-Horse-7",
            "PasswordResetRequired",
            "true"));
    iam.add(List.of("UpdateLoginProfile", "UserName", "nobody", "PasswordResetRequired", "false"));
    iam.add(List.of("CreateInstanceProfile", "InstanceProfileName", "web"));
    iam.add(
        List.of("AddRoleToInstanceProfile", "InstanceProfileName", "web", "RoleName", "deploy"));
    iam.add(List.of("CreateVirtualMFADevice", "VirtualMFADeviceName", "phone", "Path", "/"));
    iam.add(List.of("EnableOutboundWebIdentityFederation"));
    iam.add(List.of("DeleteGroup", "GroupName", "ghosts"));
    iam.forEach(call -> send(kit, kit.admin, "iam", call));
    send(kit, nobody, "iam", List.of("ListAccessKeys"));
    send(kit, nobody, "iam", List.of("CreateGroup", "GroupName", "mine"));
    send(
        kit,
        nobody,
        "iam",
        List.of("AttachRolePolicy", "RoleName", "deploy", "PolicyArn", Seed.ADMINISTRATOR));
    List<String> assume =
        List.of("AssumeRole", "RoleArn", ROLE, "RoleSessionName", "s1", "DurationSeconds", "900");
    send(kit, kit.admin, "sts", assume);
    send(kit, nobody, "sts", assume);
    send(kit, kit.admin, "sts", List.of("GetCallerIdentity"));
    send(kit, kit.admin, "sts", List.of("GetSessionToken"));
    RequestSigner session =
        kit.call(
                kit.admin,
                "sts",
                "AssumeRole",
                assume.subList(1, assume.size()).toArray(String[]::new))
            .signer();
    kit.call(
        kit.admin,
        "iam",
        "AttachRolePolicy",
        "RoleName",
        "deploy",
        "PolicyArn",
        Seed.ADMINISTRATOR);
    send(
        kit,
        session,
        "sts",
        List.of(
            "GetWebIdentityToken",
            "Audience.member.1",
            "https://example.com",
            "SigningAlgorithm",
            "RS256",
            "DurationSeconds",
            "300"));
    kit.send(
        nobody.json("organizations", "AWSOrganizationsV20161128.ListAccounts", "{}", kit.now()));
    kit.send(
        kit.admin.rest(
            "account", "/getRegionOptStatus", "{\"RegionName\":\"eu-west-1\"}", kit.now()));
  }

  private static void send(GateKit kit, RequestSigner signer, String service, List<String> call) {
    kit.call(signer, service, call.get(0), call.subList(1, call.size()).toArray(String[]::new));
  }

  @Test
  void bothAccountsHaveACopyOfACallAcrossThem() throws IOException {
    String other = "444455556666";
    try (GateKit kit = new GateKit(null, folder)) {
      RequestSigner admin = GateKit.signer(kit.gate().seed().administrator(other, "admin"));
      kit.call(admin, "iam", "CreateRole", "RoleName", "audit", "AssumeRolePolicyDocument", TRUST);
      kit.call(
          kit.admin,
          "sts",
          "AssumeRole",
          "RoleArn",
          "arn:aws:iam::" + other + ":role/audit",
          "RoleSessionName",
          "s1");
      List<Map<String, @Nullable Object>> copies =
          kit.records().stream()
              .filter(each -> "AssumeRole".equals(each.get("eventName")))
              .toList();

      assertThat(copies).hasSize(2);
      assertThat(copies)
          .extracting(each -> each.get("recipientAccountId"))
          .containsExactly(GateKit.ACCOUNT, other);
      assertThat(copies.get(0).get("sharedEventID")).isEqualTo(copies.get(1).get("sharedEventID"));
      assertThat(copies.get(0).get("requestID")).isEqualTo(copies.get(1).get("requestID"));
      assertThat(copies.get(0).get("eventID")).isNotEqualTo(copies.get(1).get("eventID"));
      assertThat(copies.get(1).get("userIdentity"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
          .containsOnlyKeys("type", "principalId", "accountId")
          .containsEntry("type", "AWSAccount")
          .containsEntry("accountId", GateKit.ACCOUNT);
    }
  }

  @Test
  void signingInToTheConsoleLeavesTwoRecords() throws IOException {
    try (GateKit kit = new GateKit(null, folder)) {
      kit.call(
          kit.admin, "iam", "CreateRole", "RoleName", "deploy", "AssumeRolePolicyDocument", TRUST);
      RequestSigner session =
          kit.call(kit.admin, "sts", "AssumeRole", "RoleArn", ROLE, "RoleSessionName", "s1")
              .signer();
      String token =
          Json.text(
              kit.send(RequestSigner.unsigned("/federation", session.federationQuery())).body(),
              "SigninToken");
      assertThat(
              kit.send(
                      RequestSigner.unsigned(
                          "/federation",
                          "Action=login&SigninToken="
                              + java.net.URLEncoder.encode(
                                  String.valueOf(token), StandardCharsets.UTF_8)))
                  .status())
          .isEqualTo(200);

      List<Map<String, @Nullable Object>> records =
          kit.records().stream()
              .filter(each -> "signin.amazonaws.com".equals(each.get("eventSource")))
              .toList();
      assertThat(records)
          .extracting(each -> each.get("eventName"))
          .containsExactly("GetSigninToken", "ConsoleLogin");
      assertThat(records)
          .allSatisfy(
              each ->
                  assertThat(each)
                      .containsEntry("eventType", "AwsConsoleSignIn")
                      .doesNotContainKey("requestID"));
      assertThat(records.get(1).get("responseElements"))
          .isEqualTo(Map.of("ConsoleLogin", "Success"));
    }
  }
}
