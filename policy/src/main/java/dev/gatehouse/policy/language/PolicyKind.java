package dev.gatehouse.policy.language;

import dev.gatehouse.policy.pattern.ActionPattern;
import java.util.Locale;

/** What a document is attached to; it decides which elements it may have. */
public enum PolicyKind {
  IDENTITY("identity"),
  RESOURCE("resource"),
  /** The resource policy of a role. */
  TRUST("trust"),
  BOUNDARY("boundary"),
  SESSION("session"),
  SCP("scp"),
  RCP("rcp");

  private final String id;

  PolicyKind(String id) {
    this.id = id;
  }

  /** The stable name on the command line. */
  public String id() {
    return id;
  }

  /** Whether statements name whom they are about. */
  public boolean namesPrincipals() {
    return this == RESOURCE || this == TRUST || this == RCP;
  }

  /**
   * What the document looks like: with principals it is a resource policy, and a trust policy when
   * it speaks of assuming roles and names no resource; without principals an identity policy.
   */
  public static PolicyKind guess(Policy policy) {
    boolean named = policy.statements().stream().anyMatch(each -> each.principal() != null);
    if (!named) {
      return IDENTITY;
    }
    boolean trust =
        policy.statements().stream()
            .allMatch(
                each ->
                    each.resource() == null
                        && each.actions().stream().allMatch(PolicyKind::isAboutRoles));
    return trust ? TRUST : RESOURCE;
  }

  private static boolean isAboutRoles(ActionPattern action) {
    return action.source().toLowerCase(Locale.ROOT).startsWith("sts:");
  }
}
