package dev.gatehouse.core.finding;

import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Person;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people call identities and accounts: {@code Omar Costa as PlatformEngineer @ payments}. The
 * estate's names where it has them, ids where not. All of it is safe to show.
 */
public final class Names {
  /** Knows no estate. */
  public static final Names PLAIN =
      new Names(id -> Optional.empty(), who -> Optional.empty(), Quote.CHARACTERS_MAX);

  /** The role that Identity Center makes of a permission set in each account. */
  private static final Pattern PERMISSION_SET = Pattern.compile("AWSReservedSSO_(.+)_[0-9a-f]{16}");

  /** An issuer of OpenID Connect is named by its whole address. */
  private static final String OIDC = ":oidc-provider/";

  private static final int SHA1_BASE64 = 28;

  /** Before namespace and name, in the subject of a token that a cluster's provider issued. */
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  private final Function<String, Optional<String>> account;
  private final Function<String, Optional<String>> person;
  private final int charactersMax;

  private Names(
      Function<String, Optional<String>> account,
      Function<String, Optional<String>> person,
      int charactersMax) {
    this.account = account;
    this.person = person;
    this.charactersMax = charactersMax;
  }

  /** The names of an estate. */
  public static Names of(Estate estate) {
    return new Names(
        id -> estate.account(id).map(Account::name),
        who -> estate.person(who).map(Person::name),
        Quote.CHARACTERS_MAX);
  }

  /** The same names, each cut in its middle to so many characters. */
  public Names shortened(int max) {
    return new Names(account, person, max);
  }

  /** A single name, safe to show, cut in its middle if it is too long. */
  String name(String text) {
    String plain = Quote.plain(text);
    if (plain.length() <= charactersMax) {
      return plain;
    }
    int tail = (charactersMax - 1) / 2;
    int head = charactersMax - 1 - tail;
    // Half of a surrogate pair is no character.
    head -= Character.isHighSurrogate(plain.charAt(head - 1)) ? 1 : 0;
    int from = plain.length() - tail;
    from += Character.isLowSurrogate(plain.charAt(from)) ? 1 : 0;
    return plain.substring(0, head) + "…" + plain.substring(from);
  }

  /** The account's name, else its id. */
  public String account(String id) {
    return name(account.apply(id).filter(name -> !name.isBlank()).orElse(id));
  }

  /**
   * An identity or origin: {@code deploy @ payments}, {@code Omar Costa}, {@code account 1234…}.
   */
  public String identity(String identity) {
    if (identity.startsWith("arn:")) {
      return person
          .apply(identity)
          .map(name -> name(name) + at(Arn.account(identity)))
          .orElseGet(() -> arn(identity));
    }
    int colon = identity.indexOf(':');
    String rest = identity.substring(colon + 1);
    return switch (identity.substring(0, Math.max(0, colon))) {
      case "identitycenter" -> personal(identity, rest.substring(rest.lastIndexOf('/') + 1));
      case "federated" -> personal(identity, federated(rest));
      case "account" -> "account " + account(rest);
      case "service" -> name(rest);
      default -> name(identity);
    };
  }

  /**
   * Who acted: the person or workload first, then the role it acted as; the role alone where nobody
   * knows who is behind it.
   */
  public String actor(Finding finding) {
    String acting = identity(finding.identity());
    return isBehind(finding) ? origin(finding) + " as " + acting : acting;
  }

  /** The person, workload, user or account that is behind it; who acted if that is not known. */
  String origin(Finding finding) {
    return isBehind(finding) ? behind(finding.lineage()) : identity(finding.identity());
  }

  /** Where the chain begins: the person, or the workload rather than the service that runs it. */
  public String behind(Lineage lineage) {
    return lineage.workload() == null
        ? identity(lineage.origin())
        : name(lineage.workload().substring(lastPart(lineage.workload())));
  }

  /** Whether somebody is known who acted as another. */
  private static boolean isBehind(Finding finding) {
    Lineage lineage = finding.lineage();
    return !finding.origin().equals(finding.identity())
        && finding.origin().equals(lineage.origin())
        && lineage.originType() != OriginType.UNKNOWN;
  }

  private static int lastPart(String workload) {
    return Math.max(workload.lastIndexOf('/'), workload.lastIndexOf(':')) + 1;
  }

  private String personal(String identity, String otherwise) {
    return name(person.apply(identity).orElse(otherwise));
  }

  /** A name that the estate has for an account, role or person; empty where it has none. */
  public Optional<String> known(String id) {
    Optional<String> whose = AccountId.is(id) ? account.apply(id) : person.apply(id);
    return whose.filter(name -> !name.isBlank() && !name.equals(id)).map(this::name);
  }

  private String arn(String arn) {
    int issuer = arn.indexOf(OIDC);
    String last = issuer < 0 ? arn.substring(lastPart(arn)) : arn.substring(issuer + OIDC.length());
    Matcher set = PERMISSION_SET.matcher(last);
    return name(set.matches() ? set.group(1) : last) + at(Arn.account(arn));
  }

  /** Whether a role is one that Identity Center makes of a permission set. */
  public static boolean isPermissionSet(String roleArn) {
    return PERMISSION_SET.matcher(roleArn.substring(lastPart(roleArn))).matches();
  }

  private String at(String accountId) {
    return accountId.isEmpty() ? "" : " @ " + account(accountId);
  }

  /** A subject may have slashes; so may a SAML name qualifier, which is a SHA-1 sum in Base64. */
  private static String federated(String name) {
    int arn = name.startsWith("arn:") ? name.indexOf('/') + 1 : 0;
    boolean sum = name.indexOf("=/") == SHA1_BASE64 - 1;
    int slash = sum ? SHA1_BASE64 : name.indexOf('/', arn);
    String subject = name.substring(slash + 1);
    int pod = subject.indexOf("/" + SERVICE_ACCOUNT);
    if (subject.startsWith("id/") && pod > 0) {
      return subject.substring(pod + 1 + SERVICE_ACCOUNT.length()).replace(':', '/');
    }
    return slash > 0 && subject.equals("-") ? "somebody of " + name.substring(arn, slash) : subject;
  }
}
