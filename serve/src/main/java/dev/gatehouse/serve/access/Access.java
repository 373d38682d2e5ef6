package dev.gatehouse.serve.access;

import dev.gatehouse.serve.audit.Action;
import dev.gatehouse.serve.audit.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Lets people and programs in, and keeps them out. */
public final class Access {
  /** What API tokens begin with, so that scanners of secrets know them. */
  public static final String TOKEN_PREFIX = "ghk_";

  /** The name of the user that a server without users makes. */
  public static final String FIRST_USER = "admin";

  private static final Duration SESSION_MAX = Duration.ofHours(12);
  private static final Duration IDLE_MAX = Duration.ofHours(1);
  private static final Duration TOKEN_MAX = Duration.ofDays(366);
  private static final int TOKEN_ID_LENGTH = 12;
  private static final int SECRET_LENGTH_MAX = 100;
  private static final int NAME_LENGTH_MAX = 100;

  private final AccessStore store;
  private final Clock clock;
  private final Passwords passwords = new Passwords();
  private final LockOut lockOut;
  private final @Nullable String standingToken;

  /** Of each credential that is used, to the minute, so that not every request writes. */
  private final Newest<Instant> seen = new Newest<>(10_000);

  /**
   * @param standingToken hash of a token that settings give, of an {@link Role#ANALYST}; null for
   *     none
   */
  public Access(AccessStore store, Clock clock, @Nullable String standingToken) {
    this.store = store;
    this.standingToken = standingToken;
    this.clock = clock;
    this.lockOut = new LockOut(clock);
  }

  /** A new session: the secret for the browser, and who it stands for. */
  public record Begun(String secret, Caller caller, User user) {}

  /** A new token: the secret, told once, and what is kept. */
  public record Made(String secret, ApiToken token) {}

  /**
   * Lets in who has the password.
   *
   * @param presented the secret of the session that the browser has already; null if none. It ends,
   *     so that nobody is signed in on a session that somebody else laid there
   */
  public Begun signIn(String typed, String password, @Nullable String presented, String address)
      throws Refused, TimeoutException {
    String name = User.normalized(typed);
    String network = Networks.of(address);
    if (name.length() > NAME_LENGTH_MAX) {
      throw wrong();
    }
    closed(name, network);
    Optional<User> user = store.user(name);
    boolean isRight = passwords.matches(password, user.map(User::passwordHash).orElse(null));
    if (!isRight || user.isEmpty() || user.get().disabled()) {
      lockOut.failed(name, network);
      store.note(
          new Actor(user.isPresent() ? name : "unknown", "sign-in", address),
          Action.SIGN_IN_REFUSED,
          user.isPresent() ? name : "a name that no user has",
          isRight ? "the user is disabled" : "wrong name or password");
      throw wrong();
    }
    lockOut.succeeded(name, network);
    return begin(user.get(), presented, address);
  }

  private void closed(String name, String network) throws Refused {
    long seconds = lockOut.closedSeconds(name, network);
    if (seconds > 0) {
      throw Refused.later("Too many wrong passwords for this name; try again later.", seconds);
    }
  }

  private static Refused wrong() {
    return Refused.unknown("The name or the password is wrong.");
  }

  private Begun begin(User user, @Nullable String presented, String address) {
    String secret = Secret.random();
    Instant now = clock.instant();
    WebSession session =
        new WebSession(Secret.hash(secret), user.name(), now, now, now.plus(SESSION_MAX), address);
    store.begin(
        session,
        presented == null ? "" : Secret.hash(presented),
        new Actor(user.name(), "sign-in", address));
    return new Begun(secret, caller(user, session, secret, address), user);
  }

  private static Caller caller(User user, WebSession session, String secret, String address) {
    return new Caller(
        user.name(),
        user.role(),
        Caller.By.SESSION,
        session.id(),
        Secret.derived(secret, "csrf"),
        user.mustChangePassword(),
        session.ends(),
        address);
  }

  /** Who is behind a session's secret; empty if it is none, or has ended. */
  public Optional<Caller> session(String secret, String address) {
    if (secret.length() > SECRET_LENGTH_MAX) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<WebSession> found = store.session(Secret.hash(secret));
    if (found.isEmpty() || isOver(found.get(), now)) {
      return Optional.empty();
    }
    WebSession session = found.get();
    Optional<User> user = store.user(session.user()).filter(each -> !each.disabled());
    if (user.isPresent() && isNews(session.id(), now)) {
      store.seen(session.id(), now);
    }
    return user.map(each -> caller(each, session, secret, address));
  }

  private static boolean isOver(WebSession session, Instant now) {
    return !now.isBefore(session.ends()) || !now.isBefore(session.lastSeen().plus(IDLE_MAX));
  }

  /** Who is behind a token; empty if it is none, or has ended. */
  public Optional<Caller> token(String secret, String address) {
    if (standingToken != null && Secret.same(standingToken, Secret.hash(secret))) {
      return Optional.of(standing(address));
    }
    if (!secret.startsWith(TOKEN_PREFIX) || secret.length() > SECRET_LENGTH_MAX) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<ApiToken> found =
        store.tokenOfHash(Secret.hash(secret)).filter(each -> now.isBefore(each.expires()));
    Optional<User> user =
        found.flatMap(each -> store.user(each.user())).filter(each -> !each.disabled());
    if (found.isEmpty() || user.isEmpty()) {
      return Optional.empty();
    }
    ApiToken token = found.get();
    if (isNews(token.id(), now)) {
      store.used(token.id(), now);
    }
    Role least = token.role().compareTo(user.get().role()) < 0 ? token.role() : user.get().role();
    return Optional.of(
        new Caller(
            token.user(),
            least,
            Caller.By.TOKEN,
            token.id(),
            "",
            user.get().mustChangePassword(),
            token.expires(),
            address));
  }

  private Caller standing(String address) {
    Instant end = clock.instant().plus(SESSION_MAX);
    return new Caller(
        "token-of-the-settings",
        Role.ANALYST,
        Caller.By.TOKEN,
        "of-the-settings",
        "",
        false,
        end,
        address);
  }

  private boolean isNews(String credential, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    synchronized (seen) {
      return !minute.equals(seen.put(credential, minute));
    }
  }

  /** Ends the caller's session. */
  public void signOut(Caller caller) {
    store.end(caller.credential(), Action.SIGN_OUT, caller.actor());
  }

  /**
   * Gives the caller another password and ends their other sessions.
   *
   * @throws IllegalArgumentException with one sentence if the new one will not do
   */
  public void changePassword(Caller caller, String old, String password)
      throws Refused, TimeoutException {
    String network = Networks.of(caller.address());
    closed(caller.user(), network);
    User user = store.user(caller.user()).orElseThrow(Access::wrong);
    if (user.provider() != null) {
      throw new IllegalArgumentException(
          "Your identity provider keeps your password; change it there.");
    }
    if (!passwords.matches(old, user.passwordHash())) {
      lockOut.failed(caller.user(), network);
      throw Refused.unknown("The old password is wrong.");
    }
    String problem = Passwords.problem(password, user.name());
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    store.change(
        user.withPassword(passwords.hash(password), false),
        Action.PASSWORD_CHANGED,
        caller.credential(),
        caller.actor());
  }

  /**
   * Adds a local user with a password that they have to change.
   *
   * @return the password, which is told once; null, and nothing is changed, if the name is taken
   * @throws IllegalArgumentException with one sentence if the name will not do
   */
  public @Nullable String addUser(String name, Role role, Actor by) throws TimeoutException {
    String password = Secret.password();
    User user =
        new User(
            User.normalized(name),
            role,
            null,
            passwords.hash(password),
            true,
            false,
            clock.instant());
    return store.add(user, by) ? password : null;
  }

  /**
   * Gives a local user a new password that they have to change, and ends their sessions.
   *
   * @return the password, which is told once; null if there is no such local user
   */
  public @Nullable String resetPassword(String name, Actor by) throws TimeoutException {
    User user = store.user(name).orElse(null);
    if (user == null || user.provider() != null) {
      return null;
    }
    String password = Secret.password();
    User changed = user.withPassword(passwords.hash(password), true);
    return store.change(changed, Action.PASSWORD_CHANGED, "", by) ? password : null;
  }

  /** Where there is no user yet, one who may do everything; their password is told once. */
  public Optional<String> firstUser() {
    try {
      return store.users().isEmpty()
          ? Optional.ofNullable(addUser(FIRST_USER, Role.ADMIN, Actor.SERVER))
          : Optional.empty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Nobody else can be signing in yet.", e);
    }
  }

  /**
   * Makes a token for a program of the caller's.
   *
   * @return null if the caller has too many
   * @throws IllegalArgumentException with one sentence if it may not be so
   */
  public @Nullable Made makeToken(Caller caller, String name, Role role, Instant expires) {
    Instant now = clock.instant();
    if (role.compareTo(caller.role()) > 0) {
      throw new IllegalArgumentException(
          "A token may no more than its user; the most is `" + caller.role().word() + "`.");
    }
    if (!expires.isAfter(now) || expires.isAfter(now.plus(TOKEN_MAX))) {
      throw new IllegalArgumentException("A token ends within a year, and not before it begins.");
    }
    String secret = TOKEN_PREFIX + Secret.random();
    String id = Secret.hash(secret + " id").substring(0, TOKEN_ID_LENGTH);
    ApiToken token =
        new ApiToken(id, Secret.hash(secret), caller.user(), name, role, now, expires, null);
    return store.add(token, caller.actor()) ? new Made(secret, token) : null;
  }

  /** Where users, sessions and tokens are kept. */
  public AccessStore store() {
    return store;
  }
}
