package dev.gatehouse.gate.operation;

import dev.gatehouse.gate.access.Authorizer;
import dev.gatehouse.gate.access.Circumstances;
import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.OperationModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.wire.HttpCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: what was asked, by whom, when. Lives for one request, under the lock of the
 * state.
 *
 * @param service the signing name, such as {@code iam}
 * @param identity null for the operations that are called without credentials
 * @param region the region it was signed for
 */
public record Call(
    String service,
    OperationModel operation,
    Structure input,
    @Nullable Identity identity,
    HttpCall http,
    String region,
    Instant now,
    String requestId,
    State state,
    Authorizer authorizer,
    Notes notes) {

  public String name() {
    return operation.name();
  }

  /** The caller of an operation that takes credentials. */
  public Identity caller() {
    if (identity == null) {
      throw new AwsException(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    return identity;
  }

  /** The account that the caller acts in. */
  public String account() {
    return caller().account();
  }

  /** What the caller's account holds. */
  public Holdings holdings() {
    Holdings holdings = state.account(account());
    if (holdings == null) {
      throw new IllegalStateException("A caller of an account that is not here.");
    }
    return holdings;
  }

  /**
   * Refuses the call unless the caller may do this.
   *
   * @throws AwsException AccessDenied in AWS's words
   */
  public void require(Permission permission) {
    authorizer.require(circumstances(), permission);
  }

  /** Who asks, from where and when. */
  public Circumstances circumstances() {
    return new Circumstances(identity, http, region, now);
  }

  /** The same call by a caller who has just shown a second factor. */
  public Call withFactor(Instant shownAt) {
    return new Call(
        service,
        operation,
        input,
        caller().withFactor(shownAt),
        http,
        region,
        now,
        requestId,
        state,
        authorizer,
        notes);
  }

  /**
   * A text of the input that must be there, whether the model says so or not.
   *
   * @throws AwsException a validation error if it is not
   */
  public String need(String name) {
    String text = input.text(name);
    if (text == null) {
      throw AwsException.validation(
          "1 validation error detected: Value at '"
              + Character.toLowerCase(name.charAt(0))
              + name.substring(1)
              + "' failed to satisfy constraint: Member must not be null");
    }
    return text;
  }

  /** The input's text, or null. */
  public @Nullable String text(String name) {
    return input.text(name);
  }
}
