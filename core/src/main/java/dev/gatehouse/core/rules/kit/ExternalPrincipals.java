package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of those that a policy or a share names are outside the organization. */
public final class ExternalPrincipals {
  private final Estate estate;

  public ExternalPrincipals(Estate estate) {
    this.estate = estate;
  }

  /** Kinds of parties, gravest first. */
  public enum Kind {
    EVERYONE,
    FOREIGN_ACCOUNT,
    UNKNOWN_ACCOUNT,
    NARROWED_EVERYONE
  }

  /**
   * A party let in from outside.
   *
   * @param name as the document has it
   */
  public record Party(String name, Kind kind) {}

  /** Parties outside that a document lets in, sorted as they stand. */
  public List<Party> of(@Nullable Policy document, String own) {
    List<Party> parties = new ArrayList<>();
    if (document == null) {
      return parties;
    }
    for (Statement statement : Documents.grants(document)) {
      for (String name : Documents.accounts(statement)) {
        Party party = aws(name, own, Documents.isNarrowed(statement));
        if (party != null && !parties.contains(party)) {
          parties.add(party);
        }
      }
    }
    return parties;
  }

  /** The party that an {@code AWS} principal is, or null if it is inside. */
  public @Nullable Party aws(String principal, String own, boolean narrowed) {
    if (principal.equals("*")) {
      return new Party("*", narrowed ? Kind.NARROWED_EVERYONE : Kind.EVERYONE);
    }
    String account = account(principal);
    return account == null ? null : account(account, principal, own);
  }

  /** The party that an account is, or null if it is inside. */
  public @Nullable Party account(String account, String name, String own) {
    if (account.equals(own)) {
      return null;
    }
    return switch (estate.isOwnAccount(account)) {
      case YES -> null;
      case NO -> new Party(name, Kind.FOREIGN_ACCOUNT);
      case UNKNOWN -> new Party(name, Kind.UNKNOWN_ACCOUNT);
    };
  }

  /** What was let in, as a reason: held against the accounts that are known to be inside. */
  public Reason reason(String name, String words, Quantity observed, String own) {
    return estate.knowsAccounts()
        ? Reason.of(Measure.of(name, words, "accounts of the organization"), observed)
        : Reason.of(
            Measure.of(name, words, "no organization is known, only this account"),
            observed,
            Quantity.account(own));
  }

  /** Principals of a document to show: an account as such, {@code *} as everyone. */
  public static Quantity show(Collection<String> principals) {
    return Quantity.values(
        Unit.IDENTITY, principals.stream().map(ExternalPrincipals::words).distinct().toList());
  }

  private static String words(String principal) {
    String account = account(principal);
    return principal.equals("*")
        ? "everyone"
        : account != null && (principal.equals(account) || principal.endsWith(":root"))
            ? "account:" + account
            : principal;
  }

  /**
   * The account of a principal: of twelve digits or an ARN; null for unique ids and other forms.
   */
  public static @Nullable String account(String principal) {
    String account = AccountId.is(principal) ? principal : Arn.account(principal);
    return AccountId.is(account) ? account : null;
  }

  /** The gravest kind among the parties. */
  public static Kind gravest(List<Party> parties) {
    return parties.stream().map(Party::kind).min(Enum::compareTo).orElseThrow();
  }
}
