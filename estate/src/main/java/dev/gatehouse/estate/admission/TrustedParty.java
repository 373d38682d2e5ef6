package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.Partition;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A principal to whom a statement of a trust policy opens a role, with the kind of caller it is.
 *
 * @param entry the name as it stands in the policy
 * @param account the account that it belongs to; "" for a service, a provider of AWS or everyone
 * @param owner the account of the role
 * @param partition of the role; callers are of the same one
 */
public record TrustedParty(
    PrincipalKind kind,
    Entry entry,
    Statement statement,
    String account,
    String owner,
    String partition) {
  /** Everyone to whom the trust policy of a role opens it, in the order of the document. */
  public static List<TrustedParty> of(RoleFacts role, RoleContext around) {
    return of(role.trust(), role.account(), partitionOf(role.arn()), around);
  }

  private static List<TrustedParty> of(
      Policy trust, String owner, String partition, RoleContext around) {
    return TrustedPrincipal.of(trust).stream()
        .map(each -> of(each.entry(), each.statement(), owner, partition, around))
        .toList();
  }

  /** Everyone whom the Allow statements of a resource's or role's policy name. */
  static List<TrustedParty> allowed(
      Policy policy, String owner, String partition, RoleContext around) {
    List<TrustedParty> parties = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      if (statement.effect() == Effect.ALLOW && statement.principal() != null) {
        for (Entry entry : statement.principal().entries()) {
          parties.add(of(entry, statement, owner, partition, around));
        }
      }
    }
    return parties;
  }

  private static TrustedParty of(
      Entry entry, Statement statement, String owner, String partition, RoleContext around) {
    boolean everyoneElse = statement.principal() != null && statement.principal().negated();
    PrincipalKind kind = everyoneElse ? PrincipalKind.ANYONE : kind(entry, owner, around);
    return new TrustedParty(kind, entry, statement, account(entry), owner, partition);
  }

  private static String account(Entry entry) {
    if (!entry.account().isEmpty() || entry.value().indexOf(':') < 0) {
      return entry.account();
    }
    return Arn.account(entry.value());
  }

  /** The partition of an ARN; the commercial one for another text. */
  public static String partitionOf(String arn) {
    String partition = Arn.partition(arn);
    return partition == null ? Partition.COMMERCIAL.id() : partition;
  }

  private static PrincipalKind kind(Entry entry, String owner, RoleContext around) {
    return switch (entry.kind()) {
      case EVERYONE -> PrincipalKind.ANYONE;
      case DELETED, CANONICAL_USER, UNREADABLE -> PrincipalKind.NOBODY;
      case SERVICE -> PrincipalKind.SERVICE;
      case FEDERATED -> provider(entry.value());
      case ACCOUNT, USER, ROLE, ROLE_SESSION, FEDERATED_USER -> inAccount(entry, owner, around);
    };
  }

  private static PrincipalKind inAccount(Entry entry, String owner, RoleContext around) {
    boolean same = entry.account().equals(owner);
    if (!same) {
      switch (around.estate().isOwnAccount(entry.account())) {
        case NO -> {
          return PrincipalKind.THIRD_PARTY;
        }
        case UNKNOWN -> {
          return PrincipalKind.OTHER_ACCOUNT;
        }
        case YES -> {
          // said below
        }
      }
    }
    if (isAbsent(entry, around)) {
      return PrincipalKind.NOBODY;
    }
    return switch (entry.kind()) {
      case ACCOUNT -> same ? PrincipalKind.OWN_ACCOUNT : PrincipalKind.OWN_ORGANIZATION;
      case USER, FEDERATED_USER -> PrincipalKind.USER;
      default -> role(entry, around);
    };
  }

  /** Whether the account of a user or role was read whole and has none of this name. */
  private static boolean isAbsent(Entry entry, RoleContext around) {
    AccountInventory account = around.inventory().account(entry.account()).orElse(null);
    if (account == null || !account.dumped()) {
      return false;
    }
    return switch (entry.kind()) {
      case USER -> account.user(entry.name()).isEmpty();
      case ROLE -> account.role(entry.name()).isEmpty();
      default -> false;
    };
  }

  private static PrincipalKind role(Entry entry, RoleContext around) {
    String resource = entry.value().substring(entry.value().indexOf('/') + 1);
    if (resource.startsWith("aws-reserved/sso.amazonaws.com/")
        || resource.startsWith("AWSReservedSSO_")) {
      return PrincipalKind.FEDERATED_PERSON;
    }
    RoleFacts facts = around.role(entry.value()).orElse(null);
    if (facts == null) {
      return PrincipalKind.ROLE;
    }
    boolean compute = false;
    boolean people = false;
    for (TrustedPrincipal trusted : TrustedPrincipal.of(facts.trust())) {
      Entry by = trusted.entry();
      switch (by.kind()) {
        case SERVICE -> compute = true;
        case FEDERATED -> {
          PrincipalKind kind = provider(by.value());
          people |= kind == PrincipalKind.SAML;
          compute |= kind == PrincipalKind.PIPELINE || kind == PrincipalKind.POD;
          if (kind == PrincipalKind.COGNITO || kind == PrincipalKind.WEB_IDENTITY) {
            return PrincipalKind.ROLE;
          }
        }
        default -> {
          return PrincipalKind.ROLE;
        }
      }
    }
    if (compute == people) {
      return PrincipalKind.ROLE;
    }
    return compute ? PrincipalKind.WORKLOAD : PrincipalKind.FEDERATED_PERSON;
  }

  private static PrincipalKind provider(String value) {
    if (value.contains(":saml-provider/")) {
      return PrincipalKind.SAML;
    }
    String issuer = issuer(value).toLowerCase(Locale.ROOT);
    if (issuer.equals("cognito-identity.amazonaws.com")) {
      return PrincipalKind.COGNITO;
    }
    return Issuer.of(issuer)
        .map(known -> known.isCluster() ? PrincipalKind.POD : PrincipalKind.PIPELINE)
        .orElse(PrincipalKind.WEB_IDENTITY);
  }

  private static String issuer(String provider) {
    int at = provider.indexOf(":oidc-provider/");
    return at < 0 ? provider : provider.substring(at + ":oidc-provider/".length());
  }

  /**
   * The provider as it stands before {@code :sub} and {@code :aud} in condition keys; "" for none.
   */
  public String provider() {
    return entry.type().equals("Federated") && kind != PrincipalKind.SAML
        ? issuer(entry.value())
        : "";
  }

  /** Whether a single user, role or session is named. */
  public boolean isNamed() {
    return switch (entry.kind()) {
      case USER, ROLE, ROLE_SESSION, FEDERATED_USER -> true;
      case EVERYONE, ACCOUNT, DELETED, SERVICE, FEDERATED, CANONICAL_USER, UNREADABLE -> false;
    };
  }
}
