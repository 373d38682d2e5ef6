package dev.gatehouse.serve.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may be done, and the least role that may: the one table of permissions. */
public enum Permission {
  /** Whoever reaches the server: to sign in, and to read how the API is called. */
  ANYONE(null, "without signing in"),
  /** One's own password, sessions and tokens. */
  OWN_ACCOUNT(Role.VIEWER, "manage one's own password, sessions and tokens"),
  /** Cases, findings, identities, the estate, health. */
  READ(Role.VIEWER, "read cases, findings, identities, the estate and health"),
  /** CloudTrail records as they are, with addresses and names of people; and their full text. */
  READ_RECORDS(Role.ANALYST, "read and search CloudTrail records"),
  /** Assignee, status, verdict, comments. */
  WORK_CASES(Role.ANALYST, "assign, comment, close and judge cases"),
  /** Findings that need nobody's attention for a while. */
  SUPPRESS(Role.RESPONDER, "suppress findings until a stated time"),
  /** Temporary exceptions from the documented trust. */
  APPROVE_TRUST(Role.RESPONDER, "approve an undocumented trust edge for some days"),
  /** Who may come in, and as what. */
  MANAGE_USERS(Role.ADMIN, "add, change and remove users, end their sessions and tokens"),
  /** What everybody did. */
  READ_AUDIT(Role.ADMIN, "read the audit log");

  private final @Nullable Role least;
  private final String words;

  Permission(@Nullable Role least, String words) {
    this.least = least;
    this.words = words;
  }

  /** As in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it lets do, to follow "may". */
  public String words() {
    return words;
  }

  /** The least role that has it; null where nobody needs to be signed in. */
  public @Nullable Role least() {
    return least;
  }

  /** Whether a role has it; null stands for somebody who is not signed in. */
  public boolean isHeldBy(@Nullable Role role) {
    return least == null || (role != null && role.compareTo(least) >= 0);
  }
}
