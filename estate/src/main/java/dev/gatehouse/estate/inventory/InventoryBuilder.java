package dev.gatehouse.estate.inventory;

import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.aws.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects an inventory; of two records of one thing the last holds. */
public final class InventoryBuilder {
  private final Map<String, AccountInventory.Change> accounts = new TreeMap<>();
  private final OrganizationTree.Builder organization = new OrganizationTree.Builder();
  private PersistentMap<ResourcePolicy> resourcePolicies = PersistentMap.empty();
  private PersistentMap<ManagedPolicyDocument> awsManaged = PersistentMap.empty();
  private final List<AnalyzerFinding> findings = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private IdentityCenter identityCenter = IdentityCenter.NONE;

  private AccountInventory.Change account(String id) {
    return accounts.computeIfAbsent(id, AccountInventory.Change::new);
  }

  public InventoryBuilder put(IamUser user) {
    account(user.account()).put(user);
    return this;
  }

  public InventoryBuilder put(IamGroup group) {
    account(group.account()).put(group);
    return this;
  }

  public InventoryBuilder put(IamRole role) {
    account(role.account()).put(role);
    return this;
  }

  /** Adds a managed policy of a customer, or one of AWS's own in the words of a dump. */
  public InventoryBuilder put(ManagedPolicyDocument policy) {
    if (policy.account().equals("aws")) {
      awsManaged = awsManaged.with(policy.arn(), policy);
    } else {
      account(policy.account()).put(policy);
    }
    return this;
  }

  public InventoryBuilder put(IdentityProvider provider) {
    account(provider.account()).put(provider);
    return this;
  }

  public InventoryBuilder put(String account, Credentials credentials) {
    account(account).put(credentials);
    return this;
  }

  public InventoryBuilder put(ResourcePolicy policy) {
    resourcePolicies = resourcePolicies.with(policy.arn(), policy);
    return this;
  }

  public InventoryBuilder put(AnalyzerFinding finding) {
    findings.add(finding);
    return this;
  }

  /** The role as collected so far, or null. */
  public @Nullable IamRole role(String account, String name) {
    AccountInventory.Change change = accounts.get(account);
    return change == null ? null : change.roles.get(name);
  }

  /** The user as collected so far, or null. */
  public @Nullable IamUser user(String account, String name) {
    AccountInventory.Change change = accounts.get(account);
    return change == null ? null : change.users.get(name);
  }

  /** The group as collected so far, or null. */
  public @Nullable IamGroup group(String account, String name) {
    AccountInventory.Change change = accounts.get(account);
    return change == null ? null : change.groups.get(name);
  }

  /** The policy of a customer as collected so far, or null. */
  public @Nullable ManagedPolicyDocument policy(String arn) {
    AccountInventory.Change change = accounts.get(Arn.account(arn));
    return change == null ? null : change.policies.get(arn);
  }

  /** Takes the user, group, role, managed policy or provider of this ARN out. */
  public InventoryBuilder remove(String arn) {
    AccountInventory.Change change = accounts.get(Arn.account(arn));
    if (change != null) {
      String name = arn.substring(arn.lastIndexOf('/') + 1);
      if (arn.contains(":user/")) {
        change.users = change.users.without(name);
      } else if (arn.contains(":group/")) {
        change.groups = change.groups.without(name);
      } else if (arn.contains(":role/")) {
        change.roles = change.roles.without(name);
      }
      change.policies = change.policies.without(arn);
      change.providers = change.providers.without(arn);
    }
    return this;
  }

  /** Says whether all users, groups, roles and policies of the account were read. */
  public InventoryBuilder dumped(String account, boolean whole) {
    account(account).dumped = whole;
    return this;
  }

  /** Says that the identity providers of the account were all read. */
  public InventoryBuilder providersKnown(String account) {
    account(account).providersKnown = true;
    return this;
  }

  /** Says that what was read of the account is of this time or later. */
  public InventoryBuilder seen(String account, @Nullable Instant time) {
    account(account).seen(time);
    return this;
  }

  /** ARNs of the users, groups, roles and policies of an account collected so far. */
  public Set<String> arns(String account) {
    Set<String> arns = new TreeSet<>();
    AccountInventory.Change change = accounts.get(account);
    if (change != null) {
      change.users.values().forEach(each -> arns.add(each.arn()));
      change.groups.values().forEach(each -> arns.add(each.arn()));
      change.roles.values().forEach(each -> arns.add(each.arn()));
      arns.addAll(change.policies.keySet());
    }
    return arns;
  }

  /** Forgets the users, groups, roles and policies of an account. */
  public InventoryBuilder forget(String account) {
    AccountInventory.Change change = account(account);
    change.users = PersistentMap.empty();
    change.groups = PersistentMap.empty();
    change.roles = PersistentMap.empty();
    change.policies = PersistentMap.empty();
    change.asOf = null;
    return this;
  }

  public OrganizationTree.Builder organization() {
    return organization;
  }

  public InventoryBuilder put(Machine machine) {
    machines.add(machine);
    return this;
  }

  public InventoryBuilder put(IdentityCenter known) {
    identityCenter = known;
    return this;
  }

  public Inventory build() {
    return Inventory.of(
        accounts.values(),
        organization.build(),
        resourcePolicies,
        awsManaged,
        new Surroundings(findings, machines, identityCenter));
  }
}
