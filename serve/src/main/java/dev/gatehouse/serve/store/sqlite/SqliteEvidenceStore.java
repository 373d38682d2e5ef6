package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.serve.store.EvidenceStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Records in SQLite, with a full-text index that holds no text of its own. */
public final class SqliteEvidenceStore implements EvidenceStore {
  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE place (only INTEGER PRIMARY KEY CHECK (only = 1), frame INTEGER NOT NULL);
          INSERT INTO place VALUES (1, 0);
          CREATE TABLE record (
            number INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL,
            account TEXT NOT NULL, call TEXT NOT NULL, frame INTEGER NOT NULL,
            ordinal INTEGER NOT NULL);
          CREATE INDEX record_frame ON record (frame);
          CREATE VIRTUAL TABLE word USING fts5(
            text, content = '', contentless_delete = 1, tokenize = 'unicode61');
          """);

  private final Sqlite database;

  /** Opens the store in a file, which is made if need be. */
  public SqliteEvidenceStore(Path file) {
    database = new Sqlite(file, SCHEMA);
  }

  @Override
  public long position() {
    return database.read(reader -> Sqlite.number(reader, "SELECT frame FROM place"));
  }

  @Override
  public int add(long position, List<Evidence> records) {
    int[] duplicates = {0};
    database.write(
        writer -> {
          duplicates[0] = insert(writer, records);
          try (PreparedStatement place =
              Sqlite.prepare(writer, "UPDATE place SET frame = ?", position)) {
            place.executeUpdate();
          }
        });
    return duplicates[0];
  }

  private static int insert(Connection writer, List<Evidence> records) throws SQLException {
    int duplicates = 0;
    long number = Sqlite.number(writer, "SELECT coalesce(max(number), 0) FROM record");
    try (PreparedStatement record =
            writer.prepareStatement("INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement words =
            writer.prepareStatement("INSERT INTO word (rowid, text) VALUES (?, ?)")) {
      for (Evidence one : records) {
        record.setLong(1, number + 1);
        record.setString(2, one.eventId());
        record.setLong(3, one.epochSecond());
        record.setString(4, one.account());
        record.setString(5, one.call());
        record.setLong(6, one.place().frame());
        record.setInt(7, one.place().ordinal());
        if (record.executeUpdate() == 0) {
          duplicates++;
          continue;
        }
        number++;
        words.setLong(1, number);
        words.setString(2, one.text());
        words.executeUpdate();
      }
    }
    return duplicates;
  }

  @Override
  public Optional<Place> find(String eventId) {
    return database.read(
        reader -> {
          try (PreparedStatement statement =
                  Sqlite.prepare(
                      reader, "SELECT frame, ordinal FROM record WHERE event_id = ?", eventId);
              ResultSet row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(new Place(row.getLong(1), row.getInt(2)))
                : Optional.empty();
          }
        });
  }

  @Override
  public List<Hit> search(String text, int limit) {
    String words = phrases(text);
    if (words.isEmpty()) {
      return List.of();
    }
    return database.read(
        reader -> {
          try (PreparedStatement statement =
                  Sqlite.prepare(
                      reader,
                      "SELECT r.frame, r.ordinal, r.event_id, r.time, r.account, r.call FROM word w"
                          + " JOIN record r ON r.number = w.rowid WHERE word MATCH ?"
                          + " ORDER BY w.rowid DESC LIMIT ?",
                      words,
                      limit);
              ResultSet rows = statement.executeQuery()) {
            List<Hit> hits = new ArrayList<>();
            while (rows.next()) {
              hits.add(
                  new Hit(
                      new Place(rows.getLong(1), rows.getInt(2)),
                      rows.getString(3),
                      rows.getLong(4),
                      rows.getString(5),
                      rows.getString(6)));
            }
            return hits;
          }
        });
  }

  /** Each word as a phrase of its own: what is searched for has no grammar. */
  private static String phrases(String text) {
    StringJoiner phrases = new StringJoiner(" ");
    for (String word : text.trim().split("\\s+", -1)) {
      if (word.codePoints().anyMatch(Character::isLetterOrDigit)) {
        phrases.add('"' + word.replace("\"", "\"\"").replace("\0", "") + '"');
      }
    }
    return phrases.toString();
  }

  @Override
  public void dropBefore(long frame) {
    database.write(
        writer -> {
          try (PreparedStatement words =
                  Sqlite.prepare(
                      writer,
                      "DELETE FROM word WHERE rowid IN (SELECT number FROM record WHERE frame < ?)",
                      frame);
              PreparedStatement records =
                  Sqlite.prepare(writer, "DELETE FROM record WHERE frame < ?", frame)) {
            words.executeUpdate();
            records.executeUpdate();
          }
        });
  }

  @Override
  public long count() {
    return database.read(reader -> Sqlite.number(reader, "SELECT count(*) FROM record"));
  }

  @Override
  public void close() {
    database.close();
  }
}
