package dev.gatehouse.estate;

/** What an estate says to a yes-or-no question. What is missing from it is never a no. */
public enum Answer {
  YES,
  NO,
  UNKNOWN
}
