package dev.gatehouse.serve.work;

import dev.gatehouse.serve.audit.Action;
import dev.gatehouse.serve.audit.Actor;
import dev.gatehouse.serve.audit.Audited;
import dev.gatehouse.serve.audit.AuditedDatabase;
import dev.gatehouse.serve.audit.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Suppressions and approvals of trust in SQLite. */
public final class SqliteDecisionStore implements DecisionStore {
  /** More rules than anybody can keep in mind hide more than they help. */
  private static final int HOLDING_MAX = 1000;

  private final AuditedDatabase database;
  private final Clock clock;

  public SqliteDecisionStore(AuditedDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<Silence> suppressions() {
    return database.read(
        connection ->
            Rows.all(
                connection,
                SqliteDecisionStore::suppression,
                "SELECT * FROM suppressions ORDER BY number DESC"));
  }

  private static Silence suppression(ResultSet row) throws SQLException {
    return new Silence(
        row.getLong("number"),
        row.getString("detector"),
        row.getString("identity"),
        row.getString("account"),
        row.getString("why"),
        row.getString("approved_by"),
        Rows.time(row, "made"),
        Rows.time(row, "until"),
        Rows.timeOrNull(row, "ended"));
  }

  private boolean isFull(Connection connection, String table) throws SQLException {
    return Rows.first(
                connection,
                row -> row.getInt(1),
                "SELECT count(*) FROM " + table + " WHERE ended IS NULL AND until > ?",
                clock.instant())
            .orElseThrow()
        >= HOLDING_MAX;
  }

  @Override
  public Optional<Silence> add(Silence suppression, Actor by) {
    List<Silence> kept = new ArrayList<>();
    database.changeOrNot(
        by,
        connection -> {
          if (isFull(connection, "suppressions")) {
            return null;
          }
          long number =
              Rows.insert(
                  connection,
                  "INSERT INTO suppressions (detector, identity, account, why, approved_by, made,"
                      + " until) VALUES (?, ?, ?, ?, ?, ?, ?)",
                  suppression.detector(),
                  suppression.identity(),
                  suppression.account(),
                  suppression.why(),
                  suppression.approvedBy(),
                  suppression.made(),
                  suppression.until());
          kept.add(suppression(connection, number).orElseThrow());
          return new Audited<>(
              Action.SUPPRESSION_ADDED, "suppression " + number, null, suppression.told(), true);
        });
    return kept.stream().findFirst();
  }

  private static Optional<Silence> suppression(Connection connection, long number)
      throws SQLException {
    return Rows.first(
        connection,
        SqliteDecisionStore::suppression,
        "SELECT * FROM suppressions WHERE number = ?",
        number);
  }

  @Override
  public Optional<Silence> endSuppression(long number, Actor by) {
    List<Silence> kept = new ArrayList<>();
    database.changeOrNot(
        by,
        connection -> {
          Instant now = clock.instant();
          Optional<Silence> before = suppression(connection, number);
          if (before.isEmpty() || !before.get().end().isAfter(now)) {
            return null;
          }
          Rows.update(
              connection, "UPDATE suppressions SET ended = ? WHERE number = ?", now, number);
          kept.add(suppression(connection, number).orElseThrow());
          return new Audited<>(
              Action.SUPPRESSION_ENDED, "suppression " + number, before.get().told(), null, true);
        });
    return kept.stream().findFirst();
  }

  @Override
  public List<Approval> approvals() {
    return database.read(
        connection ->
            Rows.all(
                connection,
                SqliteDecisionStore::approval,
                "SELECT * FROM approvals ORDER BY number DESC"));
  }

  private static Approval approval(ResultSet row) throws SQLException {
    int depth = row.getInt("max_depth");
    Integer maxDepth = row.wasNull() ? null : depth;
    return new Approval(
        row.getLong("number"),
        row.getString("source"),
        row.getString("target"),
        maxDepth,
        row.getString("why"),
        row.getString("approved_by"),
        Rows.time(row, "made"),
        Rows.time(row, "until"),
        Rows.timeOrNull(row, "ended"));
  }

  private static Optional<Approval> approval(Connection connection, long number)
      throws SQLException {
    return Rows.first(
        connection,
        SqliteDecisionStore::approval,
        "SELECT * FROM approvals WHERE number = ?",
        number);
  }

  @Override
  public Optional<Approval> add(Approval approval, Actor by) {
    List<Approval> kept = new ArrayList<>();
    database.changeOrNot(
        by,
        connection -> {
          if (isFull(connection, "approvals")) {
            return null;
          }
          long number =
              Rows.insert(
                  connection,
                  "INSERT INTO approvals (source, target, max_depth, why, approved_by, made,"
                      + " until) VALUES (?, ?, ?, ?, ?, ?, ?)",
                  approval.source(),
                  approval.target(),
                  approval.maxDepth(),
                  approval.why(),
                  approval.approvedBy(),
                  approval.made(),
                  approval.until());
          kept.add(approval(connection, number).orElseThrow());
          return new Audited<>(
              Action.TRUST_APPROVED, "approval " + number, null, approval.told(), true);
        });
    return kept.stream().findFirst();
  }

  @Override
  public Optional<Approval> endApproval(long number, Actor by) {
    List<Approval> kept = new ArrayList<>();
    database.changeOrNot(
        by,
        connection -> {
          Instant now = clock.instant();
          Optional<Approval> before = approval(connection, number);
          if (before.isEmpty() || !before.get().end().isAfter(now)) {
            return null;
          }
          Rows.update(connection, "UPDATE approvals SET ended = ? WHERE number = ?", now, number);
          kept.add(approval(connection, number).orElseThrow());
          return new Audited<>(
              Action.TRUST_APPROVAL_ENDED, "approval " + number, before.get().told(), null, true);
        });
    return kept.stream().findFirst();
  }
}
