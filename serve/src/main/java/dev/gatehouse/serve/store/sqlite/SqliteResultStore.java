package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.stage.Codec;
import dev.gatehouse.serve.store.CaseQuery;
import dev.gatehouse.serve.store.FindingQuery;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.serve.store.SetAside;
import dev.gatehouse.serve.store.StoreException;
import dev.gatehouse.serve.store.StoredCase;
import dev.gatehouse.serve.store.StoredFinding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Findings and cases in SQLite. */
public final class SqliteResultStore implements ResultStore {
  private static final Codec CASE = Codec.of(Case.class);

  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE place (
            only INTEGER PRIMARY KEY CHECK (only = 1), frame INTEGER NOT NULL, newest INTEGER);
          INSERT INTO place VALUES (1, 0, NULL);
          CREATE TABLE finding (
            id TEXT PRIMARY KEY, revision INTEGER NOT NULL, state TEXT NOT NULL,
            counts INTEGER NOT NULL, detector TEXT NOT NULL, severity INTEGER NOT NULL,
            score INTEGER NOT NULL, identity TEXT NOT NULL, origin TEXT NOT NULL,
            account TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            raised INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
          CREATE INDEX finding_raised ON finding (raised, id);
          CREATE TABLE incident (
            id TEXT PRIMARY KEY, short_id TEXT NOT NULL, revision INTEGER NOT NULL,
            state TEXT NOT NULL, severity INTEGER NOT NULL, raised INTEGER NOT NULL,
            start INTEGER NOT NULL, confidence INTEGER NOT NULL, chance REAL NOT NULL,
            merged INTEGER NOT NULL, schema TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
          CREATE INDEX incident_raised ON incident (raised, id);
          CREATE INDEX incident_short ON incident (short_id);
          CREATE TABLE set_aside (
            number INTEGER PRIMARY KEY AUTOINCREMENT, received INTEGER NOT NULL,
            source TEXT NOT NULL, unit TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
            start TEXT NOT NULL);
          """);

  private final Sqlite database;

  /** Opens the store in a file, which is made if need be. */
  public SqliteResultStore(Path file) {
    database = new Sqlite(file, SCHEMA);
  }

  @Override
  public long position() {
    return database.read(reader -> Sqlite.number(reader, "SELECT frame FROM place"));
  }

  @Override
  public void apply(Results results) {
    database.write(
        writer -> {
          findings(writer, results.findings());
          cases(writer, results.cases());
          setAside(writer, results.setAside());
          try (PreparedStatement place =
              writer.prepareStatement("UPDATE place SET frame = ?, newest = ?")) {
            place.setLong(1, results.position());
            if (results.newest().isAfter(Instant.MIN)) {
              place.setLong(2, results.newest().getEpochSecond());
            }
            place.executeUpdate();
          }
        });
  }

  private static void setAside(Connection writer, List<SetAside> all) throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement put =
        writer.prepareStatement("INSERT INTO set_aside VALUES (NULL, ?, ?, ?, ?, ?, ?)")) {
      for (SetAside one : all) {
        put.setLong(1, one.received().toEpochMilli());
        put.setString(2, one.source());
        put.setString(3, one.unit());
        put.setString(4, one.reason());
        put.setString(5, one.detail());
        put.setString(6, one.start());
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  private static void findings(Connection writer, List<StoredFinding> findings)
      throws SQLException {
    if (findings.isEmpty()) {
      return;
    }
    try (PreparedStatement put =
        writer.prepareStatement(
            "INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (StoredFinding finding : findings) {
        put.setString(1, finding.id());
        put.setInt(2, finding.revision());
        put.setString(3, finding.state().name());
        put.setBoolean(4, finding.counts());
        put.setString(5, finding.detector());
        put.setInt(6, Rank.of(finding.severity()));
        put.setInt(7, finding.score());
        put.setString(8, finding.identity());
        put.setString(9, finding.origin());
        put.setString(10, finding.account());
        put.setLong(11, finding.start().getEpochSecond());
        put.setLong(12, finding.end().getEpochSecond());
        put.setLong(13, finding.raised().getEpochSecond());
        put.setString(14, finding.json());
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  private static void cases(Connection writer, List<StoredCase> cases) throws SQLException {
    if (cases.isEmpty()) {
      return;
    }
    try (PreparedStatement put =
        writer.prepareStatement(
            "INSERT OR REPLACE INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (StoredCase stored : cases) {
        Case told = stored.told();
        put.setString(1, told.id());
        put.setString(2, told.shortId());
        put.setInt(3, stored.revision());
        put.setString(4, stored.state().name());
        put.setInt(5, Rank.of(told.severity()));
        put.setLong(6, told.raised().getEpochSecond());
        put.setLong(7, told.start().getEpochSecond());
        put.setInt(8, Rank.of(told.confidence()));
        put.setDouble(9, told.chance());
        put.setBoolean(10, told.mergedInto() != null);
        put.setString(11, schema());
        put.setBytes(12, bytes(told));
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  private static String schema() {
    return Integer.toHexString(CASE.schema().hashCode());
  }

  private static byte[] bytes(Case told) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CASE.write(new DataOutputStream(bytes), told);
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be written.", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void sync() {
    database.sync();
  }

  @Override
  public Optional<StoredFinding> finding(String id) {
    return database.read(
        reader -> {
          try (PreparedStatement statement =
                  Sqlite.prepare(reader, "SELECT * FROM finding WHERE id = ?", id);
              ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(finding(row)) : Optional.empty();
          }
        });
  }

  private static StoredFinding finding(ResultSet row) throws SQLException {
    return new StoredFinding(
        row.getString(1),
        row.getInt(2),
        State.valueOf(row.getString(3)),
        row.getBoolean(4),
        row.getString(5),
        Rank.severity(row.getInt(6)),
        row.getInt(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        Instant.ofEpochSecond(row.getLong(11)),
        Instant.ofEpochSecond(row.getLong(12)),
        Instant.ofEpochSecond(row.getLong(13)),
        row.getString(14));
  }

  @Override
  public List<StoredFinding> findings(FindingQuery query) {
    Where where = new Where();
    where.and("severity >= ?", Rank.of(query.atLeast()));
    where.state(query.state());
    if (!query.shadow()) {
      where.and("counts");
    }
    if (query.detector() != null) {
      where.and("detector = ?", query.detector());
    }
    if (query.account() != null) {
      where.and("account = ?", query.account());
    }
    if (query.about() != null) {
      where.and("(identity = ? OR origin = ?)", query.about(), query.about());
    }
    where.raised(query.since(), query.until(), query.after());
    return database.read(
        reader -> {
          try (PreparedStatement statement = where.select(reader, "finding", query.limit());
              ResultSet rows = statement.executeQuery()) {
            List<StoredFinding> findings = new ArrayList<>();
            while (rows.next()) {
              findings.add(finding(rows));
            }
            return findings;
          }
        });
  }

  @Override
  public Optional<StoredCase> caseOf(String id) {
    return database.read(
        reader -> {
          try (PreparedStatement statement =
                  Sqlite.prepare(
                      reader,
                      "SELECT * FROM incident WHERE id = ? OR short_id = ? ORDER BY id = ? DESC,"
                          + " merged, raised DESC LIMIT 1",
                      id,
                      id,
                      id);
              ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(caseOf(row)) : Optional.empty();
          }
        });
  }

  private static StoredCase caseOf(ResultSet row) throws SQLException {
    if (!row.getString("schema").equals(schema())) {
      throw new StoreException(
          "The case `" + row.getString(1) + "` was stored by another version and cannot be read.");
    }
    try {
      Object told = CASE.read(new DataInputStream(new ByteArrayInputStream(row.getBytes("body"))));
      return new StoredCase(
          (Case) Objects.requireNonNull(told), row.getInt(3), State.valueOf(row.getString(4)));
    } catch (IOException e) {
      throw new StoreException("The case `" + row.getString(1) + "` is damaged.", e);
    }
  }

  @Override
  public List<StoredCase> cases(CaseQuery query) {
    Where where = new Where();
    where.and("severity >= ?", Rank.of(query.atLeast()));
    where.and("NOT merged");
    where.state(query.state());
    where.raised(query.since(), query.until(), query.after());
    return database.read(
        reader -> {
          try (PreparedStatement statement = where.select(reader, "incident", query.limit())) {
            return cases(statement);
          }
        });
  }

  private static List<StoredCase> cases(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<StoredCase> cases = new ArrayList<>();
      while (rows.next()) {
        cases.add(caseOf(rows));
      }
      return cases;
    }
  }

  @Override
  public List<StoredCase> worstCases(int limit) {
    return database.read(
        reader -> {
          try (PreparedStatement statement =
              Sqlite.prepare(
                  reader,
                  "SELECT * FROM incident WHERE NOT merged AND state <> 'WITHDRAWN' ORDER BY"
                      + " confidence DESC, severity DESC, chance DESC, start, id LIMIT ?",
                  limit)) {
            return cases(statement);
          }
        });
  }

  @Override
  public List<SetAside> setAside(long before, int limit) {
    return database.read(
        reader -> {
          try (PreparedStatement statement =
                  Sqlite.prepare(
                      reader,
                      "SELECT * FROM set_aside WHERE number < ? ORDER BY number DESC LIMIT ?",
                      before,
                      limit);
              ResultSet rows = statement.executeQuery()) {
            List<SetAside> all = new ArrayList<>();
            while (rows.next()) {
              all.add(
                  new SetAside(
                      rows.getLong(1),
                      Instant.ofEpochMilli(rows.getLong(2)),
                      rows.getString(3),
                      rows.getString(4),
                      rows.getString(5),
                      rows.getString(6),
                      rows.getString(7)));
            }
            return all;
          }
        });
  }

  @Override
  public Instant newest() {
    return database.read(
        reader -> {
          long newest = Sqlite.number(reader, "SELECT coalesce(newest, -1) FROM place");
          return newest < 0 ? Instant.MIN : Instant.ofEpochSecond(newest);
        });
  }

  @Override
  public Counts counts() {
    return database.read(
        reader ->
            new Counts(
                Sqlite.number(
                    reader, "SELECT count(*) FROM finding WHERE counts AND state <> 'WITHDRAWN'"),
                Sqlite.number(
                    reader,
                    "SELECT count(*) FROM incident WHERE NOT merged AND state <> 'WITHDRAWN'"),
                Sqlite.number(reader, "SELECT count(*) FROM set_aside")));
  }

  @Override
  public void close() {
    database.close();
  }
}
