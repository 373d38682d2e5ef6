package dev.gatehouse.estate.intent;

import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.pattern.Glob;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who an edge means. A role is the same role however it is written: with its path, without, or as
 * one of its sessions, for a session's ARN never shows the path and a role's name is unique in its
 * account (IAM guide, "IAM identifiers").
 */
final class PartyPattern {
  private static final Pattern PROVIDER =
      Pattern.compile("federated:(arn:[^:]*:iam::[^:]*:(?:saml|oidc)-provider/)?(.*)");

  private final String text;
  private final Glob whole;
  private final @Nullable Form form;

  /**
   * The parts of an ARN of IAM or STS.
   *
   * @param type {@code user}, {@code role}, {@code root} or what else stands first in the resource
   * @param path with the name, without the type; for a role session the role's name
   * @param session name of the session; null where a role is meant
   */
  private record Form(
      String partition, String account, String type, String path, @Nullable String session) {
    static @Nullable Form of(String text) {
      Arn arn = Arn.parse(text);
      if (arn == null) {
        return null;
      }
      String type = arn.resourceType();
      String rest = arn.resource().substring(Math.min(type.length() + 1, arn.resource().length()));
      if (type.equals("assumed-role")) {
        int end = rest.indexOf('/');
        String session = end < 0 ? "*" : rest.substring(end + 1);
        String name = end < 0 ? rest : rest.substring(0, end);
        return new Form(arn.partition(), arn.account(), "role", name, session);
      }
      return new Form(arn.partition(), arn.account(), type, rest, null);
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean hasPath() {
      return path.indexOf('/') >= 0;
    }
  }

  private PartyPattern(String text) {
    this.text = text;
    this.whole = Glob.of(text);
    this.form = Form.of(text);
  }

  /** Reads a source or target as an edge writes it; a bare account number means the account. */
  static PartyPattern of(String text) {
    return new PartyPattern(AccountId.is(text) ? Arn.iam("*", text, "root") : text);
  }

  /** The name of a role where the pattern names one without wildcards, else null. */
  @Nullable String fixedName() {
    if (form == null || !form.type().equals("role")) {
      return null;
    }
    String name = form.name();
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 ? null : name;
  }

  /** The name of the role that an ARN means; the text itself where it is none. */
  static String name(String arn) {
    Form form = Form.of(arn);
    return form == null ? arn : form.name();
  }

  /** Whether an identity, session or origin is meant. */
  boolean matches(String actual) {
    if (whole.matches(actual)) {
      return true;
    }
    if (text.startsWith("federated:")) {
      return actual.startsWith("federated:") && sameProvider(actual);
    }
    if (form == null) {
      return false;
    }
    if (actual.startsWith("account:")) {
      return form.type().equals("root")
          && Glob.of(form.account()).matches(actual.substring("account:".length()));
    }
    Form other = Form.of(actual);
    return other != null && matches(form, other);
  }

  private static boolean matches(Form wanted, Form actual) {
    if (!Glob.of(wanted.partition()).matches(actual.partition())
        || !Glob.of(wanted.account()).matches(actual.account())) {
      return false;
    }
    if (wanted.type().equals("root")) {
      return true;
    }
    if (!wanted.type().equals(actual.type()) && !wanted.type().equals("*")) {
      return false;
    }
    boolean session =
        wanted.session() == null
            || wanted.session().equals("*")
            || (actual.session() != null && Glob.of(wanted.session()).matches(actual.session()));
    return session && named(wanted, actual);
  }

  private static boolean named(Form wanted, Form actual) {
    boolean byName = wanted.hasPath() != actual.hasPath() || wanted.session() != null;
    return Glob.of(wanted.path()).matches(actual.path())
        || (byName && Glob.of(wanted.name()).matches(actual.name()));
  }

  /**
   * Records name a provider by its ARN or by its issuer, so the host compares where one has no
   * account.
   */
  private boolean sameProvider(String actual) {
    Matcher mine = PROVIDER.matcher(text);
    Matcher theirs = PROVIDER.matcher(actual);
    if (!mine.matches()
        || !theirs.matches()
        || (mine.group(1) != null && theirs.group(1) != null)) {
      return false;
    }
    return Glob.of(issuer(mine.group(2))).matches(issuer(theirs.group(2)));
  }

  private static String issuer(String provider) {
    return provider.startsWith("https://") ? provider.substring("https://".length()) : provider;
  }

  @Override
  public String toString() {
    return text;
  }
}
