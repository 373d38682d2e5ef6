package dev.gatehouse.serve.audit;

import java.util.List;

/**
 * The form of the database, a step a version. A step that was released is never changed; a new one
 * is added behind it. Times are milliseconds since 1970.
 */
final class Schema {
  static final List<String> STEPS =
      List.of(
          """
          CREATE TABLE audit (
            number INTEGER PRIMARY KEY, time INTEGER NOT NULL, user TEXT NOT NULL,
            via TEXT NOT NULL, address TEXT NOT NULL, action TEXT NOT NULL,
            subject TEXT NOT NULL, before TEXT, after TEXT, hash TEXT NOT NULL);
          CREATE INDEX audit_subject ON audit (subject, number);
          CREATE INDEX audit_user ON audit (user, number);
          CREATE TABLE users (
            name TEXT PRIMARY KEY, role TEXT NOT NULL, provider TEXT, password_hash TEXT,
            must_change INTEGER NOT NULL, disabled INTEGER NOT NULL, created INTEGER NOT NULL);
          CREATE TABLE sessions (
            id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
            created INTEGER NOT NULL, last_seen INTEGER NOT NULL, ends INTEGER NOT NULL,
            address TEXT NOT NULL);
          CREATE INDEX sessions_user ON sessions (user, created);
          CREATE TABLE tokens (
            id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE,
            user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE, name TEXT NOT NULL,
            role TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL,
            last_used INTEGER);
          CREATE INDEX tokens_user ON tokens (user, created);
          CREATE TABLE case_work (
            case_id TEXT PRIMARY KEY, version INTEGER NOT NULL, status TEXT NOT NULL,
            assignee TEXT, verdict TEXT, verdict_why TEXT, verdict_by TEXT, verdict_at INTEGER,
            verdict_revision INTEGER NOT NULL, snoozed_until INTEGER, changed INTEGER NOT NULL);
          CREATE INDEX case_work_status ON case_work (status, changed);
          CREATE INDEX case_work_assignee ON case_work (assignee, changed);
          CREATE INDEX case_work_verdict ON case_work (verdict_at);
          CREATE TABLE case_findings (
            case_id TEXT NOT NULL, finding TEXT NOT NULL,
            PRIMARY KEY (case_id, finding)) WITHOUT ROWID;
          CREATE TABLE comments (
            number INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL, time INTEGER NOT NULL,
            user TEXT NOT NULL, text TEXT NOT NULL);
          CREATE INDEX comments_case ON comments (case_id, number);
          CREATE TABLE suppressions (
            number INTEGER PRIMARY KEY AUTOINCREMENT, detector TEXT, identity TEXT, account TEXT,
            why TEXT NOT NULL, approved_by TEXT NOT NULL, made INTEGER NOT NULL,
            until INTEGER NOT NULL, ended INTEGER);
          CREATE TABLE approvals (
            number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, target TEXT NOT NULL,
            max_depth INTEGER, why TEXT NOT NULL, approved_by TEXT NOT NULL, made INTEGER NOT NULL,
            until INTEGER NOT NULL, ended INTEGER)
          """);

  private Schema() {}
}
