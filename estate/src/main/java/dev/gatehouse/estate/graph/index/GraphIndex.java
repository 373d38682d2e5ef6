package dev.gatehouse.estate.graph.index;

import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.query.Held;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.IamGroup;
import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.ManagedPolicyDocument;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An inventory made ready for the search: subjects with their policies, trust policies by name. */
public final class GraphIndex {
  private final Inventory inventory;
  private final OrganizationTree organization;
  private final Trusts trusts;
  private final Resources resources;
  private final MentionedKeys mentioned;
  private final Keys keys;
  private final Map<String, Subject> principals = new LinkedHashMap<>();
  private final Map<String, List<Subject>> byAccount = new LinkedHashMap<>();
  private final Map<String, Subject> administrators = new LinkedHashMap<>();
  private final Map<String, List<Subject>> groups = new LinkedHashMap<>();
  private final Map<String, StrongPolicies> strongPolicies = new LinkedHashMap<>();

  public GraphIndex(Inventory inventory) {
    this.inventory = inventory;
    organization = inventory.organization();
    trusts = new Trusts(inventory.roles());
    resources = new Resources(inventory);
    mentioned = new MentionedKeys(organization.id());
    documents().forEach(mentioned::add);
    keys = new Keys(organization, mentioned.principalTags(), mentioned.namesForeign());
    for (AccountInventory account : inventory.accounts()) {
      account(account);
    }
  }

  private Stream<Policy> documents() {
    Stream<Policy> own = inventory.principals().flatMap(each -> held(each).map(Held::policy));
    Stream<Policy> trust = inventory.roles().map(IamRole::trust);
    Stream<Policy> control = organization.policies().values().stream().map(each -> each.document());
    Stream<Policy> ofResources =
        inventory.resourcePolicies().stream()
            .map(ResourcePolicy::policy)
            .flatMap(Stream::ofNullable);
    return Stream.of(own, trust, control, ofResources).flatMap(each -> each);
  }

  private void account(AccountInventory account) {
    List<Subject> own = new ArrayList<>();
    account.users().forEach(user -> own.add(user(user)));
    account.roles().forEach(role -> own.add(role(role)));
    own.forEach(subject -> principals.put(subject.arn(), subject));
    byAccount.put(account.id(), own);
    List<Subject> ofGroups = new ArrayList<>();
    account.groups().forEach(group -> ofGroups.add(group(group)));
    groups.put(account.id(), ofGroups);
    administrators.put(account.id(), administrator(account.id(), account.partition()));
    strongPolicies.put(account.id(), new StrongPolicies(account));
  }

  private Subject user(IamUser user) {
    Set<String> memberOf = new LinkedHashSet<>();
    inventory
        .account(user.account())
        .ifPresent(
            account ->
                user.groups()
                    .forEach(
                        name -> account.group(name).ifPresent(group -> memberOf.add(group.arn()))));
    return subject(
        new Node(Node.Kind.USER, user.arn()),
        user.arn(),
        Caller.parse(user.arn()),
        memberOf,
        held(user).toList(),
        boundary(user),
        keys.user(user));
  }

  private Subject role(IamRole role) {
    return subject(
        new Node(Node.Kind.ROLE, role.arn()),
        role.arn(),
        Caller.parse(role.arn()),
        Set.of(),
        held(role).toList(),
        boundary(role),
        keys.role(role));
  }

  private Subject group(IamGroup group) {
    List<Held> held = new ArrayList<>();
    held(group.permissions(), group.arn(), held);
    return subject(
        new Node(Node.Kind.GROUP, group.arn()),
        group.arn(),
        somebody(group.arn(), "user/(member of " + group.name() + ")"),
        Set.of(group.arn()),
        held,
        null,
        keys.somebody(group.account()));
  }

  private Subject administrator(String account, String partition) {
    Held all = new Held("", Subject.ALL.name(), Subject.ALL);
    return subject(
        Node.administrator(account),
        "",
        Caller.parse(Arn.iam(partition, account, "role/(administrator)")),
        Set.of(),
        List.of(all),
        null,
        keys.somebody(account));
  }

  /**
   * A user or role that does not exist yet and has every permission that a boundary leaves.
   *
   * @param boundary ARN of the policy
   */
  public Subject made(String account, String boundary) {
    String partition = inventory.account(account).map(AccountInventory::partition).orElse("aws");
    Held all = new Held("", Subject.ALL.name(), Subject.ALL);
    String arn = Arn.iam(partition, account, "role/(new)");
    return subject(
        Node.made(account, boundary),
        arn,
        Caller.parse(arn),
        Set.of(),
        List.of(all),
        List.of(inventory.managedPolicy(boundary)),
        keys.somebody(account));
  }

  /** Whoever a node of the kinds that have policies stands for. */
  public Optional<Subject> subject(Node node) {
    return switch (node.kind()) {
      case USER, ROLE -> principal(node.id());
      case RAISED -> principal(node.id().substring("raised:".length())).map(Subject::raised);
      case MADE -> Optional.of(made(node.account(), node.boundary()));
      default -> Optional.empty();
    };
  }

  private static Caller somebody(String likeArn, String resource) {
    String partition = Arn.partition(likeArn);
    return Caller.parse(Arn.iam(String.valueOf(partition), Arn.account(likeArn), resource));
  }

  private Subject subject(
      Node node,
      String arn,
      Caller caller,
      Set<String> memberOf,
      List<Held> held,
      @Nullable List<Policy> boundary,
      Context known) {
    return new Subject(
        node,
        arn,
        caller,
        memberOf,
        held,
        held.stream().map(Held::policy).toList(),
        boundary,
        null,
        organization.scps(caller.account()),
        caller.account().equals(organization.managementAccount()),
        known);
  }

  private Stream<Held> held(IamPrincipal principal) {
    List<Held> held = new ArrayList<>();
    held(principal.permissions(), principal.arn(), held);
    if (principal instanceof IamUser user) {
      for (String name : user.groups()) {
        IamGroup group =
            inventory.account(user.account()).flatMap(each -> each.group(name)).orElse(null);
        if (group == null) {
          held.add(new Held("", name, Policy.unknown("policies of group " + name)));
        } else {
          held(group.permissions(), group.arn(), held);
        }
      }
    }
    return held.stream();
  }

  private void held(Permissions permissions, String holder, List<Held> held) {
    permissions.inline().forEach((name, policy) -> held.add(new Held(holder, name, policy)));
    permissions
        .attached()
        .forEach(arn -> held.add(new Held(holder, arn, inventory.managedPolicy(arn))));
    if (!permissions.whole()) {
      held.add(new Held(holder, "others", Policy.unknown("other policies of " + holder)));
    }
  }

  private @Nullable List<Policy> boundary(IamPrincipal principal) {
    String arn = principal.permissions().boundary();
    if (arn != null) {
      return List.of(inventory.managedPolicy(arn));
    }
    return principal.permissions().whole()
        ? null
        : List.of(Policy.unknown("boundary of " + principal.arn()));
  }

  /** Users and roles, then groups, then the administrators of each account. */
  public List<Subject> subjects() {
    List<Subject> all = new ArrayList<>(principals.values());
    groups.values().forEach(all::addAll);
    all.addAll(administrators.values());
    return all;
  }

  public List<Subject> groupsOf(String account) {
    return groups.getOrDefault(account, List.of());
  }

  public Optional<Subject> principal(String arn) {
    return Optional.ofNullable(principals.get(arn));
  }

  /** Policies of an account that anybody who may attach them becomes an administrator by. */
  public List<String> strongPolicies(String account) {
    StrongPolicies strong = strongPolicies.get(account);
    return strong == null ? List.of() : strong.everything();
  }

  /**
   * Policies of an account, besides those, by which whoever gets them may write his own.
   *
   * @param word {@code User}, {@code Role} or {@code Group}: who gets them
   */
  public List<String> ownershipPolicies(String account, String word) {
    StrongPolicies strong = strongPolicies.get(account);
    return strong == null ? List.of() : strong.editing(word);
  }

  /** ARNs of the policies that an account has written. */
  public List<String> customerPolicies(String account) {
    return inventory.account(account).stream()
        .flatMap(each -> each.policies().stream())
        .map(ManagedPolicyDocument::arn)
        .filter(arn -> Arn.account(arn).equals(account))
        .toList();
  }

  public Collection<IamRole> rolesOf(String account) {
    return inventory.account(account).map(AccountInventory::roles).orElse(List.of());
  }

  public Collection<IamUser> usersOf(String account) {
    return inventory.account(account).map(AccountInventory::users).orElse(List.of());
  }

  /** A policy set with the role's side added to the caller's. */
  public PolicySet.Builder towards(PolicySet.Builder caller, IamRole role, Policy trust) {
    return towards(caller, role.account(), trust);
  }

  public PolicySet.Builder towards(PolicySet.Builder caller, String owner, @Nullable Policy own) {
    return caller
        .resource(own)
        .rcps(organization.rcps(owner))
        .resourceInManagementAccount(owner.equals(organization.managementAccount()));
  }

  public Optional<ManagedPolicyDocument> customerPolicy(String account, String arn) {
    return inventory.account(account).flatMap(each -> each.policy(arn));
  }

  /** The inventory itself. */
  public Inventory inventory() {
    return inventory;
  }

  /** Accounts of the organization of which no dump is here, sorted. */
  public Set<String> unread() {
    Set<String> unread = new TreeSet<>(organization.accounts());
    unread.removeAll(byAccount.keySet());
    return unread;
  }

  public boolean isRead(String account) {
    return byAccount.containsKey(account);
  }

  /**
   * The engine's answer to a call of the subject in its own account, on something that has no
   * policy of its own; null if its own policies do not allow it.
   *
   * @param resource an ARN, or {@code *} for some resource of the kind
   * @param more condition keys with their values; no value for a key that is absent
   */
  public @Nullable Ruling call(
      Subject from, String action, String resource, Map<String, List<String>> more) {
    if (!PolicyQueries.may(from, action, resource)) {
      return null;
    }
    Context.Builder known = keys.on(from.keys(), from.account(), Map.of()).toBuilder();
    more.forEach(
        (key, values) -> {
          if (values.size() == 1) {
            known.put(key, values.get(0));
          } else {
            known.putAll(key, values);
          }
        });
    Request request = Request.of(from.caller(), action, resource, from.account(), known.build());
    return PolicyQueries.decide(request, from.policies().build(), PolicyQueries.OWN);
  }

  /** {@link #call} on a user or role, whose tags and boundary policies may ask for. */
  public @Nullable Ruling call(Subject from, String action, IamPrincipal target) {
    return PolicyQueries.may(from, action, target.arn())
        ? call(from, action, target.arn(), asTarget(target))
        : null;
  }

  /** Whether the subject may hand a role to a service. */
  public @Nullable Ruling pass(Subject from, IamRole role, String service) {
    if (!PolicyQueries.may(from, "iam:PassRole", role.arn())) {
      return null;
    }
    Map<String, List<String>> more = new LinkedHashMap<>(asTarget(role));
    more.put("iam:PassedToService", List.of(service));
    return call(from, "iam:PassRole", role.arn(), more);
  }

  /** What conditions can ask of a user or role that is acted on: its tags and its boundary. */
  public Map<String, List<String>> asTarget(IamPrincipal target) {
    Map<String, List<String>> known = new LinkedHashMap<>();
    for (String tag : mentioned.resourceTags()) {
      known.put("aws:ResourceTag/" + tag, List.of());
      known.put("iam:ResourceTag/" + tag, List.of());
    }
    target.tags().forEach((tag, value) -> known.put("aws:ResourceTag/" + tag, List.of(value)));
    target.tags().forEach((tag, value) -> known.put("iam:ResourceTag/" + tag, List.of(value)));
    String boundary = target.permissions().boundary();
    if (boundary != null || target.permissions().whole()) {
      known.put("iam:PermissionsBoundary", boundary == null ? List.of() : List.of(boundary));
    }
    return known;
  }

  /** {@link #asTarget(IamPrincipal)} of an ARN; of a group nothing is known. */
  public Map<String, List<String>> asTarget(String arn) {
    return inventory.principal(arn).map(this::asTarget).orElse(Map.of());
  }

  public Trusts trusts() {
    return trusts;
  }

  public Resources resources() {
    return resources;
  }

  public Keys keys() {
    return keys;
  }
}
