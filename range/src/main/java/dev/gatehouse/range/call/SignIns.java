package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.Way;
import dev.gatehouse.range.truth.Way.WayHop;
import dev.gatehouse.trail.CallerIdentity;
import dev.gatehouse.trail.TrailRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People who sign in: the access portal of Identity Center, the console, the root user. */
public final class SignIns {
  private static final String SAML_ISSUER =
      "https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/";

  private static final String INTERNAL_AGENT =
      "aws-internal/3 aws-sdk-java/1.12.780 Linux/5.10.230 OpenJDK_64-Bit_Server_VM/25.432-b09"
          + " java/1.8.0_432 vendor/N/A cfg/retry-mode/standard";

  private final Recorder recorder;
  private final Organization org;

  /** Sign-ins to this organization. */
  public SignIns(Recorder recorder, Organization org) {
    this.recorder = recorder;
    this.org = org;
  }

  /** A person signs in to the access portal, which the management account records. */
  public void portal(
      Person person, Client client, Instant time, @Nullable Label label, SeededRandom random) {
    Account management = org.first("management");
    String eventId = random.uuid();
    recorder.deliver(
        TrailRecord.of("signin.amazonaws.com", "UserAuthentication")
            .form("1.08", "AwsServiceEvent", null)
            .kind(false, false)
            .at(time, "eu-west-1")
            .by(portalIdentity(person, random))
            .from(client.address(), Client.console("").userAgent())
            .additional(
                object(
                    "AuthWorkflowID",
                    random.uuid(),
                    "CredentialType",
                    "WEBAUTHN",
                    "LoginTo",
                    "https://example.awsapps.com/start/",
                    "UserName",
                    person.email()))
            .details(object("UserAuthentication", "Success"))
            .ids(eventId, random.uuid(), null)
            .recipient(management.id()),
        time,
        random);
    recorder.label(eventId, time, label);
  }

  /**
   * The portal hands out a session of a permission set: the portal's record in the management
   * account and AssumeRoleWithSAML in the account entered.
   */
  public Session permissionSet(
      Person person,
      Role role,
      Client client,
      Instant time,
      int seconds,
      @Nullable Label label,
      SeededRandom random) {
    boolean console = client.kind() == Client.Kind.CONSOLE;
    handedOut(person, role, client, time, console, label, random);
    String key = random.id("ASIA" + role.account().code(), 20);
    Instant expires = time.plusSeconds(seconds);
    String provider = Organization.samlProvider(role.account());
    String issuer = SAML_ISSUER + role.account().id();
    String qualifier = qualifier(issuer, role.account().id(), provider);
    List<Map<String, @Nullable Object>> resources = new ArrayList<>(Sts.resources(role));
    resources.add(
        object(
            "accountId", role.account().id(), "type", "AWS::IAM::SAMLProvider", "ARN", provider));
    String eventId = random.uuid();
    boolean inside =
        recorder.deliver(
            Sts.record(
                    "AssumeRoleWithSAML",
                    true,
                    time,
                    role.account().region(),
                    new Client("AWS Internal", INTERNAL_AGENT, Client.Kind.SERVICE, null, null))
                .by(CallerIdentity.saml(qualifier, person.email()))
                .request(
                    object(
                        "sAMLAssertionID",
                        "_" + random.uuid(),
                        "roleSessionName",
                        person.email(),
                        "roleArn",
                        role.arn(),
                        "principalArn",
                        provider,
                        "durationSeconds",
                        seconds))
                .response(
                    object(
                        "credentials",
                        Sts.credentials(key, expires, random),
                        "assumedRoleUser",
                        Sts.assumedRoleUser(role, person.email()),
                        "subject",
                        person.email(),
                        "subjectType",
                        "persistent",
                        "issuer",
                        issuer,
                        "audience",
                        "https://signin.aws.amazon.com/saml",
                        "nameQualifier",
                        qualifier))
                .resources(resources)
                .ids(eventId, random.uuid(), null)
                .recipient(role.account().id()),
            time,
            random);
    recorder.label(eventId, time, label);
    Way way =
        new Way(
            List.of(new WayHop(role.arn(), key, inside ? eventId : null, null)),
            "identitycenter:" + Organization.IDENTITY_STORE + "/" + person.email(),
            OriginType.IDENTITY_CENTER,
            null,
            1,
            inside ? null : "issued-before-trail",
            // No record of the account entered names the identity store.
            List.of("identitycenter:-/" + person.email()));
    Session session =
        new Session(
            role.account(),
            key,
            time,
            expires,
            Sts.identity(role, person.email(), key, time, false),
            way,
            false);
    return console ? session.consoleKey(random.id("ASIA" + role.account().code(), 20)) : session;
  }

  private void handedOut(
      Person person,
      Role role,
      Client client,
      Instant time,
      boolean console,
      @Nullable Label label,
      SeededRandom random) {
    String set = role.name().substring("AWSReservedSSO_".length(), role.name().lastIndexOf('_'));
    String eventId = random.uuid();
    recorder.deliver(
        TrailRecord.of("sso.amazonaws.com", console ? "Federate" : "GetRoleCredentials")
            .form("1.09", "AwsServiceEvent", null)
            .kind(!console, false)
            .at(time, "eu-west-1")
            .by(portalIdentity(person, random))
            .from(client.address(), client.userAgent())
            .details(object("role_name", set, "account_id", role.account().id()))
            .ids(eventId, random.uuid(), null)
            .recipient(org.first("management").id()),
        time,
        random);
    recorder.label(eventId, time, label);
  }

  private Map<String, @Nullable Object> portalIdentity(Person person, SeededRandom random) {
    return CallerIdentity.identityCenter(
        org.first("management").id(), person.userId(), org.identityStoreArn(), random.base64(64));
  }

  /** A user signs in to the console with a password; MFA if {@code mfa}. */
  public Session console(
      IamUser user,
      Client client,
      Instant time,
      boolean mfa,
      @Nullable Label label,
      SeededRandom random) {
    Account account = user.account();
    Map<String, @Nullable Object> caller =
        CallerIdentity.user(account.id(), user.arn(), user.id(), user.name(), "");
    caller.remove("accessKeyId");
    String eventId = signedIn(account, caller, client, time, mfa, user.name(), true, label, random);
    String key = random.id("ASIA" + account.code(), 20);
    return new Session(
        account,
        key,
        time,
        time.plusSeconds(12 * 3600),
        CallerIdentity.userSession(
            account.id(), user.arn(), user.id(), user.name(), key, time, mfa),
        new Way(
            List.of(new WayHop(user.arn(), key, eventId, null)),
            user.arn(),
            OriginType.USER,
            null,
            0,
            null),
        true);
  }

  /** A password is refused. */
  public void refused(
      IamUser user, Client client, Instant time, @Nullable Label label, SeededRandom random) {
    Map<String, @Nullable Object> caller =
        object(
            "type", "IAMUser",
            "principalId", user.id(),
            "accountId", user.account().id(),
            "accessKeyId", "",
            "userName", user.name());
    signedIn(user.account(), caller, client, time, false, user.name(), false, label, random);
  }

  /** The root user signs in to the console. */
  public Session root(
      Account account,
      Client client,
      Instant time,
      boolean mfa,
      @Nullable Label label,
      SeededRandom random) {
    String eventId =
        signedIn(
            account,
            CallerIdentity.root(account.id(), null, null, mfa),
            client,
            time,
            mfa,
            "root-account-mfa-device",
            true,
            label,
            random);
    String key = random.id("ASIA" + account.code(), 20);
    String arn = account.arn("iam", "", "root");
    return new Session(
        account,
        key,
        time,
        time.plusSeconds(12 * 3600),
        CallerIdentity.root(account.id(), key, time, mfa),
        new Way(List.of(new WayHop(arn, key, eventId, null)), arn, OriginType.ROOT, null, 0, null),
        true);
  }

  private String signedIn(
      Account account,
      Map<String, @Nullable Object> caller,
      Client client,
      Instant time,
      boolean mfa,
      String device,
      boolean success,
      @Nullable Label label,
      SeededRandom random) {
    Map<String, @Nullable Object> additional =
        object(
            "LoginTo", "https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true",
            "MobileVersion", "No");
    if (mfa) {
      additional.put("MFAIdentifier", account.arn("iam", "", "mfa/" + device));
    }
    additional.put("MFAUsed", mfa ? "Yes" : "No");
    String eventId = random.uuid();
    recorder.deliver(
        TrailRecord.of("signin.amazonaws.com", "ConsoleLogin")
            .form("1.08", "AwsConsoleSignIn", null)
            .kind(false, false)
            .at(time, "us-east-1")
            .by(caller)
            .from(client.address(), client.userAgent())
            .error(null, success ? null : "Failed authentication")
            .response(object("ConsoleLogin", success ? "Success" : "Failure"))
            .additional(additional)
            .tls(ServiceForm.tls("signin.aws.amazon.com"))
            .ids(eventId, null, null)
            .recipient(account.id()),
        time,
        random);
    recorder.label(eventId, time, label);
    return eventId;
  }

  /**
   * STS names a provider's subjects under {@code Base64(SHA-1(issuer + account + "/" + provider's
   * name))}: the same at every sign-in.
   */
  private static String qualifier(String issuer, String account, String providerArn) {
    String name = providerArn.substring(providerArn.lastIndexOf('/'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((issuer + account + name).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1.", e);
    }
  }
}
