package dev.gatehouse.range.aws;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls AWS: a credential, a client, and a clock that moves with each call. A script
 * written against a caller reads like what was done.
 *
 * <p>Every way of getting a credential uses it from then on; {@link #session} is the one in use.
 */
public final class Caller {
  private final AwsSimulator aws;
  private final SeededRandom random;
  private @Nullable Session session;
  private Client client;
  private Instant now;
  private @Nullable Label label;
  private Duration paceMin = Duration.ofMillis(400);
  private Duration paceMax = Duration.ofSeconds(9);

  Caller(AwsSimulator aws, SeededRandom random, Client client, Instant now, @Nullable Label label) {
    this.aws = aws;
    this.random = random;
    this.client = client;
    this.now = now;
    this.label = label;
  }

  /** The caller's clock. */
  public Instant now() {
    return now;
  }

  /** Random numbers of this caller. */
  public SeededRandom random() {
    return random;
  }

  /** Where calls come from. */
  public Client client() {
    return client;
  }

  /** The credential in use; fails if there is none. */
  public Session session() {
    if (session == null) {
      throw new IllegalStateException("This caller has no credential yet.");
    }
    return session;
  }

  /** Uses this credential from now on. */
  public Caller use(Session next) {
    session = next;
    return this;
  }

  /** Uses the user's long-term key from now on. */
  public Caller useKey(IamUser user) {
    return useKey(user, user.accessKeyId());
  }

  /** Uses another long-term key of the user from now on. */
  public Caller useKey(IamUser user, String accessKeyId) {
    return use(StsTokens.key(user, accessKeyId));
  }

  /** Calls from here from now on. */
  public Caller from(Client next) {
    client = next;
    return this;
  }

  /** Labels what follows. */
  public Caller label(@Nullable Label next) {
    label = next;
    return this;
  }

  /** Time between calls from now on. */
  public Caller pace(Duration min, Duration max) {
    paceMin = min;
    paceMax = max;
    return this;
  }

  /** Lets time pass. */
  public Caller pause(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Lets this many seconds pass. */
  public Caller pauseSeconds(int seconds) {
    return pause(Duration.ofSeconds(seconds));
  }

  /** Lets time pass, between {@code min} and {@code max}. */
  public Caller pause(Duration min, Duration max) {
    return pause(random.between(min, max));
  }

  /** Makes the calls, one after the other. */
  public Caller call(ApiCall... calls) {
    for (ApiCall call : calls) {
      // An expired token is refused before anything is recorded; the console never asks STS.
      boolean asksSts = client.kind() == Client.Kind.CONSOLE && call.service().equals("sts");
      if (session().isLive(now) && !asksSts) {
        aws.recorder().record(session(), call, here());
      }
      pause(paceMin, paceMax);
    }
    return this;
  }

  /** Makes a call that a service makes for the caller, as Secrets Manager calls KMS. */
  public Caller via(String service, ApiCall call) {
    if (session().isLive(now)) {
      Session forward = session().via(service, here().newKey(session().account()));
      aws.recorder().record(forward, call, here().byService(service));
    }
    return this;
  }

  /** Makes a call that no identity policy allows. */
  public Caller denied(ApiCall call, String resource) {
    return call(DeniedCall.byIdentityPolicy(call, session(), resource, random));
  }

  /** Assumes a role. */
  public Caller assume(Role role, AssumeRoleOptions options) {
    if (!session().isLive(now)) {
      throw new IllegalStateException("The session of " + session().arn() + " is over.");
    }
    session = aws.tokens().assume(session(), role, options, here());
    return pause(paceMin, paceMax);
  }

  /** Assumes a role with nothing but a session name. */
  public Caller assume(Role role, String sessionName) {
    return assume(role, AssumeRoleOptions.named(sessionName));
  }

  /** Asks for a role in vain. */
  public Caller assumeRefused(String roleArn) {
    aws.tokens().refused(session(), roleArn, here());
    return pause(paceMin, paceMax);
  }

  /** Assumes a role as a company outside the organization. */
  public Caller assumeFromOutside(Vendor vendor, Role role, AssumeRoleOptions options) {
    return use(aws.tokens().fromOutside(vendor, role, options, here()));
  }

  /** GetSessionToken with a user's key and MFA device. */
  public Caller getSessionToken(IamUser user, int seconds) {
    return use(aws.tokens().sessionToken(user, seconds, here()));
  }

  /** GetFederationToken with the credential in use, which is the user's. */
  public Caller getFederationToken(IamUser user, String name, int seconds, String policy) {
    return use(aws.tokens().federationToken(session(), user, name, seconds, policy, here()));
  }

  /**
   * AssumeRoleWithWebIdentity.
   *
   * @param seconds null: not sent, one hour
   */
  public Caller assumeWithToken(
      WebToken token, Role role, String sessionName, @Nullable Integer seconds) {
    return use(aws.webIdentities().exchange(token, role, sessionName, seconds, here()));
  }

  /**
   * A service assumes a role.
   *
   * @param service principal, {@code ec2.amazonaws.com}
   * @param workload ARN of what the credentials are for; null for a service's own business
   */
  public Caller assumeByService(
      String service, Role role, String sessionName, Duration lifetime, @Nullable String workload) {
    return use(aws.services().assume(service, role, sessionName, lifetime, workload, here()));
  }

  /** AWS Lambda assumes the role of a function for it. */
  public Caller startFunction(Role role, String function) {
    Account account = role.account();
    String arn = account.arn("lambda", account.region(), "function:" + function);
    return assumeByService("lambda.amazonaws.com", role, function, Duration.ofHours(12), arn);
  }

  /** IAM Roles Anywhere exchanges a host's certificate for a session. */
  public Caller createRolesAnywhereSession(Role role, String hostName, String serial) {
    return use(aws.services().rolesAnywhere(role, hostName, serial, here()));
  }

  /** A person signs in to the access portal of Identity Center; this gives no credential yet. */
  public Caller signInToPortal(Person person) {
    aws.signIns().portal(person, here());
    return this;
  }

  /** The portal hands out a session of a permission set. */
  public Caller usePermissionSet(Person person, Role role, int seconds) {
    return use(aws.signIns().permissionSet(person, role, seconds, here()));
  }

  /** A user signs in to the console with a password. */
  public Caller signInToConsole(IamUser user, boolean mfa) {
    return use(aws.signIns().console(user, mfa, here()));
  }

  /** A user's password is refused. */
  public Caller failToSignIn(IamUser user) {
    aws.signIns().refused(user, here());
    return this;
  }

  /** The root user signs in to the console. */
  public Caller signInAsRoot(Account account, boolean mfa) {
    return use(aws.signIns().root(account, mfa, here()));
  }

  private CallContext here() {
    return new CallContext(client, now, label, random);
  }
}
