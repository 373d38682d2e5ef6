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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The work on cases in SQLite. */
public final class SqliteWorkStore implements WorkStore {
  private static final int COMMENTS_A_CASE_MAX = 1000;
  private static final int AUDITED_LENGTH_MAX = 200;

  private final AuditedDatabase database;
  private final Clock clock;

  public SqliteWorkStore(AuditedDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CaseWork of(String caseId) {
    return database.read(connection -> of(connection, caseId));
  }

  private static CaseWork of(Connection connection, String caseId) throws SQLException {
    return Rows.first(
            connection, SqliteWorkStore::work, "SELECT * FROM case_work WHERE case_id = ?", caseId)
        .orElse(CaseWork.none(caseId));
  }

  @Override
  public Map<String, CaseWork> of(Collection<String> caseIds) {
    return database.read(
        connection -> {
          Map<String, CaseWork> all = new LinkedHashMap<>();
          for (String caseId : caseIds) {
            all.put(caseId, of(connection, caseId));
          }
          return all;
        });
  }

  private static CaseWork work(ResultSet row) throws SQLException {
    String verdict = row.getString("verdict");
    return new CaseWork(
        row.getString("case_id"),
        row.getLong("version"),
        Status.of(row.getString("status")).orElseThrow(),
        row.getString("assignee"),
        verdict == null ? null : Verdict.of(verdict).orElseThrow(),
        row.getString("verdict_why"),
        row.getString("verdict_by"),
        Rows.timeOrNull(row, "verdict_at"),
        row.getInt("verdict_revision"),
        Rows.timeOrNull(row, "snoozed_until"),
        Rows.timeOrNull(row, "changed"));
  }

  @Override
  public List<String> withStatus(Status status, int max) {
    return database.read(
        connection ->
            Rows.all(
                connection,
                row -> row.getString(1),
                "SELECT case_id FROM case_work WHERE status = ? ORDER BY changed DESC LIMIT ?",
                status.word(),
                max));
  }

  @Override
  public List<String> assignedTo(String user, int max) {
    return database.read(
        connection ->
            Rows.all(
                connection,
                row -> row.getString(1),
                "SELECT case_id FROM case_work WHERE assignee = ? AND status <> 'closed'"
                    + " ORDER BY changed DESC LIMIT ?",
                user,
                max));
  }

  @Override
  public Optional<CaseWork> change(CaseWork now, List<String> findings, Actor by) {
    List<CaseWork> kept = new ArrayList<>();
    database.changeOrNot(
        by,
        connection -> {
          CaseWork before = of(connection, now.caseId());
          if (before.version() != now.version()) {
            return null;
          }
          put(connection, now);
          boolean isNewVerdict = !Objects.equals(before.verdictAt(), now.verdictAt());
          if (isNewVerdict) {
            Rows.update(connection, "DELETE FROM case_findings WHERE case_id = ?", now.caseId());
            for (String finding : findings) {
              Rows.update(
                  connection,
                  "INSERT OR IGNORE INTO case_findings (case_id, finding) VALUES (?, ?)",
                  now.caseId(),
                  finding);
            }
          }
          kept.add(of(connection, now.caseId()));
          return new Audited<>(
              action(before, now, isNewVerdict), now.caseId(), before.told(), now.told(), true);
        });
    return kept.stream().findFirst();
  }

  private void put(Connection connection, CaseWork now) throws SQLException {
    Rows.update(
        connection,
        "INSERT OR REPLACE INTO case_work (case_id, version, status, assignee, verdict,"
            + " verdict_why, verdict_by, verdict_at, verdict_revision, snoozed_until, changed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        now.caseId(),
        now.version() + 1,
        now.status().word(),
        now.assignee(),
        now.verdict() == null ? null : now.verdict().word(),
        now.verdictWhy(),
        now.verdictBy(),
        now.verdictAt(),
        now.verdictRevision(),
        now.snoozedUntil(),
        clock.instant());
  }

  private static Action action(CaseWork before, CaseWork now, boolean isNewVerdict) {
    if (isNewVerdict) {
      return Action.CASE_VERDICT;
    }
    return before.status() == now.status() && !Objects.equals(before.assignee(), now.assignee())
        ? Action.CASE_ASSIGNED
        : Action.CASE_STATUS;
  }

  @Override
  public Optional<Comment> comment(String caseId, String text, Actor by) {
    List<Comment> kept = new ArrayList<>();
    database.changeOrNot(
        by,
        connection -> {
          if (comments(connection, caseId).size() >= COMMENTS_A_CASE_MAX) {
            return null;
          }
          Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
          long number =
              Rows.insert(
                  connection,
                  "INSERT INTO comments (case_id, time, user, text) VALUES (?, ?, ?, ?)",
                  caseId,
                  now,
                  by.user(),
                  text);
          kept.add(new Comment(number, caseId, now, by.user(), text));
          return new Audited<>(Action.CASE_COMMENT, caseId, null, shortened(text), true);
        });
    return kept.stream().findFirst();
  }

  private static String shortened(String text) {
    return text.length() > AUDITED_LENGTH_MAX ? text.substring(0, AUDITED_LENGTH_MAX) + "…" : text;
  }

  @Override
  public List<Comment> comments(String caseId) {
    return database.read(connection -> comments(connection, caseId));
  }

  private static List<Comment> comments(Connection connection, String caseId) throws SQLException {
    return Rows.all(
        connection,
        row ->
            new Comment(
                row.getLong("number"),
                row.getString("case_id"),
                Rows.time(row, "time"),
                row.getString("user"),
                row.getString("text")),
        "SELECT * FROM comments WHERE case_id = ? ORDER BY number",
        caseId);
  }

  @Override
  public List<Judged> judged(int max) {
    return database.read(
        connection -> {
          List<Judged> all = new ArrayList<>();
          List<CaseWork> works =
              Rows.all(
                  connection,
                  SqliteWorkStore::work,
                  "SELECT * FROM case_work WHERE verdict IS NOT NULL"
                      + " ORDER BY verdict_at DESC, case_id LIMIT ?",
                  max);
          for (CaseWork work : works) {
            List<String> findings =
                Rows.all(
                    connection,
                    row -> row.getString(1),
                    "SELECT finding FROM case_findings WHERE case_id = ? ORDER BY finding",
                    work.caseId());
            all.add(judged(work, findings));
          }
          return all;
        });
  }

  private static Judged judged(CaseWork work, List<String> findings) {
    return new Judged(
        work.caseId(),
        Objects.requireNonNull(work.verdict()),
        Objects.requireNonNullElse(work.verdictAt(), Instant.EPOCH),
        text(work.verdictBy()),
        text(work.verdictWhy()),
        findings);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
