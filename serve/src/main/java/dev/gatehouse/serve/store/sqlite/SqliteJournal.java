package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.serve.intake.Journal;
import dev.gatehouse.serve.intake.Piece;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;

/** The journal of units in SQLite. */
public final class SqliteJournal implements Journal {
  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE place (only INTEGER PRIMARY KEY CHECK (only = 1), frame INTEGER NOT NULL);
          INSERT INTO place VALUES (1, 0);
          CREATE TABLE unit (
            source TEXT NOT NULL, unit TEXT NOT NULL, frame INTEGER NOT NULL,
            PRIMARY KEY (source, unit)) WITHOUT ROWID;
          """);

  /** The place is written at least every so many frames, though none ends a unit. */
  private static final int BEHIND_MAX = 500;

  private final Sqlite database;
  private long written;

  /** Opens the journal in a file, which is made if need be. */
  public SqliteJournal(Path file) {
    database = new Sqlite(file, SCHEMA);
  }

  @Override
  public long position() {
    return database.read(reader -> Sqlite.number(reader, "SELECT frame FROM place"));
  }

  @Override
  public void add(long frame, List<Piece> pieces) {
    if (pieces.stream().noneMatch(SqliteJournal::isNoted) && frame - written < BEHIND_MAX) {
      return;
    }
    database.write(
        writer -> {
          try (PreparedStatement put =
              writer.prepareStatement("INSERT OR REPLACE INTO unit VALUES (?, ?, ?)")) {
            for (Piece piece : pieces) {
              if (isNoted(piece)) {
                put.setString(1, piece.source());
                put.setString(2, piece.unit());
                put.setLong(3, frame);
                put.addBatch();
              }
            }
            put.executeBatch();
          }
          try (PreparedStatement place =
              Sqlite.prepare(writer, "UPDATE place SET frame = ?", frame)) {
            place.executeUpdate();
          }
        });
    written = frame;
  }

  private static boolean isNoted(Piece piece) {
    return piece.ends() && piece.remembered();
  }

  @Override
  public boolean knows(String source, String unit) {
    return database.read(
        reader ->
            Sqlite.number(reader, "SELECT 1 FROM unit WHERE source = ? AND unit = ?", source, unit)
                == 1);
  }

  @Override
  public void close() {
    database.close();
  }
}
