package dev.gatehouse.core.estate;

import dev.gatehouse.core.estate.intent.TrustMap;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What exists around the trail: the organization, what was planned, where its networks are.
 *
 * <p>A snapshot that never changes. What it was not told it answers with {@link Answer#UNKNOWN} or
 * nothing, never with a guess.
 */
public final class Estate {
  /** Knows nothing. */
  public static final Estate EMPTY = new Estate(null, List.of(), List.of(), List.of());

  private final @Nullable Organization organization;
  private final Map<String, Account> accounts = new HashMap<>();
  private final List<PlannedChange> changes;
  private final TrustMap trustMap;
  private final TagNames tagNames;
  private final Map<Cidr, Network> networks = new HashMap<>();
  private final NavigableSet<Integer> prefixes4 = new TreeSet<>();
  private final NavigableSet<Integer> prefixes6 = new TreeSet<>();

  /**
   * @param organization null if it is not known whether there is one
   * @param accounts all accounts of the organization; none if they are not known
   * @param networks of several rows for one block the last holds
   */
  public Estate(
      @Nullable Organization organization,
      List<Account> accounts,
      List<PlannedChange> changes,
      List<Network> networks) {
    this(organization, accounts, changes, networks, TrustMap.ABSENT, TagNames.DEFAULT);
  }

  /**
   * @param organization null if it is not known whether there is one
   * @param accounts all accounts of the organization; none if they are not known
   * @param networks of several rows for one block the last holds
   * @param trustMap {@link TrustMap#ABSENT} if nobody wrote one
   * @param tagNames the keys of the accounts' tags
   */
  public Estate(
      @Nullable Organization organization,
      List<Account> accounts,
      List<PlannedChange> changes,
      List<Network> networks,
      TrustMap trustMap,
      TagNames tagNames) {
    this.organization = organization;
    this.trustMap = trustMap;
    this.tagNames = tagNames;
    this.changes = List.copyOf(changes);
    for (Account account : accounts) {
      this.accounts.put(account.id(), account);
    }
    for (Network network : networks) {
      this.networks.put(network.cidr(), network);
      (network.cidr().bits() == 32 ? prefixes4 : prefixes6).add(network.cidr().prefix());
    }
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

  /** All known networks, in the order of their addresses. */
  public List<Network> networks() {
    return networks.values().stream()
        .sorted(
            Comparator.comparing((Network network) -> network.cidr().bits())
                .thenComparing(network -> network.cidr().first())
                .thenComparing(network -> network.cidr().prefix()))
        .toList();
  }

  /**
   * The approved change that an act of {@code identity} in {@code account} at {@code time} belongs
   * to; of several the one that names more, then the one that ends first.
   */
  public Optional<PlannedChange> plannedChange(Instant time, String account, String identity) {
    PlannedChange best = null;
    for (PlannedChange change : changes) {
      if (change.covers(time, account, identity) && (best == null || closer(change, best))) {
        best = change;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The narrowest known network around an address. */
  public Optional<Network> network(String address) {
    for (int prefix : prefixes(address).descendingSet()) {
      Network network = networks.get(Cidr.around(address, prefix, prefix));
      if (network != null) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }

  private NavigableSet<Integer> prefixes(String address) {
    byte[] bytes = Address.parse(address);
    return bytes == null ? new TreeSet<>() : bytes.length == 4 ? prefixes4 : prefixes6;
  }

  private static boolean closer(PlannedChange a, PlannedChange b) {
    int named = Boolean.compare(a.identities().isEmpty(), b.identities().isEmpty());
    if (named == 0) {
      named = Boolean.compare(a.accounts().isEmpty(), b.accounts().isEmpty());
    }
    if (named == 0) {
      named = a.end().compareTo(b.end());
    }
    return (named != 0 ? named : a.id().compareTo(b.id())) < 0;
  }
}
