package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who, of those that a policy or a share names, is not of the house. */
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

  /** The party that an {@code AWS} principal is, or null if it is of the house. */
  public @Nullable Party aws(String principal, String own, boolean narrowed) {
    if (principal.equals("*")) {
      return new Party("*", narrowed ? Kind.NARROWED_EVERYONE : Kind.EVERYONE);
    }
    String account = account(principal);
    return account == null ? null : account(account, principal, own);
  }

  /** The party that an account is, or null if it is of the house. */
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

  /** The account whose trail the record is in, and so whose things it is about. */
  public static String own(Activity in) {
    String recipient = in.event().recipientAccountId();
    return recipient != null ? recipient : in.account();
  }

  /** What is normal, in words, so that a finding says what it was measured against. */
  public String expected(String own) {
    return !estate.knowsAccounts()
        ? "only account " + Quote.plain(own) + " (no organization is known)"
        : "only accounts of the organization";
  }

  /** Id and name of an account, for people. */
  public String label(String account) {
    return estate.account(account).map(Account::name).filter(n -> !n.equals(account)).isPresent()
        ? Quote.plain(account + " (" + estate.account(account).map(Account::name).orElse("") + ")")
        : Quote.plain(account);
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

  /** The parties by name. */
  public static String names(List<Party> parties) {
    return Quote.plain(String.join(", ", parties.stream().map(Party::name).toList()));
  }
}
