package dev.gatehouse.estate.graph.index;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Trust policies by whom they name, so that nobody is asked about roles that do not name him; roles
 * are given by their ARNs.
 */
public final class Trusts {
  private final Map<String, Set<String>> byPrincipal = new HashMap<>();
  private final Map<String, Set<String>> byAccount = new HashMap<>();
  private final Set<String> toEveryone = new LinkedHashSet<>();
  private final Map<String, Map<String, Set<String>>> sessions = new HashMap<>();
  private final Map<String, Set<String>> byService = new HashMap<>();
  private final Map<String, IamRole> roles = new HashMap<>();

  Trusts(Stream<IamRole> all) {
    all.forEach(this::add);
  }

  private void add(IamRole role) {
    roles.put(role.arn(), role);
    for (TrustedPrincipal trusted : TrustedPrincipal.of(role.trust())) {
      if (trusted.everyoneElse()) {
        toEveryone.add(role.arn());
        continue;
      }
      var entry = trusted.entry();
      switch (entry.kind()) {
        case EVERYONE -> toEveryone.add(role.arn());
        case ACCOUNT -> put(byAccount, entry.account(), role.arn());
        case USER, ROLE -> put(byPrincipal, entry.value(), role.arn());
        case ROLE_SESSION -> {
          String session = entry.value();
          String[] parts = session.split("/", 3);
          if (parts.length == 3) {
            sessions
                .computeIfAbsent(entry.account() + "/" + parts[1], key -> new HashMap<>())
                .computeIfAbsent(role.arn(), key -> new LinkedHashSet<>())
                .add(session);
          }
        }
        case SERVICE ->
            put(
                byService,
                role.account() + " " + ServicePrincipal.service(entry.value()),
                role.arn());
        case FEDERATED -> {
          for (String family : families(entry.value())) {
            put(byService, role.account() + " " + family, role.arn());
          }
        }
        case FEDERATED_USER, DELETED, CANONICAL_USER, UNREADABLE -> {}
      }
    }
  }

  /** What a provider is called in {@link #trusting}. */
  private static List<String> families(String provider) {
    if (provider.contains(":saml-provider/")) {
      return List.of("saml");
    }
    int oidc = provider.indexOf(":oidc-provider/");
    if (oidc < 0) {
      return List.of("federated " + provider);
    }
    boolean cluster = provider.startsWith("oidc.eks.", oidc + ":oidc-provider/".length());
    return cluster ? List.of("oidc", "oidc.eks") : List.of("oidc");
  }

  /** Whether a provider of the trust policy belongs to a family of {@link #trusting}. */
  public static boolean isOf(String provider, String family) {
    return families(provider).contains(family)
        || families(provider).contains("federated " + family);
  }

  private static void put(Map<String, Set<String>> index, String key, String role) {
    index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(role);
  }

  /** Roles whose trust policy names the user or role by its ARN. */
  public Set<String> naming(String arn) {
    return byPrincipal.getOrDefault(arn, Set.of());
  }

  /** Roles that leave it to an account who may assume them. */
  public Set<String> delegatedTo(String account) {
    return byAccount.getOrDefault(account, Set.of());
  }

  /** Roles that name everyone, or everyone but some. */
  public Set<String> toEveryone() {
    return toEveryone;
  }

  /** By role ARN, the session ARNs of a role that trust policies name. */
  public Map<String, Set<String>> sessionsOf(String account, String roleName) {
    return sessions.getOrDefault(account + "/" + roleName, Map.of());
  }

  /**
   * Roles of an account that trust a service or a provider.
   *
   * @param trusted the principal of a service; {@code saml}, {@code oidc}, {@code oidc.eks} for
   *     every such provider; the name of a provider that AWS runs
   */
  public Set<String> trusting(String account, String trusted) {
    Set<String> found =
        byService.get(
            account
                + " "
                + (trusted.endsWith(".amazonaws.com")
                    ? ServicePrincipal.service(trusted)
                    : trusted));
    Set<String> federated = byService.get(account + " federated " + trusted);
    if (found == null || federated == null) {
      return found != null ? found : federated != null ? federated : Set.of();
    }
    Set<String> both = new LinkedHashSet<>(found);
    both.addAll(federated);
    return both;
  }

  /** Whether the role leaves it to the account, or to everyone, who may assume it. */
  public boolean isDelegated(String role, String account) {
    return delegatedTo(account).contains(role) || toEveryone.contains(role);
  }

  public IamRole role(String arn) {
    IamRole role = roles.get(arn);
    if (role == null) {
      throw new IllegalArgumentException("no role `" + arn + "`");
    }
    return role;
  }

  public boolean has(String arn) {
    return roles.containsKey(arn);
  }
}
