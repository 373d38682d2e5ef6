package dev.gatehouse.estate.organization;

import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The organization as a tree of root, organizational units and accounts, with the control policies
 * attached to each. Immutable.
 */
public final class OrganizationTree {
  /** No organization is known of. */
  public static final OrganizationTree NONE = new Builder().build();

  /** An organizational unit nests at most five deep; a longer way up is a circle. */
  private static final int DEPTH_MAX = 16;

  /** The id of the SCP that AWS itself wrote. */
  public static final String FULL_ACCESS_ID = "p-FullAWSAccess";

  /**
   * Its document, which is no secret: AWS attaches it to everything until somebody takes it away.
   */
  public static final Policy FULL_ACCESS =
      Policy.parse(
          "FullAWSAccess",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private final @Nullable String id;
  private final @Nullable String managementAccount;
  private final Map<String, String> names;
  private final Map<String, String> parents;
  private final Set<String> accounts;
  private final Map<String, ControlPolicy> policies;
  private final Map<String, Set<String>> attached;
  private final Map<String, Set<String>> delegated;
  private final boolean knowsPolicies;
  private final Map<String, List<Level>> scps = new HashMap<>();
  private final Map<String, List<Level>> rcps = new HashMap<>();

  private OrganizationTree(Builder builder) {
    id = builder.id;
    managementAccount = builder.managementAccount;
    names = Collections.unmodifiableMap(new TreeMap<>(builder.names));
    parents = Map.copyOf(builder.parents);
    accounts = Collections.unmodifiableSet(new TreeSet<>(builder.accounts));
    policies = Collections.unmodifiableMap(new TreeMap<>(builder.policies));
    attached = copy(builder.attached);
    delegated = copy(builder.delegated);
    knowsPolicies = builder.knowsPolicies;
    for (String account : accounts) {
      scps.put(account, levels(account, ControlPolicy.Type.SERVICE_CONTROL_POLICY));
      rcps.put(account, levels(account, ControlPolicy.Type.RESOURCE_CONTROL_POLICY));
    }
  }

  private static Map<String, Set<String>> copy(Map<String, Set<String>> sets) {
    Map<String, Set<String>> copy = new TreeMap<>();
    sets.forEach((key, set) -> copy.put(key, Collections.unmodifiableSet(new TreeSet<>(set))));
    return Collections.unmodifiableMap(copy);
  }

  /** {@code o-…}; null when not known. */
  public @Nullable String id() {
    return id;
  }

  /** The account that control policies spare; null when not known. */
  public @Nullable String managementAccount() {
    return managementAccount;
  }

  /** Whether anything at all is known of an organization. */
  public boolean isKnown() {
    return id != null || managementAccount != null || !accounts.isEmpty();
  }

  /** Whether it is known which control policies there are. */
  public boolean knowsPolicies() {
    return knowsPolicies;
  }

  /** Ids of its accounts, sorted. */
  public Set<String> accounts() {
    return accounts;
  }

  /** Names of roots and organizational units by id. */
  public Map<String, String> units() {
    return names;
  }

  /** Control policies by id. */
  public Map<String, ControlPolicy> policies() {
    return policies;
  }

  /** Ids of the control policies attached to a root, organizational unit or account itself. */
  public Set<String> attachedTo(String target) {
    return attached.getOrDefault(target, Set.of());
  }

  /** Accounts that administer a service for the organization, with the services' principals. */
  public Map<String, Set<String>> delegatedAdministrators() {
    return delegated;
  }

  /** What lies above an account, from the root down to the account itself. */
  public List<String> path(String account) {
    Deque<String> path = new ArrayDeque<>();
    String at = account;
    for (int i = 0; at != null && i < DEPTH_MAX; i++) {
      path.addFirst(at);
      at = parents.get(at);
    }
    return new ArrayList<>(path);
  }

  /** The account's {@code aws:PrincipalOrgPaths} value, {@code o-…/r-…/ou-…/}; null if unknown. */
  public @Nullable String orgPath(String account) {
    List<String> path = path(account);
    if (id == null || !reachesRoot(path)) {
      return null;
    }
    StringBuilder text = new StringBuilder(id).append('/');
    for (String each : path.subList(0, path.size() - 1)) {
      text.append(each).append('/');
    }
    return text.toString();
  }

  /**
   * The SCPs that limit an account's principals, from the root down; none for an account that is
   * not of the organization. What is not known stands there as an opaque policy.
   */
  public List<Level> scps(String account) {
    return scps.getOrDefault(account, List.of());
  }

  /** The RCPs that limit an account's resources, as {@link #scps}. */
  public List<Level> rcps(String account) {
    return rcps.getOrDefault(account, List.of());
  }

  private List<Level> levels(String account, ControlPolicy.Type type) {
    if (!knowsPolicies) {
      return List.of(
          new Level(account, List.of(Policy.unknown(word(type) + "s above `" + account + "`"))));
    }
    boolean used = policies.values().stream().anyMatch(each -> each.type() == type);
    if (!used) {
      return List.of();
    }
    List<Level> levels = new ArrayList<>();
    List<String> path = path(account);
    if (!reachesRoot(path)) {
      String open = path.get(0);
      levels.add(
          new Level(
              "above " + open, List.of(Policy.unknown(word(type) + "s above `" + open + "`"))));
    }
    for (String target : path) {
      List<Policy> documents = new ArrayList<>();
      for (String each : attachedTo(target)) {
        ControlPolicy policy = policies.get(each);
        if (policy != null && policy.type() == type) {
          documents.add(policy.document());
        }
      }
      if (documents.isEmpty() && type == ControlPolicy.Type.SERVICE_CONTROL_POLICY) {
        documents.add(FULL_ACCESS);
      }
      levels.add(new Level(target, documents));
    }
    return List.copyOf(levels);
  }

  private static String word(ControlPolicy.Type type) {
    return switch (type) {
      case SERVICE_CONTROL_POLICY -> "SCP";
      case RESOURCE_CONTROL_POLICY -> "RCP";
    };
  }

  private static boolean reachesRoot(List<String> path) {
    return !path.isEmpty() && path.get(0).startsWith("r-");
  }

  /** A builder that begins with this tree. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.id = id;
    builder.managementAccount = managementAccount;
    builder.names.putAll(names);
    builder.parents.putAll(parents);
    builder.accounts.addAll(accounts);
    builder.policies.putAll(policies);
    attached.forEach((target, ids) -> builder.attached.put(target, new TreeSet<>(ids)));
    delegated.forEach((account, all) -> builder.delegated.put(account, new TreeSet<>(all)));
    builder.knowsPolicies = knowsPolicies;
    return builder;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OrganizationTree that && that.state().equals(state());
  }

  @Override
  public int hashCode() {
    return state().hashCode();
  }

  private List<Object> state() {
    return List.of(
        String.valueOf(id),
        String.valueOf(managementAccount),
        names,
        parents,
        accounts,
        policies.keySet(),
        attached,
        delegated,
        knowsPolicies);
  }

  /** Collects what the organization's outputs say; of two words on one thing the last holds. */
  public static final class Builder {
    private @Nullable String id;
    private @Nullable String managementAccount;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Set<String> accounts = new TreeSet<>();
    private final Map<String, ControlPolicy> policies = new HashMap<>();
    private final Map<String, Set<String>> attached = new HashMap<>();
    private final Map<String, Set<String>> delegated = new HashMap<>();
    private boolean knowsPolicies;

    public Builder organization(@Nullable String newId, @Nullable String newManagement) {
      id = newId == null ? id : newId;
      managementAccount = newManagement == null ? managementAccount : newManagement;
      return this;
    }

    public Builder unit(String unit, String name) {
      names.put(unit, name);
      return this;
    }

    public Builder account(String account) {
      accounts.add(account);
      return this;
    }

    public Builder removeAccount(String account) {
      accounts.remove(account);
      parents.remove(account);
      return this;
    }

    public Builder parent(String child, String parent) {
      parents.put(child, parent);
      return this;
    }

    /** A policy; a document that is opaque does not replace one that is known. */
    public Builder policy(ControlPolicy policy) {
      knowsPolicies = true;
      ControlPolicy old = policies.get(policy.id());
      if (old == null || !policy.document().opaque() || old.document().opaque()) {
        policies.put(policy.id(), policy);
      }
      return this;
    }

    public Builder removePolicy(String policyId) {
      policies.remove(policyId);
      return this;
    }

    /** Ids of the policies attached to a target as collected so far. */
    public Set<String> attachedTo(String target) {
      return Set.copyOf(attached.getOrDefault(target, Set.of()));
    }

    /** Whether it was read which control policies there are. */
    public boolean knowsPolicies() {
      return knowsPolicies;
    }

    /** Says that the list of control policies was read, even if it was empty. */
    public Builder policiesKnown() {
      knowsPolicies = true;
      return this;
    }

    public Builder attach(String policyId, String target) {
      attached.computeIfAbsent(target, key -> new TreeSet<>()).add(policyId);
      return this;
    }

    public Builder detach(String policyId, String target) {
      Set<String> ids = attached.get(target);
      if (ids != null) {
        ids.remove(policyId);
      }
      return this;
    }

    public Builder delegate(String account, Set<String> services) {
      delegated.computeIfAbsent(account, key -> new TreeSet<>()).addAll(services);
      return this;
    }

    /** The policy of this id as collected so far, or null. */
    public @Nullable ControlPolicy policy(String policyId) {
      return policies.get(policyId);
    }

    public OrganizationTree build() {
      return new OrganizationTree(this);
    }
  }
}
