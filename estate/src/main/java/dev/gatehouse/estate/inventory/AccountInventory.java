package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.Partition;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What IAM holds in one account. Immutable. Names of users, groups and roles are unique in an
 * account whatever their paths; collections are sorted by name or ARN.
 */
public final class AccountInventory {
  private final String id;
  private final boolean dumped;
  private final boolean providersKnown;
  private final @Nullable Instant asOf;
  private final PersistentMap<IamUser> users;
  private final PersistentMap<IamGroup> groups;
  private final PersistentMap<IamRole> roles;
  private final PersistentMap<ManagedPolicyDocument> policies;
  private final PersistentMap<IdentityProvider> providers;
  private final PersistentMap<Credentials> credentials;

  AccountInventory(Change change) {
    id = change.id;
    dumped = change.dumped;
    providersKnown = change.providersKnown;
    asOf = change.asOf;
    users = change.users;
    groups = change.groups;
    roles = change.roles;
    policies = change.policies;
    providers = change.providers;
    credentials = change.credentials;
  }

  /** An account of which nothing is known. */
  static AccountInventory empty(String id) {
    return new AccountInventory(new Change(id));
  }

  /** Twelve digits. */
  public String id() {
    return id;
  }

  /**
   * The partition it belongs to, by the ARNs of what it holds; the commercial one if it is empty.
   */
  public String partition() {
    return Stream.of(
            roles.values().stream().map(IamRole::arn),
            users.values().stream().map(IamUser::arn),
            policies.values().stream().map(ManagedPolicyDocument::arn))
        .flatMap(each -> each)
        .map(Arn::partition)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(Partition.COMMERCIAL.id());
  }

  /**
   * Whether its users, groups, roles and customer managed policies were all read, so that what is
   * not here does not exist.
   */
  public boolean dumped() {
    return dumped;
  }

  /** Whether the list of its identity providers was read. */
  public boolean knowsProviders() {
    return providersKnown;
  }

  /**
   * When the dump was taken, or at least the newest time that it tells of; null when there is none.
   */
  public @Nullable Instant asOf() {
    return asOf;
  }

  public Collection<IamUser> users() {
    return users.values();
  }

  public Collection<IamGroup> groups() {
    return groups.values();
  }

  public Collection<IamRole> roles() {
    return roles.values();
  }

  public Collection<ManagedPolicyDocument> policies() {
    return policies.values();
  }

  public Collection<IdentityProvider> providers() {
    return providers.values();
  }

  /** Credentials by user name, root under {@link Credentials#ROOT}; empty without a report. */
  public Map<String, Credentials> credentials() {
    return credentials;
  }

  public Optional<IamUser> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  public Optional<IamGroup> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  public Optional<IamRole> role(String name) {
    return Optional.ofNullable(roles.get(name));
  }

  public Optional<ManagedPolicyDocument> policy(String arn) {
    return Optional.ofNullable(policies.get(arn));
  }

  Optional<IdentityProvider> provider(String arn) {
    return Optional.ofNullable(providers.get(arn));
  }

  /** A copy with the changes. */
  AccountInventory with(Consumer<Change> changes) {
    Change change = new Change(this);
    changes.accept(change);
    return new AccountInventory(change);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountInventory that
        && id.equals(that.id)
        && dumped == that.dumped
        && providersKnown == that.providersKnown
        && users.equals(that.users)
        && groups.equals(that.groups)
        && roles.equals(that.roles)
        && policies.equals(that.policies)
        && providers.equals(that.providers)
        && credentials.equals(that.credentials);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** A draft of an account; the fields are what {@link AccountInventory} will have. */
  static final class Change {
    final String id;
    boolean dumped;
    boolean providersKnown;
    @Nullable Instant asOf;
    PersistentMap<IamUser> users = PersistentMap.empty();
    PersistentMap<IamGroup> groups = PersistentMap.empty();
    PersistentMap<IamRole> roles = PersistentMap.empty();
    PersistentMap<ManagedPolicyDocument> policies = PersistentMap.empty();
    PersistentMap<IdentityProvider> providers = PersistentMap.empty();
    PersistentMap<Credentials> credentials = PersistentMap.empty();

    Change(String id) {
      this.id = id;
    }

    Change(AccountInventory from) {
      id = from.id;
      dumped = from.dumped;
      providersKnown = from.providersKnown;
      asOf = from.asOf;
      users = from.users;
      groups = from.groups;
      roles = from.roles;
      policies = from.policies;
      providers = from.providers;
      credentials = from.credentials;
    }

    void put(IamUser user) {
      users = users.with(user.name(), user);
    }

    void put(IamGroup group) {
      groups = groups.with(group.name(), group);
    }

    void put(IamRole role) {
      roles = roles.with(role.name(), role);
    }

    void put(ManagedPolicyDocument policy) {
      policies = policies.with(policy.arn(), policy);
    }

    void put(IdentityProvider provider) {
      providers = providers.with(provider.arn(), provider);
    }

    void put(Credentials row) {
      credentials = credentials.with(row.user(), row);
    }

    void seen(@Nullable Instant time) {
      if (time != null && (asOf == null || time.isAfter(asOf))) {
        asOf = time;
      }
    }
  }
}
