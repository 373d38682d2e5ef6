package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.call.AwsDate;
import dev.gatehouse.range.call.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS IAM. Documents are raw text in requests and URL-encoded in responses. */
public final class Iam {
  /** The policy that allows everything. */
  public static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private Iam() {}

  public static Call listRoles() {
    return Call.read("iam", "ListRoles");
  }

  public static Call listUsers() {
    return Call.read("iam", "ListUsers");
  }

  public static Call getAccountSummary() {
    return Call.read("iam", "GetAccountSummary");
  }

  public static Call getAccountAuthorizationDetails() {
    return Call.read("iam", "GetAccountAuthorizationDetails");
  }

  public static Call getUser(String name) {
    return Call.read("iam", "GetUser", "userName", name);
  }

  public static Call getRole(String name) {
    return Call.read("iam", "GetRole", "roleName", name);
  }

  public static Call listAttachedRolePolicies(String name) {
    return Call.read("iam", "ListAttachedRolePolicies", "roleName", name);
  }

  public static Call getPolicyVersion(String arn, String version) {
    return Call.read("iam", "GetPolicyVersion", "policyArn", arn, "versionId", version);
  }

  public static Call createUser(String account, String name, String id, Instant now) {
    return Call.write("iam", "CreateUser", "userName", name)
        .answered(
            "user",
            object(
                "path",
                "/",
                "arn",
                "arn:aws:iam::" + account + ":user/" + name,
                "userId",
                id,
                "createDate",
                AwsDate.iam(now),
                "userName",
                name));
  }

  public static Call createAccessKey(String user, String key, Instant now) {
    return Call.write("iam", "CreateAccessKey", "userName", user)
        .answered(
            "accessKey",
            object(
                "accessKeyId",
                key,
                "status",
                "Active",
                "userName",
                user,
                "createDate",
                AwsDate.iam(now)));
  }

  /** The root user's own key: the request names nobody. */
  public static Call createRootKey(String key, Instant now) {
    return Call.write("iam", "CreateAccessKey")
        .answered(
            "accessKey",
            object("accessKeyId", key, "status", "Active", "createDate", AwsDate.iam(now)));
  }

  public static Call updateAccessKey(String user, String key, String status) {
    return Call.write(
        "iam", "UpdateAccessKey", "userName", user, "accessKeyId", key, "status", status);
  }

  public static Call deleteAccessKey(String user, String key) {
    return Call.write("iam", "DeleteAccessKey", "userName", user, "accessKeyId", key);
  }

  public static Call createLoginProfile(String user, Instant now) {
    return Call.write("iam", "CreateLoginProfile", "userName", user, "passwordResetRequired", false)
        .answered(
            "loginProfile",
            object(
                "userName", user, "createDate", AwsDate.iam(now), "passwordResetRequired", false));
  }

  public static Call attachUserPolicy(String user, String policy) {
    return Call.write("iam", "AttachUserPolicy", "userName", user, "policyArn", policy);
  }

  public static Call attachRolePolicy(String role, String policy) {
    return Call.write("iam", "AttachRolePolicy", "roleName", role, "policyArn", policy);
  }

  public static Call createRole(
      String account, String name, String id, Map<String, @Nullable Object> trust, Instant now) {
    String document = JsonWriter.line(trust);
    return Call.write("iam", "CreateRole", "roleName", name, "assumeRolePolicyDocument", document)
        .answered(
            "role",
            object(
                "path",
                "/",
                "roleName",
                name,
                "roleId",
                id,
                "arn",
                "arn:aws:iam::" + account + ":role/" + name,
                "createDate",
                AwsDate.iam(now),
                "assumeRolePolicyDocument",
                URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20")));
  }

  public static Call deleteRole(String name) {
    return Call.write("iam", "DeleteRole", "roleName", name);
  }

  public static Call putRolePolicy(
      String role, String policy, Map<String, @Nullable Object> document) {
    return Call.write(
        "iam",
        "PutRolePolicy",
        "roleName",
        role,
        "policyName",
        policy,
        "policyDocument",
        JsonWriter.line(document));
  }

  public static Call updateAssumeRolePolicy(String role, Map<String, @Nullable Object> trust) {
    return Call.write(
        "iam",
        "UpdateAssumeRolePolicy",
        "roleName",
        role,
        "policyDocument",
        JsonWriter.line(trust));
  }

  public static Call createPolicyVersion(
      String arn, Map<String, @Nullable Object> document, String version, Instant now) {
    return Call.write(
            "iam",
            "CreatePolicyVersion",
            "policyArn",
            arn,
            "policyDocument",
            JsonWriter.line(document),
            "setAsDefault",
            true)
        .answered(
            "policyVersion",
            object("versionId", version, "isDefaultVersion", true, "createDate", AwsDate.iam(now)));
  }

  public static Call setDefaultPolicyVersion(String arn, String version) {
    return Call.write("iam", "SetDefaultPolicyVersion", "policyArn", arn, "versionId", version);
  }

  public static Call deleteRolePermissionsBoundary(String role) {
    return Call.write("iam", "DeleteRolePermissionsBoundary", "roleName", role);
  }

  public static Call deleteUserPolicy(String user, String policy) {
    return Call.write("iam", "DeleteUserPolicy", "userName", user, "policyName", policy);
  }

  public static Call deactivateMfa(String user, String serial) {
    return Call.write("iam", "DeactivateMFADevice", "userName", user, "serialNumber", serial);
  }

  public static Call createOidcProvider(String account, String url, String thumbprint) {
    return Call.write(
            "iam",
            "CreateOpenIDConnectProvider",
            "url",
            "https://" + url,
            "clientIDList",
            java.util.List.of("sts.amazonaws.com"),
            "thumbprintList",
            java.util.List.of(thumbprint))
        .answered("openIDConnectProviderArn", "arn:aws:iam::" + account + ":oidc-provider/" + url);
  }
}
