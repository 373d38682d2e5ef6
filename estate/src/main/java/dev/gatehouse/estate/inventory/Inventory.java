package dev.gatehouse.estate.inventory;

import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ManagedPolicies;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What IAM and the organization hold, at one time. Immutable; a changed copy shares what stayed.
 *
 * <p>It is normally partial. What it was not told is never taken for "there is none": documents are
 * then {@link Policy#unknown}, so that decisions that hang on them are Unknown, and {@link
 * #missing} names what would tell.
 */
public final class Inventory {
  /** Knows nothing. */
  public static final Inventory EMPTY =
      new Inventory(
          PersistentMap.empty(),
          OrganizationTree.NONE,
          PersistentMap.empty(),
          PersistentMap.empty(),
          Surroundings.NONE);

  /** AWS-managed policies, compiled on first use; they are the same for every inventory. */
  private static final Map<String, Optional<Policy>> AWS_MANAGED = new ConcurrentHashMap<>();

  private final PersistentMap<AccountInventory> accounts;
  private final OrganizationTree organization;
  private final PersistentMap<ResourcePolicy> resourcePolicies;
  private final PersistentMap<ManagedPolicyDocument> awsManaged;
  private final Surroundings surroundings;

  private Inventory(
      PersistentMap<AccountInventory> accounts,
      OrganizationTree organization,
      PersistentMap<ResourcePolicy> resourcePolicies,
      PersistentMap<ManagedPolicyDocument> awsManaged,
      Surroundings surroundings) {
    this.accounts = accounts;
    this.organization = organization;
    this.resourcePolicies = resourcePolicies;
    this.awsManaged = awsManaged;
    this.surroundings = surroundings;
  }

  static Inventory of(
      Collection<AccountInventory.Change> drafts,
      OrganizationTree organization,
      PersistentMap<ResourcePolicy> resourcePolicies,
      PersistentMap<ManagedPolicyDocument> awsManaged,
      Surroundings surroundings) {
    PersistentMap<AccountInventory> accounts = PersistentMap.empty();
    for (AccountInventory.Change draft : drafts) {
      accounts = accounts.with(draft.id, new AccountInventory(draft));
    }
    return new Inventory(accounts, organization, resourcePolicies, awsManaged, surroundings);
  }

  /** The accounts of which something in IAM is known, by id. */
  public Collection<AccountInventory> accounts() {
    return accounts.values();
  }

  public Optional<AccountInventory> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  public OrganizationTree organization() {
    return organization;
  }

  /** All roles, by account and name. */
  public Stream<IamRole> roles() {
    return accounts.values().stream().flatMap(account -> account.roles().stream());
  }

  /** All users and roles, by account. */
  public Stream<IamPrincipal> principals() {
    return accounts.values().stream()
        .flatMap(account -> Stream.concat(account.users().stream(), account.roles().stream()));
  }

  public Collection<ResourcePolicy> resourcePolicies() {
    return resourcePolicies.values();
  }

  public List<AnalyzerFinding> analyzerFindings() {
    return surroundings.findings();
  }

  /** Instances and launch templates. */
  public List<Machine> machines() {
    return surroundings.machines();
  }

  public IdentityCenter identityCenter() {
    return surroundings.identityCenter();
  }

  /** The role of an ARN with its path. */
  public Optional<IamRole> role(String arn) {
    return account(Arn.account(arn))
        .flatMap(account -> account.role(lastPart(arn)))
        .filter(role -> role.arn().equals(arn));
  }

  /** The user of an ARN with its path. */
  public Optional<IamUser> user(String arn) {
    return account(Arn.account(arn))
        .flatMap(account -> account.user(lastPart(arn)))
        .filter(user -> user.arn().equals(arn));
  }

  /** The user or role behind an ARN: of itself, or of a session, whose ARN shows no path. */
  public Optional<? extends IamPrincipal> principal(String arn) {
    Arn parsed = Arn.parse(arn);
    if (parsed == null) {
      return Optional.empty();
    }
    if (parsed.service().equals("sts") && parsed.resource().startsWith("assumed-role/")) {
      String[] parts = parsed.resource().split("/", 3);
      return account(parsed.account()).flatMap(account -> account.role(parts[1]));
    }
    return parsed.resource().startsWith("user/") ? user(arn) : role(arn);
  }

  /**
   * Whether a user, role or identity provider exists; unknown where its account was not dumped, for
   * roots and for what is no such ARN.
   */
  public Truth exists(String arn) {
    AccountInventory account = accounts.get(Arn.account(arn));
    if (account == null) {
      return Truth.UNKNOWN;
    }
    boolean provider = arn.contains(":saml-provider/") || arn.contains(":oidc-provider/");
    if (provider) {
      return account.provider(arn).isPresent()
          ? Truth.YES
          : account.knowsProviders() ? Truth.NO : Truth.UNKNOWN;
    }
    if (!arn.contains(":user/") && !arn.contains(":role/") && !arn.contains(":assumed-role/")) {
      return Truth.UNKNOWN;
    }
    return principal(arn).isPresent() ? Truth.YES : account.dumped() ? Truth.NO : Truth.UNKNOWN;
  }

  /** The document in force of a managed policy; {@link Policy#opaque} when nobody has it. */
  public Policy managedPolicy(String arn) {
    String account = Arn.account(arn);
    if (account.equals("aws")) {
      ManagedPolicyDocument dumped = awsManaged.get(arn);
      return dumped != null && !dumped.document().opaque()
          ? dumped.document()
          : AWS_MANAGED
              .computeIfAbsent(arn, Inventory::shipped)
              .orElseGet(() -> Policy.unknown(arn));
    }
    return account(account)
        .flatMap(each -> each.policy(arn))
        .map(ManagedPolicyDocument::document)
        .orElseGet(() -> Policy.unknown(arn));
  }

  private static Optional<Policy> shipped(String arn) {
    ManagedPolicies.ManagedPolicy policy = ManagedPolicies.aws().get(arn);
    return policy == null ? Optional.empty() : Optional.of(Policy.of(arn, policy.document()));
  }

  /** The policy of a resource other than a role; for an S3 object that of its bucket. */
  Optional<ResourcePolicy> resourcePolicy(String arn) {
    ResourcePolicy exact = resourcePolicies.get(arn);
    if (exact == null && arn.contains(":s3:::") && arn.indexOf('/') > 0) {
      exact = resourcePolicies.get(arn.substring(0, arn.indexOf('/')));
    }
    return Optional.ofNullable(exact);
  }

  /** The account that owns a resource; "" when nobody says, as for buckets. */
  String ownerOf(String arn) {
    String account = Arn.account(arn);
    return account.isEmpty()
        ? resourcePolicy(arn).map(ResourcePolicy::account).orElse("")
        : account;
  }

  /**
   * Who makes a request, with what the inventory knows: the path of the role behind a session.
   *
   * @throws IllegalArgumentException if the text names no principal
   */
  public Caller caller(String principal) {
    Caller caller = Caller.parse(principal);
    return caller.kind() == Caller.Kind.ROLE_SESSION
        ? principal(principal).map(role -> caller.withRoleArn(role.arn())).orElse(caller)
        : caller;
  }

  /**
   * Every policy that counts when a caller does something with a resource: the caller's own and its
   * groups', its boundary, the organization's SCPs above the caller and RCPs above the resource,
   * and the resource's policy, for a role its trust policy. What is not known is opaque.
   *
   * @param resource an ARN, or {@code *} for an action that takes none
   */
  public PolicySet policies(Caller caller, String resource) {
    return new PolicyAssembly(this).policies(caller, resource);
  }

  /** The policies of a user or role with those of its groups, the opaque ones included. */
  public List<Policy> identityPolicies(IamPrincipal principal) {
    return new PolicyAssembly(this).identity(principal);
  }

  /**
   * What is there after a call. A call that failed, or that only reads, changes nothing; a document
   * that the record does not hold is opaque from then on.
   */
  public Inventory apply(TrailEvent event) {
    if (!InventoryHistory.concerns(event)) {
      return this;
    }
    ChangeRecord record = new ChangeRecord(event);
    Instant known = account(record.account()).map(AccountInventory::asOf).orElse(null);
    if (record.account().isEmpty() || (known != null && !event.time().isAfter(known))) {
      return this;
    }
    return switch (event.eventSource()) {
      case "iam.amazonaws.com" -> IamRecords.apply(this, record);
      case "organizations.amazonaws.com" -> OrganizationRecords.apply(this, record);
      default -> ResourcePolicyRecords.apply(this, record);
    };
  }

  /** What is not known and would help, the organization's first, then by account. */
  public List<Missing> missing() {
    return new MissingParts(this).all();
  }

  /** What is not known of one account. */
  public List<Missing> missing(String account) {
    return new MissingParts(this).of(account);
  }

  Inventory with(AccountInventory account) {
    return new Inventory(
        accounts.with(account.id(), account),
        organization,
        resourcePolicies,
        awsManaged,
        surroundings);
  }

  /** A copy in which one account, if need be a new one, is changed. */
  Inventory with(String account, Consumer<AccountInventory.Change> changes) {
    AccountInventory old = accounts.get(account);
    return with((old == null ? AccountInventory.empty(account) : old).with(changes));
  }

  Inventory with(OrganizationTree changed) {
    return new Inventory(accounts, changed, resourcePolicies, awsManaged, surroundings);
  }

  Inventory with(ResourcePolicy policy) {
    return new Inventory(
        accounts,
        organization,
        resourcePolicies.with(policy.arn(), policy),
        awsManaged,
        surroundings);
  }

  /** Ids of all accounts that are known by name or by content. */
  Set<String> accountIds() {
    Set<String> ids = new java.util.TreeSet<>(accounts.keySet());
    ids.addAll(organization.accounts());
    return ids;
  }

  private static String lastPart(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Inventory that
        && accounts.equals(that.accounts)
        && organization.equals(that.organization)
        && resourcePolicies.equals(that.resourcePolicies)
        && awsManaged.equals(that.awsManaged)
        && surroundings.equals(that.surroundings);
  }

  @Override
  public int hashCode() {
    return accounts.keySet().hashCode();
  }
}
