package dev.gatehouse.estate;

import dev.gatehouse.estate.intent.TrustEdge;
import dev.gatehouse.estate.intent.TrustMap;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.signal.ImportedSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What exists around the trail: the organization, what was planned, where its networks are.
 *
 * <p>A snapshot that never changes. What it was not told it answers with {@link Answer#UNKNOWN} or
 * nothing, never with a guess.
 */
public final class Estate {
  /** Knows nothing. */
  public static final Estate EMPTY = new Builder().build();

  private final @Nullable Organization organization;
  private final Map<String, Account> accounts = new TreeMap<>();
  private final List<PlannedChange> changes;
  private final Changes byTime;
  private final List<Person> people;
  private final People byName;
  private final List<Shift> shifts;
  private final List<Suppression> suppressions;
  private final List<ImportedSignal> signals;
  private final Inventory inventory;
  private final TrustMap trustMap;
  private final TagNames tagNames;
  private final Networks networks;

  private Estate(Builder builder) {
    this.organization = builder.organization;
    this.changes = List.copyOf(builder.changes);
    this.byTime = new Changes(changes);
    this.people = List.copyOf(builder.people);
    this.byName = new People(people);
    this.shifts = List.copyOf(builder.shifts);
    this.suppressions = List.copyOf(builder.suppressions);
    this.signals = List.copyOf(builder.signals);
    this.inventory = builder.inventory;
    this.trustMap = builder.edges == null ? TrustMap.ABSENT : TrustMap.of(builder.edges);
    this.tagNames = builder.tagNames;
    for (Account account : builder.accounts) {
      this.accounts.put(account.id(), account);
    }
    this.networks = new Networks(builder.networks);
  }

  /** The organization, where known. */
  public Optional<Organization> organization() {
    return Optional.ofNullable(organization);
  }

  /**
   * Whether the accounts of the organization are known, so that others can be told to be foreign.
   */
  public boolean knowsAccounts() {
    return !accounts.isEmpty();
  }

  /** Whether the account is one of the organization's; unknown without a list of its accounts. */
  public Answer isOwnAccount(String id) {
    if (accounts.containsKey(id)
        || (organization != null && id.equals(organization.managementAccount()))) {
      return Answer.YES;
    }
    return accounts.isEmpty() ? Answer.UNKNOWN : Answer.NO;
  }

  /** The account of this id, where known. */
  public Optional<Account> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /** All accounts that are known, by id. */
  public Collection<Account> accounts() {
    return accounts.values();
  }

  /** What was planned. */
  public List<PlannedChange> changes() {
    return changes;
  }

  /** All known networks, in the order of their addresses. */
  public List<Network> networks() {
    return networks.sorted();
  }

  /** Who works here, where known. */
  public List<Person> people() {
    return people;
  }

  /** The person that a record means by a user name, session name, e-mail address or ARN. */
  public Optional<Person> person(String name) {
    return byName.person(name);
  }

  /** Who is on call when. */
  public List<Shift> shifts() {
    return shifts;
  }

  /** What the account is for: {@code prod}, {@code staging}, …; empty where no tag says. */
  public Optional<String> environment(String account) {
    return tag(account, tagNames.environment());
  }

  /** The business unit that the account belongs to; empty where no tag says. */
  public Optional<String> businessUnit(String account) {
    return tag(account, tagNames.businessUnit());
  }

  /** The risk tier that the account's tag states, as written; empty where no tag says. */
  public Optional<String> tier(String account) {
    return tag(account, tagNames.tier());
  }

  /** The keys of the tags that are asked for. */
  public TagNames tagNames() {
    return tagNames;
  }

  private Optional<String> tag(String account, String key) {
    return account(account).map(each -> each.tags().get(key));
  }

  /** Who is meant to become whom; {@link TrustMap#ABSENT} if nobody wrote that down. */
  public TrustMap trustMap() {
    return trustMap;
  }

  /** What IAM and the organization hold. */
  public Inventory inventory() {
    return inventory;
  }

  /**
   * The approved change that an act of {@code identity} in {@code account} at {@code time} belongs
   * to; of several the one that names more, then the one that ends first.
   */
  public Optional<PlannedChange> plannedChange(Instant time, String account, String identity) {
    return byTime.covering(time, account, identity);
  }

  /** The approved change in an account at that time, whoever it names as acting. */
  public Optional<PlannedChange> changeIn(String account, Instant time) {
    return byTime.naming(time, account);
  }

  /** Findings that somebody decided need no attention for a while. */
  public List<Suppression> suppressions() {
    return suppressions;
  }

  /** What other products said. */
  public List<ImportedSignal> signals() {
    return signals;
  }

  /** Whether the person behind this name was on call at that time. */
  public boolean isOnCall(String name, Instant time) {
    return shifts.stream().anyMatch(shift -> shift.covers(time) && isSame(shift.user(), name));
  }

  private boolean isSame(String user, String name) {
    return name.equals(user)
        || name.endsWith("/" + user)
        || people.stream().anyMatch(person -> person.is(user) && person.is(name));
  }

  /** The narrowest known network around an address. */
  public Optional<Network> network(String address) {
    return networks.around(address);
  }

  /**
   * The same with more suppressions and more documented trust. Where there is no trust map, none is
   * made of the edges: nothing else would be documented any more.
   */
  public Estate with(List<Suppression> more, List<TrustEdge> edges) {
    Builder builder = new Builder();
    builder.organization = organization;
    builder.accounts.addAll(accounts.values());
    builder.changes.addAll(changes);
    builder.networks.addAll(networks.sorted());
    builder.people.addAll(people);
    builder.shifts.addAll(shifts);
    builder.suppressions.addAll(suppressions);
    builder.suppressions.addAll(more);
    builder.signals.addAll(signals);
    builder.inventory = inventory;
    builder.tagNames = tagNames;
    if (trustMap.isPresent()) {
      builder.trust(trustMap.edges());
      builder.trust(edges);
    }
    return new Estate(builder);
  }

  /** Collects an estate; what is left out is not known. */
  public static final class Builder {
    private @Nullable Organization organization;
    private final List<Account> accounts = new ArrayList<>();
    private final List<PlannedChange> changes = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Shift> shifts = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final List<ImportedSignal> signals = new ArrayList<>();
    private Inventory inventory = Inventory.EMPTY;
    private TagNames tagNames = TagNames.DEFAULT;
    private @Nullable List<TrustEdge> edges;

    /** Null if it is not known whether there is one. */
    public Builder organization(@Nullable Organization known) {
      organization = known;
      return this;
    }

    /** Adds accounts; all of the organization's must be added, or none. */
    public Builder accounts(Collection<Account> more) {
      accounts.addAll(more);
      return this;
    }

    public Builder changes(Collection<PlannedChange> more) {
      changes.addAll(more);
      return this;
    }

    /** Adds networks; of several for one block the last holds. */
    public Builder networks(Collection<Network> more) {
      networks.addAll(more);
      return this;
    }

    public Builder people(Collection<Person> more) {
      people.addAll(more);
      return this;
    }

    public Builder shifts(Collection<Shift> more) {
      shifts.addAll(more);
      return this;
    }

    public Builder suppressions(Collection<Suppression> more) {
      suppressions.addAll(more);
      return this;
    }

    public Builder signals(Collection<ImportedSignal> more) {
      signals.addAll(more);
      return this;
    }

    public Builder inventory(Inventory known) {
      inventory = known;
      return this;
    }

    /** Adds documented trust; with none, there is a trust map in which nothing stands. */
    Builder trust(Collection<TrustEdge> more) {
      edges = edges == null ? new ArrayList<>() : edges;
      edges.addAll(more);
      return this;
    }

    /** Says under which keys accounts carry environment, business unit and tier. */
    public Builder tagNames(TagNames names) {
      tagNames = names;
      return this;
    }

    public Estate build() {
      return new Estate(this);
    }
  }
}
