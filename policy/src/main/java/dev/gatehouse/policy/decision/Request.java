package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.principal.Caller;
import java.util.Locale;
import java.util.Objects;

/**
 * One action by one caller on one resource.
 *
 * <p>The context is taken as it is: what AWS would derive is added by {@link DerivedContext}.
 */
public final class Request {
  private final Caller caller;
  private final String action;
  private final String actionLower;
  private final int colon;
  private final String service;
  private final String resource;
  private final String resourceAccount;
  private final Context context;

  private Request(
      Caller caller, String action, String resource, String resourceAccount, Context context) {
    this.caller = Objects.requireNonNull(caller);
    this.action = action;
    this.actionLower = action.toLowerCase(Locale.ROOT);
    this.colon = actionLower.indexOf(':');
    this.resource = Objects.requireNonNull(resource);
    this.context = Objects.requireNonNull(context);
    if (colon <= 0 || colon == action.length() - 1) {
      throw new IllegalArgumentException(
          "`" + action + "` is no action; write `service:Name`, such as `s3:GetObject`");
    }
    this.service = actionLower.substring(0, colon);
    this.resourceAccount = resourceAccount.isEmpty() ? accountOf(resource) : resourceAccount;
  }

  /**
   * Makes a request on a resource whose ARN names its account, or on none.
   *
   * @param action service prefix and name, such as {@code s3:GetObject}; case does not count
   * @param resource an ARN, or {@code *} for an action that takes no resource
   */
  public static Request of(Caller caller, String action, String resource, Context context) {
    return new Request(caller, action, resource, "", context);
  }

  /**
   * Makes a request on a resource of a given account.
   *
   * @param resourceAccount the account that owns the resource, for ARNs that do not say, as those
   *     of S3; "" when not known
   */
  public static Request of(
      Caller caller, String action, String resource, String resourceAccount, Context context) {
    return new Request(caller, action, resource, resourceAccount, context);
  }

  private static String accountOf(String resource) {
    return resource.equals("*") ? "" : Arn.account(resource);
  }

  public Caller caller() {
    return caller;
  }

  /** The action as it was given. */
  public String action() {
    return action;
  }

  /** The action in lower case. */
  String actionLower() {
    return actionLower;
  }

  /** Where the service prefix ends. */
  int colon() {
    return colon;
  }

  /** The service prefix in lower case. */
  public String service() {
    return service;
  }

  public String resource() {
    return resource;
  }

  /** The owner of the resource; "" when neither the ARN nor the asker says. */
  public String resourceAccount() {
    return resourceAccount;
  }

  public Context context() {
    return context;
  }

  public Request withAction(String other) {
    return new Request(caller, other, resource, resourceAccount, context);
  }

  public Request withCaller(Caller other) {
    return new Request(other, action, resource, resourceAccount, context);
  }

  public Request withResource(String other, String account) {
    return new Request(caller, action, other, account, context);
  }

  public Request withContext(Context other) {
    return new Request(caller, action, resource, resourceAccount, other);
  }

  @Override
  public String toString() {
    return caller + " " + action + " " + resource;
  }
}
