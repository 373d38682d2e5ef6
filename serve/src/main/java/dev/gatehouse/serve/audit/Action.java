package dev.gatehouse.serve.audit;

import java.util.Locale;

/** What stands in the audit log. */
public enum Action {
  SIGN_IN,
  SIGN_IN_REFUSED,
  SIGN_OUT,
  SESSION_ENDED,
  PASSWORD_CHANGED,
  USER_ADDED,
  USER_CHANGED,
  USER_REMOVED,
  TOKEN_MADE,
  TOKEN_REVOKED,
  ACCESS_DENIED,
  CASE_ASSIGNED,
  CASE_STATUS,
  CASE_VERDICT,
  CASE_COMMENT,
  SUPPRESSION_ADDED,
  SUPPRESSION_ENDED,
  TRUST_APPROVED,
  TRUST_APPROVAL_ENDED,
  RECORDS_READ,
  SETTINGS_CHANGED,
  ESTATE_CHANGED;

  /** As in the database and in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
