package dev.gatehouse.serve.access;

import dev.gatehouse.serve.audit.Action;
import dev.gatehouse.serve.audit.Actor;
import dev.gatehouse.serve.audit.Audited;
import dev.gatehouse.serve.audit.AuditedDatabase;
import dev.gatehouse.serve.audit.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Users, sessions and tokens in SQLite. */
public final class SqliteAccessStore implements AccessStore {
  private static final int SESSIONS_A_USER_MAX = 20;
  private static final int TOKENS_A_USER_MAX = 50;

  private final AuditedDatabase database;

  public SqliteAccessStore(AuditedDatabase database) {
    this.database = database;
  }

  @Override
  public List<User> users() {
    return database.read(
        connection ->
            Rows.all(connection, SqliteAccessStore::user, "SELECT * FROM users ORDER BY name"));
  }

  @Override
  public Optional<User> user(String name) {
    return database.read(connection -> user(connection, name));
  }

  private static Optional<User> user(Connection connection, String name) throws SQLException {
    return Rows.first(
        connection, SqliteAccessStore::user, "SELECT * FROM users WHERE name = ?", name);
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        row.getString("name"),
        Role.of(row.getString("role")).orElseThrow(),
        row.getString("provider"),
        row.getString("password_hash"),
        row.getBoolean("must_change"),
        row.getBoolean("disabled"),
        Rows.time(row, "created"));
  }

  @Override
  public boolean add(User user, Actor by) {
    return changed(
        by,
        connection -> {
          if (user(connection, user.name()).isPresent()) {
            return null;
          }
          Rows.update(
              connection,
              "INSERT INTO users (name, role, provider, password_hash, must_change, disabled,"
                  + " created) VALUES (?, ?, ?, ?, ?, ?, ?)",
              user.name(),
              user.role().word(),
              user.provider(),
              user.passwordHash(),
              user.mustChangePassword(),
              user.disabled(),
              user.created());
          return new Audited<>(Action.USER_ADDED, user.name(), null, user.told(), true);
        });
  }

  @Override
  public boolean change(User user, Action as, String keep, Actor by) {
    return changed(
        by,
        connection -> {
          Optional<User> before = user(connection, user.name());
          if (before.isEmpty() || (!isManager(user) && isLastManager(connection, before.get()))) {
            return null;
          }
          Rows.update(
              connection,
              "UPDATE users SET role = ?, provider = ?, password_hash = ?, must_change = ?,"
                  + " disabled = ? WHERE name = ?",
              user.role().word(),
              user.provider(),
              user.passwordHash(),
              user.mustChangePassword(),
              user.disabled(),
              user.name());
          Rows.update(
              connection, "DELETE FROM sessions WHERE user = ? AND id <> ?", user.name(), keep);
          return new Audited<>(as, user.name(), before.get().told(), user.told(), true);
        });
  }

  @Override
  public boolean remove(String name, Actor by) {
    return changed(
        by,
        connection -> {
          Optional<User> before = user(connection, name);
          if (before.isEmpty() || isLastManager(connection, before.get())) {
            return null;
          }
          Rows.update(connection, "DELETE FROM users WHERE name = ?", name);
          return new Audited<>(Action.USER_REMOVED, name, before.get().told(), null, true);
        });
  }

  private static boolean isManager(User user) {
    return !user.disabled() && Permission.MANAGE_USERS.isHeldBy(user.role());
  }

  /** A server that nobody can manage any more would have to be set up anew. */
  private static boolean isLastManager(Connection connection, User user) throws SQLException {
    return isManager(user)
        && Rows.all(connection, SqliteAccessStore::user, "SELECT * FROM users").stream()
            .noneMatch(other -> isManager(other) && !other.name().equals(user.name()));
  }

  @Override
  public void begin(WebSession session, String instead, Actor by) {
    database.change(
        by,
        connection -> {
          Rows.update(connection, "DELETE FROM sessions WHERE id = ?", instead);
          Rows.update(
              connection,
              "INSERT INTO sessions (id, user, created, last_seen, ends, address)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              session.id(),
              session.user(),
              session.created(),
              session.lastSeen(),
              session.ends(),
              session.address());
          Rows.update(
              connection,
              "DELETE FROM sessions WHERE user = ? AND id NOT IN (SELECT id FROM sessions"
                  + " WHERE user = ? ORDER BY created DESC, rowid DESC LIMIT ?)",
              session.user(),
              session.user(),
              SESSIONS_A_USER_MAX);
          return new Audited<>(
              Action.SIGN_IN, session.user(), null, "until " + session.ends(), true);
        });
  }

  @Override
  public Optional<WebSession> session(String id) {
    return database.read(
        connection ->
            Rows.first(
                connection, SqliteAccessStore::session, "SELECT * FROM sessions WHERE id = ?", id));
  }

  @Override
  public List<WebSession> sessions(String user) {
    return database.read(
        connection ->
            Rows.all(
                connection,
                SqliteAccessStore::session,
                "SELECT * FROM sessions WHERE user = ? ORDER BY created DESC, rowid DESC",
                user));
  }

  private static WebSession session(ResultSet row) throws SQLException {
    return new WebSession(
        row.getString("id"),
        row.getString("user"),
        Rows.time(row, "created"),
        Rows.time(row, "last_seen"),
        Rows.time(row, "ends"),
        row.getString("address"));
  }

  @Override
  public void seen(String session, Instant time) {
    database.keep(
        connection ->
            Rows.update(
                connection, "UPDATE sessions SET last_seen = ? WHERE id = ?", time, session));
  }

  @Override
  public boolean end(String session, Action as, Actor by) {
    return changed(
        by,
        connection -> {
          Optional<WebSession> before =
              Rows.first(
                  connection,
                  SqliteAccessStore::session,
                  "SELECT * FROM sessions WHERE id = ?",
                  session);
          Rows.update(connection, "DELETE FROM sessions WHERE id = ?", session);
          return before.isEmpty()
              ? null
              : new Audited<>(
                  as, before.get().user(), "since " + before.get().created(), null, true);
        });
  }

  @Override
  public boolean add(ApiToken token, Actor by) {
    return changed(
        by,
        connection -> {
          int has =
              Rows.all(
                      connection,
                      SqliteAccessStore::token,
                      "SELECT * FROM tokens WHERE user = ?",
                      token.user())
                  .size();
          if (has >= TOKENS_A_USER_MAX) {
            return null;
          }
          Rows.update(
              connection,
              "INSERT INTO tokens (id, hash, user, name, role, created, expires)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              token.id(),
              token.hash(),
              token.user(),
              token.name(),
              token.role().word(),
              token.created(),
              token.expires());
          return new Audited<>(Action.TOKEN_MADE, token.id(), null, told(token), true);
        });
  }

  private static String told(ApiToken token) {
    return "`"
        + token.name()
        + "` of "
        + token.user()
        + ", role "
        + token.role().word()
        + ", until "
        + token.expires();
  }

  @Override
  public Optional<ApiToken> tokenOfHash(String hash) {
    return database.read(
        connection ->
            Rows.first(
                connection, SqliteAccessStore::token, "SELECT * FROM tokens WHERE hash = ?", hash));
  }

  @Override
  public List<ApiToken> tokens(String user) {
    return database.read(
        connection ->
            Rows.all(
                connection,
                SqliteAccessStore::token,
                "SELECT * FROM tokens WHERE user = ? ORDER BY created DESC, id",
                user));
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    return new ApiToken(
        row.getString("id"),
        row.getString("hash"),
        row.getString("user"),
        row.getString("name"),
        Role.of(row.getString("role")).orElseThrow(),
        Rows.time(row, "created"),
        Rows.time(row, "expires"),
        Rows.timeOrNull(row, "last_used"));
  }

  @Override
  public void used(String token, Instant time) {
    database.keep(
        connection ->
            Rows.update(connection, "UPDATE tokens SET last_used = ? WHERE id = ?", time, token));
  }

  @Override
  public boolean revoke(String user, String token, Actor by) {
    return changed(
        by,
        connection -> {
          Optional<ApiToken> before =
              Rows.first(
                  connection,
                  SqliteAccessStore::token,
                  "SELECT * FROM tokens WHERE id = ? AND user = ?",
                  token,
                  user);
          Rows.update(connection, "DELETE FROM tokens WHERE id = ? AND user = ?", token, user);
          return before.isEmpty()
              ? null
              : new Audited<>(Action.TOKEN_REVOKED, token, told(before.get()), null, true);
        });
  }

  @Override
  public void forget(Instant before) {
    database.keep(
        connection ->
            Rows.update(connection, "DELETE FROM sessions WHERE ends < ?", before)
                + Rows.update(connection, "DELETE FROM tokens WHERE expires < ?", before));
  }

  @Override
  public void note(Actor actor, Action action, String subject, String what) {
    database.note(actor, action, subject, what);
  }

  /** A change that may find that there is nothing to change; then nothing is written down. */
  private boolean changed(Actor by, AuditedDatabase.ChangeOrNot<Boolean> change) {
    return database.changeOrNot(by, change);
  }
}
