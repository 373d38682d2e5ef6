package dev.gatehouse.harden.history;

import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.harden.history.CallersOfRecord.Named;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.principal.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request context that CloudTrail lets us know of an assumption (IAM guide, "AWS global
 * condition context keys", "IAM and AWS STS condition context keys"; CloudTrail guide, "Logging IAM
 * and AWS STS API calls").
 *
 * <p>A key is known with its value, known to be absent, or unknown; what a record does not say is
 * never guessed. Most of a request is not recorded: tags of the caller's session, the VPC behind an
 * endpoint, for whom a service acts.
 */
public final class ContextOfRecord {
  /** Providers whose tokens carry no {@code azp}, which would stand in for the audience. */
  private static final List<String> PLAIN_AUDIENCE =
      List.of(
          "token.actions.githubusercontent.com",
          "gitlab.com",
          "app.terraform.io",
          "oidc.circleci.com",
          "cognito-identity.amazonaws.com",
          "oidc.eks.",
          "oidc-eks.");

  private static final List<String> OF_SERVICES =
      List.of(
          "aws:SourceArn",
          "aws:SourceAccount",
          "aws:SourceOrgID",
          "aws:SourceOrgPaths",
          "aws:PrincipalServiceName",
          "aws:PrincipalServiceNamesList");

  private static final List<String> OF_PRINCIPALS =
      List.of(
          "aws:PrincipalArn",
          "aws:PrincipalAccount",
          "aws:PrincipalOrgID",
          "aws:PrincipalOrgPaths",
          "aws:PrincipalType",
          "aws:username",
          "aws:MultiFactorAuthPresent",
          "aws:MultiFactorAuthAge",
          "aws:TokenIssueTime");

  private final Estate estate;
  private final Inventory inventory;
  private final CallersOfRecord callers;
  private final Set<String> retagged;

  /**
   * @param estate organization and accounts
   * @param inventory users, roles and the organization's tree
   * @param retagged accounts of whose users nobody knows the tags of then
   */
  public ContextOfRecord(Estate estate, Inventory inventory, Set<String> retagged) {
    this.estate = estate;
    this.inventory = inventory;
    this.callers = new CallersOfRecord(inventory);
    this.retagged = Set.copyOf(retagged);
  }

  /**
   * Every way in which a call of a shape can have been made; empty where the record says nothing of
   * the caller.
   *
   * @param names ARNs that policies speak of: a caller whose name is hidden may be any of them
   */
  public List<PossibleRequest> worlds(CallSignature shape, String roleArn, Set<String> names) {
    List<PossibleRequest> worlds = new ArrayList<>();
    for (Named caller : callers.of(shape, roleArn, names)) {
      worlds.addAll(organization(caller, shape, roleArn));
    }
    return worlds;
  }

  /** A foreign account may be in another organization or in none. */
  private List<PossibleRequest> organization(Named named, CallSignature shape, String roleArn) {
    Context.Builder keys = keys(named, shape, roleArn);
    Caller caller = named.caller();
    if (!caller.hasIdentity()) {
      return List.of(new PossibleRequest(caller, keys.build()));
    }
    String own = estate.organization().map(each -> each.id()).orElse(null);
    String account = caller.account();
    return switch (own == null
        ? dev.gatehouse.estate.Answer.UNKNOWN
        : estate.isOwnAccount(account)) {
      case UNKNOWN -> List.of(new PossibleRequest(caller, keys.build()));
      case YES -> {
        keys.put("aws:PrincipalOrgID", String.valueOf(own));
        String path = inventory.organization().orgPath(account);
        if (path != null) {
          keys.putAll("aws:PrincipalOrgPaths", List.of(path));
        }
        yield List.of(new PossibleRequest(caller, keys.build()));
      }
      case NO ->
          List.of(
              new PossibleRequest(
                  caller,
                  keys.absent("aws:PrincipalOrgID").absent("aws:PrincipalOrgPaths").build()),
              new PossibleRequest(
                  caller,
                  keys(named, shape, roleArn)
                      .put("aws:PrincipalOrgID", "o-" + "another0".repeat(2))
                      .build()));
    };
  }

  private Context.Builder keys(Named named, CallSignature shape, String roleArn) {
    Context.Builder keys = new Context.Builder().everythingElseUnknown();
    resource(keys, roleArn);
    call(keys, shape);
    Caller caller = named.caller();
    switch (caller.kind()) {
      case SERVICE -> service(keys, caller);
      case FEDERATED -> federated(keys, shape, caller);
      case ANONYMOUS -> keys.absent("aws:PrincipalArn");
      case ROOT, USER, ROLE, ROLE_SESSION, FEDERATED_USER -> principal(keys, named, shape);
    }
    return keys;
  }

  private void resource(Context.Builder keys, String roleArn) {
    String account = Arn.account(roleArn);
    keys.put("aws:ResourceAccount", account).put("aws:SecureTransport", "true");
    String id = inventory.organization().id();
    if (id != null && inventory.organization().accounts().contains(account)) {
      keys.put("aws:ResourceOrgID", id);
      String path = inventory.organization().orgPath(account);
      if (path != null) {
        keys.putAll("aws:ResourceOrgPaths", List.of(path));
      }
    }
  }

  private static void call(Context.Builder keys, CallSignature shape) {
    if (shape.region() != null) {
      keys.put("aws:RequestedRegion", shape.region());
    }
    if (shape.time() != null) {
      keys.put("aws:CurrentTime", Instant.ofEpochSecond(shape.time()).toString());
      keys.put("aws:EpochTime", String.valueOf(shape.time()));
    }
    boolean token = !shape.action().equals("sts:AssumeRole");
    if (token) {
      keys.absent("sts:ExternalId");
    }
    if (!shape.parametersKnown()) {
      return;
    }
    if (!token) {
      valueOrAbsent(keys, "sts:ExternalId", shape.externalId());
    }
    if (shape.sessionName() != null) {
      keys.put("sts:RoleSessionName", shape.sessionName());
    }
    // A source identity that the caller's session hands on may or may not show as the request's.
    if (shape.sourceIdentity() != null || shape.inheritedIdentity() == null) {
      valueOrAbsent(keys, "sts:SourceIdentity", shape.sourceIdentity());
    }
    tags(keys, shape);
  }

  /** Tags that the session hands on may or may not show as the request's. */
  private static void tags(Context.Builder keys, CallSignature shape) {
    Map<String, @Nullable Object> tags =
        shape.tags() == null ? Map.of() : Json.object(shape.tags());
    tags.forEach((key, value) -> keys.put("aws:RequestTag/" + key, String.valueOf(value)));
    if (shape.inheritedTags() != null) {
      return;
    }
    keys.absent("aws:RequestTag/*");
    keys.putAll("aws:TagKeys", List.copyOf(tags.keySet()));
    String transitive = shape.transitiveTagKeys();
    keys.putAll(
        "sts:TransitiveTagKeys", transitive == null ? List.of() : List.of(transitive.split(",")));
  }

  private static void valueOrAbsent(Context.Builder keys, String key, @Nullable String value) {
    if (value == null) {
      keys.absent(key);
    } else {
      keys.put(key, value);
    }
  }

  private static void service(Context.Builder keys, Caller caller) {
    OF_PRINCIPALS.forEach(keys::absent);
    keys.put("aws:PrincipalServiceName", caller.text()).put("aws:PrincipalIsAWSService", "true");
    keys.absent("aws:SourceIp").absent("aws:VpcSourceIp");
    keys.absent("aws:SourceVpc").absent("aws:SourceVpce");
  }

  private static void federated(Context.Builder keys, CallSignature shape, Caller caller) {
    OF_PRINCIPALS.forEach(keys::absent);
    OF_SERVICES.forEach(keys::absent);
    keys.absent("aws:PrincipalTag/*").put("aws:PrincipalIsAWSService", "false");
    network(keys, shape);
    if (shape.action().endsWith("SAML")) {
      known(keys, "saml:sub", shape.subject());
      known(keys, "saml:aud", shape.audience());
      known(keys, "saml:iss", shape.issuer());
      known(keys, "saml:sub_type", shape.subjectType());
      known(keys, "saml:namequalifier", shape.nameQualifier());
      return;
    }
    keys.absent("saml:*");
    String provider = provider(caller.text());
    known(keys, provider + ":sub", shape.subject());
    if (PLAIN_AUDIENCE.stream().anyMatch(provider::startsWith)) {
      known(keys, provider + ":aud", shape.audience());
    }
  }

  /** The provider as it stands before {@code :sub} in condition keys. */
  public static String provider(String principal) {
    int at = principal.indexOf(":oidc-provider/");
    return (at < 0 ? principal : principal.substring(at + ":oidc-provider/".length()))
        .toLowerCase(Locale.ROOT);
  }

  private static void known(Context.Builder keys, String key, @Nullable String value) {
    if (value != null) {
      keys.put(key, value);
    }
  }

  private void principal(Context.Builder keys, Named named, CallSignature shape) {
    Caller caller = named.caller();
    OF_SERVICES.forEach(keys::absent);
    keys.absent("saml:*").put("aws:PrincipalIsAWSService", "false");
    keys.put("aws:PrincipalAccount", caller.account());
    known(keys, "aws:PrincipalArn", named.arn());
    known(
        keys,
        "aws:userid",
        caller.kind() == Caller.Kind.USER ? shape.principalId() : shape.userId());
    type(keys, caller);
    if (shape.isOwnersCopy()) {
      // The owner's copy has the request's address and nothing of the caller's session.
      network(keys, shape);
      return;
    }
    if (caller.kind() == Caller.Kind.USER && !retagged.contains(caller.account())) {
      userTags(keys, caller);
    }
    boolean forwarded = shape.invokedBy() != null;
    keys.put("aws:ViaAWSService", String.valueOf(forwarded));
    if (!forwarded) {
      keys.absent("aws:CalledVia").absent("aws:CalledViaFirst").absent("aws:CalledViaLast");
      network(keys, shape);
    }
    session(keys, shape, caller);
  }

  private static void type(Context.Builder keys, Caller caller) {
    boolean isUser = caller.kind() == Caller.Kind.USER;
    if (isUser) {
      keys.put("aws:PrincipalType", "User");
      // Of a hidden name only that it is a user's is known.
      if (!caller.name().equals(CallersOfRecord.NOBODY_RECORDED)) {
        keys.put("aws:username", caller.name());
      }
    } else {
      keys.absent("aws:username");
      known(
          keys,
          "aws:PrincipalType",
          caller.isRole()
              ? "AssumedRole"
              : caller.kind() == Caller.Kind.ROOT ? "Account" : "FederatedUser");
    }
  }

  /** A user's tags are those of IAM; a session's may have been passed when it was made. */
  private void userTags(Context.Builder keys, Caller caller) {
    IamUser user = inventory.user(caller.text()).orElse(null);
    boolean dumped =
        inventory.account(caller.account()).map(account -> account.dumped()).orElse(false);
    if (user != null && dumped) {
      user.tags().forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, value));
      keys.absent("aws:PrincipalTag/*");
    }
  }

  /**
   * A second factor is told of in the caller's session, or was shown with the call itself. That a
   * role's session was opened with one shows in records; whether it then counts as shown for
   * further roles the guide leaves open.
   */
  private static void session(Context.Builder keys, CallSignature shape, Caller caller) {
    if (shape.mfaShown()) {
      keys.put("aws:MultiFactorAuthPresent", "true").put("aws:MultiFactorAuthAge", "0");
    } else if (Boolean.TRUE.equals(shape.longTerm())) {
      keys.absent("aws:MultiFactorAuthPresent").absent("aws:MultiFactorAuthAge");
    } else if (caller.kind() == Caller.Kind.FEDERATED_USER) {
      return;
    } else if (Boolean.FALSE.equals(shape.mfa())) {
      keys.put("aws:MultiFactorAuthPresent", "false").absent("aws:MultiFactorAuthAge");
    } else if (Boolean.TRUE.equals(shape.mfa()) && !caller.isRole()) {
      keys.put("aws:MultiFactorAuthPresent", "true");
      if (shape.mfaAge() != null) {
        keys.put("aws:MultiFactorAuthAge", String.valueOf(shape.mfaAge()));
      }
    }
    if (Boolean.TRUE.equals(shape.longTerm())) {
      keys.absent("aws:TokenIssueTime").absent("aws:SourceIdentity");
      return;
    }
    if (shape.issued() != null) {
      keys.put("aws:TokenIssueTime", Instant.ofEpochSecond(shape.issued()).toString());
    }
    if (Boolean.FALSE.equals(shape.longTerm())) {
      valueOrAbsent(keys, "aws:SourceIdentity", shape.inheritedIdentity());
    }
  }

  /** Through a VPC endpoint the public address is absent, and the other way round. */
  private static void network(Context.Builder keys, CallSignature shape) {
    String address = shape.address();
    if (address == null || !Address.is(address)) {
      return;
    }
    if (shape.vpcEndpoint() != null) {
      keys.put("aws:SourceVpce", shape.vpcEndpoint()).put("aws:VpcSourceIp", address);
      keys.absent("aws:SourceIp");
    } else if (!Address.isPrivate(address)) {
      keys.put("aws:SourceIp", address).absent("aws:VpcSourceIp");
      keys.absent("aws:SourceVpc").absent("aws:SourceVpcArn").absent("aws:SourceVpce");
    }
  }
}
