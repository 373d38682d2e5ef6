package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.AwsDate;
import dev.gatehouse.range.org.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS IAM. Documents are raw text in requests and URL-encoded in responses. */
public final class Iam {
  /** The policy that allows everything. */
  public static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private Iam() {}

  public static ApiCall listRoles() {
    return ApiCall.read("iam", "ListRoles");
  }

  public static ApiCall listUsers() {
    return ApiCall.read("iam", "ListUsers");
  }

  public static ApiCall getAccountSummary() {
    return ApiCall.read("iam", "GetAccountSummary");
  }

  public static ApiCall getAccountAuthorizationDetails() {
    return ApiCall.read("iam", "GetAccountAuthorizationDetails");
  }

  public static ApiCall getUser(String name) {
    return ApiCall.read("iam", "GetUser", "userName", name);
  }

  public static ApiCall getRole(String name) {
    return ApiCall.read("iam", "GetRole", "roleName", name);
  }

  public static ApiCall getPolicyVersion(String arn, String version) {
    return ApiCall.read("iam", "GetPolicyVersion", "policyArn", arn, "versionId", version);
  }

  public static ApiCall createUser(String account, String name, String id, Instant now) {
    return ApiCall.write("iam", "CreateUser", "userName", name)
        .answered(
            "user",
            object("path", "/")
                .and("arn", "arn:aws:iam::" + account + ":user/" + name)
                .and("userId", id)
                .and("createDate", AwsDate.iam(now))
                .and("userName", name));
  }

  public static ApiCall createAccessKey(String user, String key, Instant now) {
    return ApiCall.write("iam", "CreateAccessKey", "userName", user)
        .answered(
            "accessKey",
            object("accessKeyId", key)
                .and("status", "Active")
                .and("userName", user)
                .and("createDate", AwsDate.iam(now)));
  }

  /** The root user's own key: the request names nobody. */
  public static ApiCall createRootKey(String key, Instant now) {
    return ApiCall.write("iam", "CreateAccessKey")
        .answered(
            "accessKey",
            object("accessKeyId", key, "status", "Active", "createDate", AwsDate.iam(now)));
  }

  public static ApiCall updateAccessKey(String user, String key, String status) {
    return ApiCall.write(
        "iam", "UpdateAccessKey", "userName", user, "accessKeyId", key, "status", status);
  }

  public static ApiCall createLoginProfile(String user, Instant now) {
    return ApiCall.write(
            "iam", "CreateLoginProfile", "userName", user, "passwordResetRequired", false)
        .answered(
            "loginProfile",
            object(
                "userName", user, "createDate", AwsDate.iam(now), "passwordResetRequired", false));
  }

  public static ApiCall attachUserPolicy(String user, String policy) {
    return ApiCall.write("iam", "AttachUserPolicy", "userName", user, "policyArn", policy);
  }

  public static ApiCall attachRolePolicy(String role, String policy) {
    return ApiCall.write("iam", "AttachRolePolicy", "roleName", role, "policyArn", policy);
  }

  public static ApiCall createRole(Role role, Instant now) {
    String name = role.name();
    String document = JsonWriter.line(role.trust());
    return ApiCall.write(
            "iam", "CreateRole", "roleName", name, "assumeRolePolicyDocument", document)
        .answered(
            "role",
            object("path", "/")
                .and("roleName", name)
                .and("roleId", role.id())
                .and("arn", role.account().arn("iam", "", "role/" + name))
                .and("createDate", AwsDate.iam(now))
                .and(
                    "assumeRolePolicyDocument",
                    URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20")));
  }

  public static ApiCall deleteRole(String name) {
    return ApiCall.write("iam", "DeleteRole", "roleName", name);
  }

  /** Gives a role its inline policy. */
  public static ApiCall putRolePolicy(Role role) {
    return ApiCall.write(
        "iam",
        "PutRolePolicy",
        object("roleName", role.name())
            .and("policyName", "access")
            .and("policyDocument", JsonWriter.line(role.policy())));
  }

  public static ApiCall updateAssumeRolePolicy(String role, Map<String, @Nullable Object> trust) {
    return ApiCall.write(
        "iam",
        "UpdateAssumeRolePolicy",
        "roleName",
        role,
        "policyDocument",
        JsonWriter.line(trust));
  }

  public static ApiCall createPolicyVersion(
      String arn, Map<String, @Nullable Object> document, String version, Instant now) {
    return ApiCall.write(
            "iam",
            "CreatePolicyVersion",
            object("policyArn", arn)
                .and("policyDocument", JsonWriter.line(document))
                .and("setAsDefault", true))
        .answered(
            "policyVersion",
            object("versionId", version, "isDefaultVersion", true, "createDate", AwsDate.iam(now)));
  }

  public static ApiCall setDefaultPolicyVersion(String arn, String version) {
    return ApiCall.write("iam", "SetDefaultPolicyVersion", "policyArn", arn, "versionId", version);
  }

  public static ApiCall deleteRolePermissionsBoundary(String role) {
    return ApiCall.write("iam", "DeleteRolePermissionsBoundary", "roleName", role);
  }

  public static ApiCall deleteUserPolicy(String user, String policy) {
    return ApiCall.write("iam", "DeleteUserPolicy", "userName", user, "policyName", policy);
  }

  public static ApiCall deactivateMfa(String user, String serial) {
    return ApiCall.write("iam", "DeactivateMFADevice", "userName", user, "serialNumber", serial);
  }

  public static ApiCall createOidcProvider(String account, String url, String thumbprint) {
    return ApiCall.write(
            "iam",
            "CreateOpenIDConnectProvider",
            object("url", "https://" + url)
                .and("clientIDList", List.of("sts.amazonaws.com"))
                .and("thumbprintList", List.of(thumbprint)))
        .answered("openIDConnectProviderArn", "arn:aws:iam::" + account + ":oidc-provider/" + url);
  }
}
