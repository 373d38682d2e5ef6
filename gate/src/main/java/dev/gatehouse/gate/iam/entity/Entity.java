package dev.gatehouse.gate.iam.entity;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import org.jspecify.annotations.Nullable;

/** The things of IAM that have an ARN, and AWS's words about them. */
public enum Entity {
  USER(Kind.USER, "UserName", "user", "AIDA", "UserId", "The user with name %s cannot be found."),
  GROUP(
      Kind.GROUP,
      "GroupName",
      "group",
      "AGPA",
      "GroupId",
      "The group with name %s cannot be found."),
  ROLE(Kind.ROLE, "RoleName", "role", "AROA", "RoleId", "The role with name %s cannot be found."),
  POLICY(Kind.POLICY, "PolicyArn", "policy", "ANPA", "PolicyId", "Policy %s was not found."),
  INSTANCE_PROFILE(
      Kind.INSTANCE_PROFILE,
      "InstanceProfileName",
      "instance-profile",
      "AIPA",
      "InstanceProfileId",
      "Instance Profile %s cannot be found."),
  SERVER_CERTIFICATE(
      Kind.SERVER_CERTIFICATE,
      "ServerCertificateName",
      "server-certificate",
      "ASCA",
      "ServerCertificateId",
      "The Server Certificate with name %s cannot be found."),
  MFA_DEVICE(
      Kind.MFA_DEVICE,
      "SerialNumber",
      "mfa",
      "",
      "",
      "MFA Device with serial number %s does not exist."),
  SAML_PROVIDER(
      Kind.SAML_PROVIDER,
      "SAMLProviderArn",
      "saml-provider",
      "",
      "",
      "Manifest not found for arn %s"),
  OIDC_PROVIDER(
      Kind.OIDC_PROVIDER,
      "OpenIDConnectProviderArn",
      "oidc-provider",
      "",
      "",
      "OpenIDConnect Provider not found for arn %s");

  private final Kind kind;
  private final String parameter;
  private final String resourceType;
  private final String idPrefix;
  private final String idMember;
  private final String notFound;

  Entity(
      Kind kind,
      String parameter,
      String resourceType,
      String idPrefix,
      String idMember,
      String notFound) {
    this.kind = kind;
    this.parameter = parameter;
    this.resourceType = resourceType;
    this.idPrefix = idPrefix;
    this.idMember = idMember;
    this.notFound = notFound;
  }

  /** The entity of a resource type in AWS's service authorization reference; null for others. */
  public static @Nullable Entity ofResourceType(String type) {
    for (Entity entity : values()) {
      if (entity.resourceType.equals(type)) {
        return entity;
      }
    }
    return null;
  }

  public Kind kind() {
    return kind;
  }

  /** The parameter that names one in requests. */
  public String parameter() {
    return parameter;
  }

  /** The word in ARNs. */
  public String resourceType() {
    return resourceType;
  }

  public String idPrefix() {
    return idPrefix;
  }

  /** The member that holds the unique id; "" where there is none. */
  public String idMember() {
    return idMember;
  }

  /** The one that a request names. */
  public Structure find(Call call) {
    return find(call.holdings(), call.need(parameter));
  }

  /**
   * The one of a name.
   *
   * @throws AwsException NoSuchEntity in AWS's words
   */
  public Structure find(Holdings holdings, String name) {
    Structure item = holdings.get(kind, name);
    if (item == null) {
      throw Errors.noSuchEntity(String.format(notFound, name));
    }
    return item;
  }

  /** The ARN of a new one. */
  public String arn(String account, String path, String name) {
    return "arn:aws:iam::" + account + ":" + resourceType + path + name;
  }
}
