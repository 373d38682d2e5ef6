package dev.gatehouse.policy.trial;

/** A question or case that cannot be read; the message says where and what to write instead. */
public final class CaseException extends RuntimeException {
  public CaseException(String message) {
    super(message);
  }
}
