package dev.gatehouse.serve.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is to the server; each may what those before it may. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Works cases. */
  ANALYST,
  /** Decides what is let be, and for how long. */
  RESPONDER,
  /** Says who may come in. */
  ADMIN;

  /** As in settings, answers and the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that word; empty if there is none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
