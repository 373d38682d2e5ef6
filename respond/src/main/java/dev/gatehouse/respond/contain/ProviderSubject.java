package dev.gatehouse.respond.contain;

import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.respond.contain.SuspectHistory.Entry;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A subject of an identity provider as a trust policy can name it.
 *
 * @param provider ARN of the provider in the role's account; null where nobody told of it
 * @param key the condition key that holds the subject
 */
record ProviderSubject(@Nullable String provider, String key, String subject) {
  private static final String OIDC = ":oidc-provider/";

  /** Of a way in from a provider; null where provider or subject is not known. */
  static @Nullable ProviderSubject of(Entry entry, Inventory inventory) {
    String rest = entry.origin().substring("federated:".length());
    int slash = rest.indexOf('/');
    if (slash < 0 || rest.endsWith("/-")) {
      return null;
    }
    String account = Arn.account(entry.principal());
    if (entry.call().equals("AssumeRoleWithSAML")) {
      return new ProviderSubject(null, "saml:sub", rest.substring(rest.lastIndexOf('/') + 1));
    }
    // Both the name of a provider and a subject may hold slashes.
    boolean byArn = rest.startsWith("arn:");
    String known =
        inventory.account(account).stream()
            .flatMap(each -> each.providers().stream())
            .map(each -> each.arn())
            .filter(arn -> arn.contains(OIDC) && rest.startsWith((byArn ? arn : host(arn)) + "/"))
            .max(Comparator.comparingInt(String::length))
            .orElse(null);
    if (known != null) {
      String name = byArn ? known : host(known);
      return new ProviderSubject(known, host(known) + ":sub", rest.substring(name.length() + 1));
    }
    // Where an ARN's provider ends and its subject begins, only its account could tell.
    return byArn
        ? null
        : new ProviderSubject(null, rest.substring(0, slash) + ":sub", rest.substring(slash + 1));
  }

  private static String host(String arn) {
    return arn.substring(arn.indexOf(OIDC) + OIDC.length());
  }
}
