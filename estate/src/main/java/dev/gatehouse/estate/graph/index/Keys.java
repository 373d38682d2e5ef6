package dev.gatehouse.estate.graph.index;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that callers and resources bring by nature: who they are, in which
 * organization, with which tags. Keys that hang on circumstances (time, address, MFA, what the
 * caller chooses to send) stay unknown.
 */
public final class Keys {
  /** Stands for the organization of accounts that are not ours; no policy can name it. */
  private static final String FOREIGN = "(another organization)";

  private final OrganizationTree organization;
  private final Set<String> tags;
  private final boolean namesForeign;

  /**
   * @param tags the tag keys that any policy asks for, so that the others of a principal can be
   *     said to be absent
   * @param namesForeign whether a policy names another organization than ours
   */
  Keys(OrganizationTree organization, Set<String> tags, boolean namesForeign) {
    this.organization = organization;
    this.tags = tags;
    this.namesForeign = namesForeign;
  }

  Context user(IamUser user) {
    Context.Builder keys =
        caller(user.arn(), user.account(), "User").put("aws:username", user.name());
    if (user.id() != null) {
      keys.put("aws:userid", user.id());
    }
    tags(keys, user.tags(), true);
    return keys.build();
  }

  /**
   * A session of a role may carry tags besides the role's own if the trust policy lets callers pass
   * them. A role that only services take has no second factor.
   */
  Context role(IamRole role) {
    Context.Builder keys = caller(role.arn(), role.account(), "AssumedRole");
    keys.putAll("aws:username", List.of());
    tags(keys, role.tags(), !takesTags(role.trust()));
    if (servicesOnly(role.trust())) {
      keys.put("aws:MultiFactorAuthPresent", "false").putAll("aws:MultiFactorAuthAge", List.of());
    }
    return keys.build();
  }

  /** Some principal of an account of which no more is known than that. */
  public Context somebody(String account) {
    Context.Builder keys = open().put("aws:PrincipalAccount", account);
    organization(keys, account, "aws:Principal");
    direct(keys);
    return keys.build();
  }

  /** A service that acts for an account, or for one that nobody knows. */
  public Context service(String principal, @Nullable String forAccount) {
    Context.Builder keys =
        open()
            .put("aws:PrincipalIsAWSService", "true")
            .put("aws:PrincipalServiceName", principal)
            .putAll("aws:PrincipalArn", List.of())
            .putAll("aws:PrincipalAccount", List.of())
            .putAll("aws:PrincipalOrgID", List.of())
            .putAll("aws:PrincipalOrgPaths", List.of())
            .putAll("aws:MultiFactorAuthPresent", List.of());
    if (forAccount != null) {
      keys.put("aws:SourceAccount", forAccount);
      String id = organization.id();
      if (id != null && isOurs(forAccount)) {
        keys.put("aws:SourceOrgID", id);
      }
    }
    return keys.build();
  }

  /** The bearer of a token; its claims are unknown until somebody puts them. */
  public Context.Builder bearer() {
    return open()
        .put("aws:PrincipalIsAWSService", "false")
        .putAll("aws:PrincipalArn", List.of())
        .putAll("aws:PrincipalAccount", List.of())
        .putAll("aws:PrincipalOrgID", List.of())
        .putAll("aws:MultiFactorAuthPresent", List.of())
        .putAll("aws:SourceArn", List.of())
        .putAll("aws:SourceAccount", List.of());
  }

  /** The keys of a request with those of the resource added. */
  public Context on(Context caller, String account, Map<String, String> resourceTags) {
    Context.Builder keys = caller.toBuilder();
    if (!account.isEmpty()) {
      keys.put("aws:ResourceAccount", account);
      organization(keys, account, "aws:Resource");
    }
    resourceTags.forEach(
        (key, value) ->
            keys.put("aws:ResourceTag/" + key, value).put("iam:ResourceTag/" + key, value));
    return keys.build();
  }

  private Context.Builder caller(String arn, String account, String type) {
    Context.Builder keys =
        open()
            .put("aws:PrincipalArn", arn)
            .put("aws:PrincipalAccount", account)
            .put("aws:PrincipalType", type);
    organization(keys, account, "aws:Principal");
    direct(keys);
    return keys;
  }

  /** A principal that calls by itself, not through a service. */
  private static void direct(Context.Builder keys) {
    keys.put("aws:PrincipalIsAWSService", "false")
        .put("aws:ViaAWSService", "false")
        .putAll("aws:CalledVia", List.of())
        .putAll("aws:PrincipalServiceName", List.of())
        .putAll("aws:SourceArn", List.of())
        .putAll("aws:SourceAccount", List.of())
        .putAll("aws:SourceOrgID", List.of())
        .put("aws:SecureTransport", "true");
  }

  private void organization(Context.Builder keys, String account, String prefix) {
    String id = organization.id();
    if (id != null && isOurs(account)) {
      keys.put(prefix + "OrgID", id);
      String path = organization.orgPath(account);
      if (path != null) {
        keys.putAll(prefix + "OrgPaths", List.of(path));
      }
    } else if (isForeign(account) && !namesForeign) {
      keys.put(prefix + "OrgID", FOREIGN).putAll(prefix + "OrgPaths", List.of(FOREIGN));
    }
  }

  private boolean isOurs(String account) {
    return organization.accounts().contains(account)
        || account.equals(organization.managementAccount());
  }

  /** Whether the account is certainly not of the organization. */
  boolean isForeign(String account) {
    return !organization.accounts().isEmpty() && !isOurs(account);
  }

  private void tags(Context.Builder keys, Map<String, String> own, boolean all) {
    own.forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, value));
    if (all) {
      tags.stream()
          .filter(key -> own.keySet().stream().noneMatch(key::equalsIgnoreCase))
          .forEach(key -> keys.putAll("aws:PrincipalTag/" + key, List.of()));
    }
  }

  private static Context.Builder open() {
    return new Context.Builder().everythingElseUnknown();
  }

  private static boolean takesTags(Policy trust) {
    return trust.opaque()
        || trust.statements().stream()
            .anyMatch(
                each -> each.effect() == Effect.ALLOW && each.matchesAction("sts:tagsession", 3));
  }

  private static boolean servicesOnly(Policy trust) {
    List<TrustedPrincipal> trusted = trust.opaque() ? List.of() : TrustedPrincipal.of(trust);
    return !trusted.isEmpty()
        && trusted.stream()
            .allMatch(each -> each.entry().kind() == EntryKind.SERVICE && !each.everyoneElse());
  }
}
