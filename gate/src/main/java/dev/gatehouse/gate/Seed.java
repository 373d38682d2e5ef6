package dev.gatehouse.gate;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.estate.EstateLoader;
import dev.gatehouse.gate.iam.credential.AccessKeys;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.organization.Accounts;
import dev.gatehouse.gate.organization.Tree;
import dev.gatehouse.gate.record.EventHistory;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is there before the first call: accounts, and keys to call with. */
public final class Seed {
  static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final State state;
  private final Vault vault;
  private final Ids ids;
  private final EventHistory history;
  private final Clock clock;
  private @Nullable Supplier<List<Key>> planting;

  Seed(State state, Vault vault, Ids ids, EventHistory history, Clock clock) {
    this.state = state;
    this.vault = vault;
    this.ids = ids;
    this.history = history;
    this.clock = clock;
  }

  /** An access key that was just made; the secret is told once. */
  public record Key(String account, String user, String accessKeyId, String secretAccessKey) {
    /** Without the secret. */
    @Override
    public String toString() {
      return accessKeyId;
    }
  }

  /** Whether nothing is there yet. */
  public boolean isFresh() {
    return state.read(() -> state.accounts().isEmpty());
  }

  /** Makes what a plan says; the keys come in its order. */
  public List<Key> plant(SeedPlan plan) {
    planting = () -> plant(plan);
    return state.write(
        () -> {
          List<Key> keys = new ArrayList<>();
          for (SeedPlan.Account account : plan.accounts()) {
            state.addAccount(account.id());
          }
          if (plan.organization()) {
            organization(plan);
          }
          for (SeedPlan.Account account : plan.accounts()) {
            Holdings holdings = holdings(account.id());
            account.users().forEach(user -> user(holdings, user, keys));
            if (account.rootKey()) {
              keys.add(key(holdings, null));
            }
          }
          return keys;
        });
  }

  /**
   * Loads an estate folder; each account gets a key of its root, which no inventory shows.
   *
   * @throws IOException with one sentence if it cannot be loaded
   */
  public List<Key> load(Path estate) throws IOException {
    planting =
        () -> {
          try {
            return load(estate);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    List<String> accounts = EstateLoader.load(estate, state, ids, clock.instant());
    return accounts.stream().map(this::root).toList();
  }

  /** What was made first is made again, as a new thing; the keys as JSON. */
  String again() {
    state.clear();
    history.clear();
    List<Object> keys = new ArrayList<>();
    if (planting != null) {
      for (Key key : planting.get()) {
        keys.add(
            JsonWriter.object(
                "account", key.account(),
                "user", key.user(),
                "accessKeyId", key.accessKeyId(),
                "secretAccessKey", key.secretAccessKey()));
      }
    }
    return JsonWriter.line(keys);
  }

  /** Makes an account, and in it a user who may do everything. */
  public Key administrator(String account, String userName) {
    SeedPlan.User user = new SeedPlan.User(userName, List.of(ADMINISTRATOR), true);
    return plant(SeedPlan.of(new SeedPlan.Account(account, "gate", List.of(user), false))).get(0);
  }

  /** Makes an access key of an account's root. */
  Key root(String account) {
    return state.write(() -> key(holdings(account), null));
  }

  private void organization(SeedPlan plan) {
    SeedPlan.Account first = plan.accounts().get(0);
    Holdings organization = state.organization();
    Structure about =
        Tree.create(organization, ids, first.id(), first.name(), "ALL", clock.instant());
    String root = organization.all(Kind.ROOT).iterator().next().need("Id");
    for (SeedPlan.Account account : plan.accounts().subList(1, plan.accounts().size())) {
      Accounts.add(
          organization,
          about,
          account.id(),
          account.name(),
          account.name() + "@example.com",
          "CREATED",
          root,
          clock.instant());
    }
  }

  private void user(Holdings holdings, SeedPlan.User user, List<Key> keys) {
    String account = holdings.owner();
    holdings.put(
        Kind.USER,
        Structure.of(
            "Path", "/",
            "UserName", user.name(),
            "UserId", ids.uniqueId("AIDA", account),
            "Arn", Entity.USER.arn(account, "/", user.name()),
            "CreateDate", clock.instant(),
            "AttachedPolicies", user.policies().isEmpty() ? null : user.policies()));
    if (user.accessKey()) {
      keys.add(key(holdings, user.name()));
    }
  }

  private Key key(Holdings holdings, @Nullable String userName) {
    String id = ids.accessKeyId(UniqueId.LONG_TERM_KEY.prefix(), holdings.owner());
    String secret = ids.secretKey();
    holdings.put(Kind.ACCESS_KEY, AccessKeys.key(vault, userName, id, secret, clock.instant()));
    return new Key(holdings.owner(), userName == null ? "root" : userName, id, secret);
  }

  private Holdings holdings(String account) {
    Holdings holdings = state.account(account);
    if (holdings == null) {
      throw new IllegalArgumentException("There is no account `" + account + "`.");
    }
    return holdings;
  }
}
