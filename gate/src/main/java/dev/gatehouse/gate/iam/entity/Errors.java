package dev.gatehouse.gate.iam.entity;

import dev.gatehouse.gate.model.AwsException;

/** The errors of IAM, with their codes and statuses. */
public final class Errors {
  private Errors() {}

  public static AwsException noSuchEntity(String message) {
    return new AwsException(404, "NoSuchEntity", message);
  }

  public static AwsException alreadyExists(String message) {
    return new AwsException(409, "EntityAlreadyExists", message);
  }

  public static AwsException deleteConflict(String message) {
    return new AwsException(409, "DeleteConflict", message);
  }

  public static AwsException limitExceeded(String message) {
    return new AwsException(409, "LimitExceeded", message);
  }

  public static AwsException invalidInput(String message) {
    return new AwsException(400, "InvalidInput", message);
  }

  public static AwsException unmodifiable(String message) {
    return new AwsException(400, "UnmodifiableEntity", message);
  }
}
