package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.TrueLineage;
import dev.gatehouse.trail.write.CallerIdentity;
import dev.gatehouse.trail.write.TrailRecord;
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
final class SignIns {
  private static final String PORTAL_REGION = "eu-west-1";
  private static final String SAML_ISSUER =
      "https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/";
  private static final Client PORTAL =
      new Client(
          "AWS Internal",
          "aws-internal/3 aws-sdk-java/1.12.780 Linux/5.10.230 OpenJDK_64-Bit_Server_VM/25.432-b09"
              + " java/1.8.0_432 vendor/N/A cfg/retry-mode/standard",
          Client.Kind.SERVICE,
          null,
          null);
  private static final int CONSOLE_SECONDS = 12 * 3600;

  private final Recorder recorder;
  private final Organization org;

  SignIns(Recorder recorder, Organization org) {
    this.recorder = recorder;
    this.org = org;
  }

  /** A person signs in to the access portal, which the management account records. */
  void portal(Person person, CallContext at) {
    String eventId = at.random().uuid();
    recorder.deliver(
        TrailRecord.of("signin.amazonaws.com", "UserAuthentication")
            .form("1.08", "AwsServiceEvent", null)
            .kind(false, false)
            .at(at.time(), PORTAL_REGION)
            .by(portalIdentity(person, at))
            .from(at.client().address(), Client.console("").userAgent())
            .additional(
                object("AuthWorkflowID", at.random().uuid())
                    .and("CredentialType", "WEBAUTHN")
                    .and("LoginTo", "https://example.awsapps.com/start/")
                    .and("UserName", person.email()))
            .details(object("UserAuthentication", "Success"))
            .ids(eventId, at.random().uuid(), null)
            .recipient(org.first("management").id()),
        at);
  }

  /**
   * The portal hands out a session of a permission set: the portal's record in the management
   * account and AssumeRoleWithSAML in the account entered.
   */
  Session permissionSet(Person person, Role role, int seconds, CallContext at) {
    boolean console = at.client().kind() == Client.Kind.CONSOLE;
    handedOut(person, role, console, at);
    Account account = role.account();
    String key = at.newKey(account);
    Instant expires = at.time().plusSeconds(seconds);
    String provider = Organization.samlProvider(account);
    String issuer = SAML_ISSUER + account.id();
    String qualifier = qualifier(issuer, account.id(), provider);
    List<Map<String, @Nullable Object>> resources = new ArrayList<>(StsRecords.resources(role));
    resources.add(
        object("accountId", account.id(), "type", "AWS::IAM::SAMLProvider", "ARN", provider));
    String eventId = at.random().uuid();
    CallContext portal = new CallContext(PORTAL, at.time(), at.label(), at.random());
    boolean inside =
        recorder.deliver(
            StsRecords.session("AssumeRoleWithSAML", role, portal)
                .by(CallerIdentity.saml(qualifier, person.email()))
                .request(
                    object("sAMLAssertionID", "_" + at.random().uuid())
                        .and("roleSessionName", person.email())
                        .and("roleArn", role.arn())
                        .and("principalArn", provider)
                        .and("durationSeconds", seconds))
                .response(
                    object("credentials", StsRecords.credentials(key, expires, at.random()))
                        .and("assumedRoleUser", StsRecords.assumedRoleUser(role, person.email()))
                        .and("subject", person.email())
                        .and("subjectType", "persistent")
                        .and("issuer", issuer)
                        .and("audience", "https://signin.aws.amazon.com/saml")
                        .and("nameQualifier", qualifier))
                .resources(resources)
                .ids(eventId, at.random().uuid(), null),
            portal);
    String origin = "identitycenter:" + Organization.IDENTITY_STORE + "/" + person.email();
    TrueLineage lineage =
        TrueLineage.of(origin, OriginType.IDENTITY_CENTER)
            .role(role.arn(), key, inside ? eventId : null, null)
            .missing(inside ? null : "issued-before-trail")
            // No record of the account entered names the identity store.
            .orNamed("identitycenter:-/" + person.email());
    Map<String, @Nullable Object> identity =
        StsRecords.identity(role, person.email(), key, at.time(), false);
    Session session = Session.temporary(account, key, at.time(), expires, identity, lineage);
    return console ? session.withConsoleKey(at.newKey(account)) : session;
  }

  private void handedOut(Person person, Role role, boolean console, CallContext at) {
    String set = role.name().substring("AWSReservedSSO_".length(), role.name().lastIndexOf('_'));
    String eventId = at.random().uuid();
    recorder.deliver(
        TrailRecord.of("sso.amazonaws.com", console ? "Federate" : "GetRoleCredentials")
            .form("1.09", "AwsServiceEvent", null)
            .kind(!console, false)
            .at(at.time(), PORTAL_REGION)
            .by(portalIdentity(person, at))
            .from(at.client().address(), at.client().userAgent())
            .details(object("role_name", set, "account_id", role.account().id()))
            .ids(eventId, at.random().uuid(), null)
            .recipient(org.first("management").id()),
        at);
  }

  private Map<String, @Nullable Object> portalIdentity(Person person, CallContext at) {
    return CallerIdentity.identityCenter(
        org.first("management").id(),
        person.userId(),
        org.identityStoreArn(),
        at.random().base64(64));
  }

  /** A user signs in to the console with a password. */
  Session console(IamUser user, boolean mfa, CallContext at) {
    Account account = user.account();
    Map<String, @Nullable Object> caller =
        CallerIdentity.user(account.id(), user.arn(), user.id(), user.name(), "");
    caller.remove("accessKeyId");
    String eventId = signIn(account, caller, mfa ? user.name() : null, true, at);
    String key = at.newKey(account);
    return consoleSession(
        account,
        key,
        CallerIdentity.userSession(
            account.id(), user.arn(), user.id(), user.name(), key, at.time(), mfa),
        TrueLineage.of(user.arn(), OriginType.USER).session(user.arn(), key, eventId),
        at);
  }

  /** A password is refused. */
  void refused(IamUser user, CallContext at) {
    JsonMap caller =
        object("type", "IAMUser", "principalId", user.id())
            .and("accountId", user.account().id())
            .and("accessKeyId", "")
            .and("userName", user.name());
    signIn(user.account(), caller, null, false, at);
  }

  /** The root user signs in to the console. */
  Session root(Account account, boolean mfa, CallContext at) {
    String device = mfa ? "root-account-mfa-device" : null;
    String eventId =
        signIn(account, CallerIdentity.root(account.id(), null, null, mfa), device, true, at);
    String key = at.newKey(account);
    String arn = account.arn("iam", "", "root");
    return consoleSession(
        account,
        key,
        CallerIdentity.root(account.id(), key, at.time(), mfa),
        TrueLineage.of(arn, OriginType.ROOT).session(arn, key, eventId),
        at);
  }

  private static Session consoleSession(
      Account account,
      String key,
      Map<String, @Nullable Object> identity,
      TrueLineage lineage,
      CallContext at) {
    Instant expires = at.time().plusSeconds(CONSOLE_SECONDS);
    return Session.temporary(account, key, at.time(), expires, identity, lineage).inConsole();
  }

  private String signIn(
      Account account,
      Map<String, @Nullable Object> caller,
      @Nullable String mfaDevice,
      boolean success,
      CallContext at) {
    String mfa = mfaDevice == null ? null : account.arn("iam", "", "mfa/" + mfaDevice);
    String home = "https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true";
    String eventId = at.random().uuid();
    recorder.deliver(
        TrailRecord.of("signin.amazonaws.com", "ConsoleLogin")
            .form("1.08", "AwsConsoleSignIn", null)
            .kind(false, false)
            .at(at.time(), "us-east-1")
            .by(caller)
            .from(at.client().address(), at.client().userAgent())
            .error(null, success ? null : "Failed authentication")
            .response(object("ConsoleLogin", success ? "Success" : "Failure"))
            .additional(
                object("LoginTo", home, "MobileVersion", "No")
                    .andIfKnown("MFAIdentifier", mfa)
                    .and("MFAUsed", mfa == null ? "No" : "Yes"))
            .tls(RecordFormat.tls("signin.aws.amazon.com"))
            .ids(eventId, null, null)
            .recipient(account.id()),
        at);
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
