package dev.gatehouse.range.org;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that exists when the window begins. Filled by the plans, then only read. */
public final class Organization {
  /** The organization's id. */
  public static final String ID = "o-example123";

  /** The identity store of IAM Identity Center. */
  public static final String IDENTITY_STORE = "d-9067example";

  /** Host of the build service's OpenID Connect provider. */
  public static final String BUILD_PROVIDER = "token.actions.githubusercontent.com";

  private final List<Account> accounts = new ArrayList<>();
  private final Map<String, Map<String, Role>> roles = new LinkedHashMap<>();
  private final List<IamUser> users = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final List<Vendor> vendors = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> units = new ArrayList<>();

  public List<Account> accounts() {
    return accounts;
  }

  public List<IamUser> users() {
    return users;
  }

  public List<Person> people() {
    return people;
  }

  public List<Workload> workloads() {
    return workloads;
  }

  public List<Pipeline> pipelines() {
    return pipelines;
  }

  public List<Vendor> vendors() {
    return vendors;
  }

  /** Organizational units in the form of {@code aws organizations}. */
  public List<Map<String, @Nullable Object>> units() {
    return units;
  }

  /** The first account of an environment; every organization has one of each but network. */
  public Account first(String environment) {
    return accounts.stream()
        .filter(account -> account.environment().equals(environment))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No account of `" + environment + "`."));
  }

  /** Accounts of an environment. */
  public List<Account> of(String environment) {
    return accounts.stream().filter(a -> a.environment().equals(environment)).toList();
  }

  /** Accounts that run services: prod, staging, dev, sandbox. */
  public List<Account> services() {
    return accounts.stream()
        .filter(a -> List.of("prod", "staging", "dev", "sandbox").contains(a.environment()))
        .toList();
  }

  /** Accounts of one business unit. */
  List<Account> ofUnit(String unit) {
    return accounts.stream().filter(a -> a.unit().equals(unit)).toList();
  }

  /** All roles of an account, in the order they were made. */
  public List<Role> roles(Account account) {
    return List.copyOf(roles.getOrDefault(account.id(), Map.of()).values());
  }

  /** A role by its name; fails where there is none. */
  public Role role(Account account, String name) {
    Role role = roles.getOrDefault(account.id(), Map.of()).get(name);
    if (role == null) {
      throw new IllegalStateException("No role `" + name + "` in account `" + account.id() + "`.");
    }
    return role;
  }

  /** The role that Identity Center made for a permission set. */
  public Role permissionSet(Account account, String set) {
    String prefix = "AWSReservedSSO_" + set + "_";
    return roles(account).stream()
        .filter(role -> role.name().startsWith(prefix))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("No role of `" + set + "` in `" + account.id() + "`."));
  }

  /** People of a job. */
  public List<Person> people(Person.Job job) {
    return people.stream().filter(person -> person.job() == job).toList();
  }

  /** Workloads of a kind. */
  public List<Workload> workloads(Workload.Kind kind) {
    return workloads.stream().filter(workload -> workload.kind() == kind).toList();
  }

  /** A user by name. */
  public IamUser user(String name) {
    return users.stream()
        .filter(user -> user.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No user `" + name + "`."));
  }

  /** A vendor by name. */
  public Vendor vendor(String name) {
    return vendors.stream()
        .filter(vendor -> vendor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No vendor `" + name + "`."));
  }

  /** ARN of an OpenID Connect provider in an account. */
  public static String oidcProvider(Account account, String host) {
    return account.arn("iam", "", "oidc-provider/" + host);
  }

  /** ARN of the SAML provider that Identity Center made in an account. */
  public static String samlProvider(Account account) {
    return account.arn("iam", "", "saml-provider/AWSSSO_" + account.id() + "_DO_NOT_DELETE");
  }

  /** ARN of the identity store. */
  public String identityStoreArn() {
    return "arn:aws:identitystore::"
        + first("management").id()
        + ":identitystore/"
        + IDENTITY_STORE;
  }

  Role add(Role role) {
    roles.computeIfAbsent(role.account().id(), id -> new LinkedHashMap<>()).put(role.name(), role);
    return role;
  }
}
