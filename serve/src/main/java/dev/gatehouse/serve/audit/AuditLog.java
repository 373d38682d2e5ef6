package dev.gatehouse.serve.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who did what and when. Each line holds a hash over itself and the line before it, so a line that
 * somebody changed or took out of the file shows, unless all that follow were made anew: whoever
 * wants proof against that keeps the last hash elsewhere.
 */
public final class AuditLog {
  private static final String BEGINNING = "0".repeat(64);

  private final AuditedDatabase database;

  AuditLog(AuditedDatabase database) {
    this.database = database;
  }

  static void add(Connection connection, Instant time, Actor actor, Audited<?> done)
      throws SQLException {
    Entry last =
        Rows.first(connection, AuditLog::entry, "SELECT * FROM audit ORDER BY number DESC LIMIT 1")
            .orElse(null);
    long number = last == null ? 1 : last.number() + 1;
    Entry entry =
        new Entry(
            number,
            Instant.ofEpochMilli(time.toEpochMilli()),
            actor,
            done.action().word(),
            done.subject(),
            done.before(),
            done.after(),
            "");
    Rows.update(
        connection,
        "INSERT INTO audit (number, time, user, via, address, action, subject, before, after,"
            + " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.number(),
        entry.time(),
        actor.user(),
        actor.via(),
        actor.address(),
        entry.action(),
        entry.subject(),
        entry.before(),
        entry.after(),
        hash(last == null ? BEGINNING : last.hash(), entry));
  }

  /**
   * What is asked for, the newest first.
   *
   * @param before only lines of a smaller number; empty for the newest
   * @param user only theirs; null for everybody's
   * @param subject only what was done to it; null for anything
   * @param max at most so many
   */
  public List<Entry> entries(
      OptionalLong before, @Nullable String user, @Nullable String subject, int max) {
    return database.read(
        connection ->
            Rows.all(
                connection,
                AuditLog::entry,
                "SELECT * FROM audit WHERE number < ? AND (? IS NULL OR user = ?)"
                    + " AND (? IS NULL OR subject = ?) ORDER BY number DESC LIMIT ?",
                before.orElse(Long.MAX_VALUE),
                user,
                user,
                subject,
                subject,
                max));
  }

  /** The number of the first line that does not fit the one before it; empty if all do. */
  public OptionalLong firstBroken() {
    String previous = BEGINNING;
    long number = 0;
    while (true) {
      long after = number;
      List<Entry> page =
          database.read(
              connection ->
                  Rows.all(
                      connection,
                      AuditLog::entry,
                      "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT 1000",
                      after));
      for (Entry entry : page) {
        number++;
        if (entry.number() != number || !entry.hash().equals(hash(previous, entry))) {
          return OptionalLong.of(number);
        }
        previous = entry.hash();
      }
      if (page.isEmpty()) {
        return OptionalLong.empty();
      }
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("number"),
        Rows.time(row, "time"),
        new Actor(row.getString("user"), row.getString("via"), row.getString("address")),
        row.getString("action"),
        row.getString("subject"),
        row.getString("before"),
        row.getString("after"),
        row.getString("hash"));
  }

  /** Over the length and text of each part, so that no two lines have the same. */
  private static String hash(String previous, Entry entry) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      part(digest, previous);
      part(digest, Long.toString(entry.number()));
      part(digest, Long.toString(entry.time().toEpochMilli()));
      part(digest, entry.actor().user());
      part(digest, entry.actor().via());
      part(digest, entry.actor().address());
      part(digest, entry.action());
      part(digest, entry.subject());
      part(digest, entry.before());
      part(digest, entry.after());
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static void part(MessageDigest digest, @Nullable String text) {
    if (text == null) {
      digest.update((byte) '-');
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
