package dev.gatehouse.policy.principal;

import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ServicePrincipal;
import java.util.List;

/**
 * A Principal or NotPrincipal element.
 *
 * <p>ARNs compare exactly, wildcards in them match nobody. A role's ARN names all its sessions. A
 * session ARN does not show the role's path: where the role's own ARN is not known either, name and
 * account decide, since role names are unique in an account. A bare unique id ({@code AROA…}) is
 * what a saved policy shows after the principal was deleted, and names nobody (IAM guide,
 * "Principal").
 */
public final class PrincipalElement {
  /** What an entry stands for. */
  public enum EntryKind {
    EVERYONE,
    ACCOUNT,
    USER,
    ROLE,
    ROLE_SESSION,
    FEDERATED_USER,
    DELETED,
    SERVICE,
    FEDERATED,
    CANONICAL_USER,
    UNREADABLE
  }

  /**
   * One name in the element.
   *
   * @param type the key it stood under, such as {@code AWS}
   * @param account the account id it belongs to, or ""
   * @param name the role name for a role, else the value
   */
  public record Entry(
      String type,
      String value,
      EntryKind kind,
      String partition,
      String account,
      String name,
      int line,
      int column) {}

  private final boolean negated;
  private final List<Entry> entries;

  public PrincipalElement(boolean negated, List<Entry> entries) {
    this.negated = negated;
    this.entries = List.copyOf(entries);
  }

  /** Reads one name that stood under a key such as {@code AWS} or {@code Service}. */
  public static Entry entry(String type, String value, int line, int column) {
    EntryKind kind =
        switch (type) {
          case "AWS" -> EntryKind.UNREADABLE;
          case "Service" -> value.equals("*") ? EntryKind.UNREADABLE : EntryKind.SERVICE;
          case "Federated" -> value.equals("*") ? EntryKind.UNREADABLE : EntryKind.FEDERATED;
          case "CanonicalUser" -> EntryKind.CANONICAL_USER;
          default -> EntryKind.UNREADABLE;
        };
    if (!type.equals("AWS")) {
      return new Entry(type, value, kind, "", "", value, line, column);
    }
    if (value.equals("*")) {
      return new Entry(type, value, EntryKind.EVERYONE, "", "", value, line, column);
    }
    if (AccountId.is(value)) {
      return new Entry(type, value, EntryKind.ACCOUNT, "", value, value, line, column);
    }
    if (value.matches("A(?:IDA|ROA)[A-Z0-9]{12,124}")) {
      return new Entry(type, value, EntryKind.DELETED, "", "", value, line, column);
    }
    Arn arn = Arn.parse(value);
    if (arn == null || value.indexOf('*') >= 0 || value.indexOf('?') >= 0) {
      return new Entry(type, value, EntryKind.UNREADABLE, "", "", value, line, column);
    }
    EntryKind arnKind =
        switch (arn.service() + ":" + arn.resourceType()) {
          case "iam:root" -> EntryKind.ACCOUNT;
          case "iam:user" -> EntryKind.USER;
          case "iam:role" -> EntryKind.ROLE;
          case "sts:assumed-role" -> EntryKind.ROLE_SESSION;
          case "sts:federated-user" -> EntryKind.FEDERATED_USER;
          default -> EntryKind.UNREADABLE;
        };
    return new Entry(
        type, value, arnKind, arn.partition(), arn.account(), arn.name(), line, column);
  }

  /** Whether this is a NotPrincipal element. */
  public boolean negated() {
    return negated;
  }

  public List<Entry> entries() {
    return entries;
  }

  /** Whether {@code *} stands in the element. */
  public boolean everyone() {
    return entries.stream().anyMatch(entry -> entry.kind() == EntryKind.EVERYONE);
  }

  /** How closely the entries name a caller, negation aside. */
  public Naming naming(Caller caller) {
    Naming best = Naming.NONE;
    for (Entry entry : entries) {
      Naming naming = naming(entry, caller);
      if (naming == Naming.DIRECT) {
        return naming;
      }
      best = naming.compareTo(best) > 0 ? naming : best;
    }
    return best;
  }

  /**
   * Whether a NotPrincipal leaves a caller out. AWS checks the account first, then the role, then
   * the session, so all that apply must be listed (IAM guide, "NotPrincipal").
   */
  public boolean excepts(Caller caller) {
    boolean account = caller.account().isEmpty();
    boolean role = caller.kind() != Caller.Kind.ROLE_SESSION;
    boolean self = caller.kind() == Caller.Kind.ROOT;
    for (Entry entry : entries) {
      if (entry.kind() == EntryKind.EVERYONE) {
        return true;
      }
      Naming naming = naming(entry, caller);
      account |= entry.kind() == EntryKind.ACCOUNT && naming != Naming.NONE;
      role |= naming == Naming.ROLE;
      self |= entry.kind() != EntryKind.ACCOUNT && naming == Naming.DIRECT;
    }
    return account && role && self;
  }

  private static Naming naming(Entry entry, Caller caller) {
    return switch (entry.kind()) {
      case EVERYONE -> Naming.DIRECT;
      case ACCOUNT -> {
        boolean same = !caller.account().isEmpty() && entry.account().equals(caller.account());
        boolean partition =
            entry.partition().isEmpty() || entry.partition().equals(caller.partition());
        if (!same || !partition) {
          yield Naming.NONE;
        }
        yield caller.kind() == Caller.Kind.ROOT ? Naming.DIRECT : Naming.ACCOUNT;
      }
      case USER -> {
        if (caller.kind() == Caller.Kind.USER && entry.value().equals(caller.text())) {
          yield Naming.DIRECT;
        }
        yield caller.kind() == Caller.Kind.FEDERATED_USER && entry.value().equals(caller.issuer())
            ? Naming.ROLE
            : Naming.NONE;
      }
      case ROLE -> {
        if (caller.kind() == Caller.Kind.ROLE) {
          yield entry.value().equals(caller.text()) ? Naming.ROLE : Naming.NONE;
        }
        yield caller.kind() == Caller.Kind.ROLE_SESSION && isRoleOf(entry, caller)
            ? Naming.ROLE
            : Naming.NONE;
      }
      case ROLE_SESSION -> exactly(entry, caller, Caller.Kind.ROLE_SESSION);
      case FEDERATED_USER -> exactly(entry, caller, Caller.Kind.FEDERATED_USER);
      case SERVICE -> {
        // AWS takes a service's name with the domain of its partition and with the common one.
        boolean same =
            caller.kind() == Caller.Kind.SERVICE
                && ServicePrincipal.common(entry.value())
                    .equals(ServicePrincipal.common(caller.text()));
        yield same ? Naming.DIRECT : Naming.NONE;
      }
      case FEDERATED -> exactly(entry, caller, Caller.Kind.FEDERATED);
      case DELETED, CANONICAL_USER, UNREADABLE -> Naming.NONE;
    };
  }

  private static boolean isRoleOf(Entry entry, Caller session) {
    if (session.roleArn() != null) {
      return entry.value().equals(session.roleArn());
    }
    return entry.name().equals(session.name())
        && entry.account().equals(session.account())
        && entry.partition().equals(session.partition());
  }

  private static Naming exactly(Entry entry, Caller caller, Caller.Kind kind) {
    return caller.kind() == kind && entry.value().equals(caller.text())
        ? Naming.DIRECT
        : Naming.NONE;
  }
}
