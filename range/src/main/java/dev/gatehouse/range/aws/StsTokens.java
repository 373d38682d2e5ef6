package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.truth.TrueLineage;
import dev.gatehouse.trail.write.CallerIdentity;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AssumeRole, GetSessionToken and GetFederationToken: credentials that a caller asks STS for. */
final class StsTokens {
  private final Recorder recorder;

  StsTokens(Recorder recorder) {
    this.recorder = recorder;
  }

  /** A user with a long-term key. */
  static Session key(IamUser user, String accessKeyId) {
    Account account = user.account();
    return Session.longTerm(
        account,
        accessKeyId,
        CallerIdentity.user(account.id(), user.arn(), user.id(), user.name(), accessKeyId));
  }

  /**
   * AssumeRole. A call into another account is recorded in both, with one shared event id and one
   * request id.
   */
  Session assume(Session caller, Role role, AssumeRoleOptions asked, CallContext at) {
    // A source identity stays with every session that follows.
    AssumeRoleOptions options =
        asked.sourceIdentity() == null ? asked.withSourceIdentity(sourceIdentity(caller)) : asked;
    String key = at.newKey(role.account());
    Instant expires = at.time().plus(options.lifetime());
    JsonMap response =
        granted(role, options, key, expires, at)
            .andIfKnown("sourceIdentity", options.sourceIdentity());
    boolean crossing = !caller.account().id().equals(role.account().id());
    String requestId = at.random().uuid();
    String shared = crossing ? at.random().uuid() : null;
    String eventId = at.random().uuid();
    boolean inside =
        recorder.deliverAllowed(
            caller,
            "sts:AssumeRole",
            assumeRole(caller.account().region(), role, options, response, at)
                .ids(eventId, requestId, shared)
                .fromConsole(caller.fromConsole()),
            at);
    String copy = crossing ? at.random().uuid() : null;
    if (copy != null) {
      recorder.deliver(
          assumeRole(caller.account().region(), role, options, response, at)
              .by(CallerIdentity.account(caller.principalId(), caller.account().id()))
              .ids(copy, requestId, shared)
              .recipient(role.account().id()),
          at);
    }
    Map<String, @Nullable Object> identity =
        StsRecords.identity(role, options.sessionName(), key, at.time(), usedMfa(caller));
    if (options.sourceIdentity() != null) {
      CallerIdentity.sessionContext(identity).put("sourceIdentity", options.sourceIdentity());
    }
    TrueLineage lineage =
        lineage(caller).role(role.arn(), key, inside ? eventId : null, inside ? copy : null);
    return Session.temporary(role.account(), key, at.time(), expires, identity, lineage);
  }

  /**
   * AssumeRole that is refused: nothing of the request is recorded, and nothing in the other
   * account.
   */
  void refused(Session caller, String roleArn, CallContext at) {
    recorder.deliverFrom(
        caller,
        StsRecords.record("AssumeRole", true, caller.account().region(), at)
            .additional(null)
            .error("AccessDenied", DeniedCall.reason(caller, "sts:AssumeRole", roleArn))
            .ids(at.random().uuid(), at.random().uuid(), null),
        at);
  }

  /** AssumeRole by a company outside: only the owner's copy exists. */
  Session fromOutside(Vendor vendor, Role role, AssumeRoleOptions options, CallContext at) {
    String key = at.newKey(role.account());
    Instant expires = at.time().plus(options.lifetime());
    String eventId = at.random().uuid();
    JsonMap response = granted(role, options, key, expires, at);
    recorder.deliver(
        assumeRole(role.account().region(), role, options, response, at)
            .by(CallerIdentity.account(vendor.principalId(), vendor.accountId()))
            .ids(eventId, at.random().uuid(), at.random().uuid())
            .recipient(role.account().id()),
        at);
    TrueLineage lineage =
        TrueLineage.of("account:" + vendor.accountId(), OriginType.ACCOUNT)
            .role(role.arn(), key, eventId, null)
            .missing("issuer-outside-trail");
    return Session.temporary(
        role.account(),
        key,
        at.time(),
        expires,
        StsRecords.identity(role, options.sessionName(), key, at.time(), false),
        lineage);
  }

  /** GetSessionToken of a user, with an MFA code. */
  Session sessionToken(IamUser user, int seconds, CallContext at) {
    Account account = user.account();
    String key = at.newKey(account);
    String eventId = at.random().uuid();
    Instant expires = at.time().plusSeconds(seconds);
    Session caller = key(user, user.accessKeyId());
    recorder.deliverAllowed(
        caller,
        "sts:GetSessionToken",
        StsRecords.record("GetSessionToken", false, account.region(), at)
            .request(
                object("durationSeconds", seconds)
                    .and("serialNumber", account.arn("iam", "", "mfa/" + user.name())))
            .response(object("credentials", StsRecords.credentials(key, expires, at.random())))
            .ids(eventId, at.random().uuid(), null),
        at);
    return Session.temporary(
        account,
        key,
        at.time(),
        expires,
        CallerIdentity.userSession(
            account.id(), user.arn(), user.id(), user.name(), key, at.time(), true),
        lineage(caller).session(user.arn(), key, eventId));
  }

  /** GetFederationToken of a user. */
  Session federationToken(
      Session caller, IamUser user, String name, int seconds, String policy, CallContext at) {
    Account account = user.account();
    String key = at.newKey(account);
    String eventId = at.random().uuid();
    Instant expires = at.time().plusSeconds(seconds);
    recorder.deliverAllowed(
        caller,
        "sts:GetFederationToken",
        StsRecords.record("GetFederationToken", false, account.region(), at)
            .request(object("name", name, "durationSeconds", seconds, "policy", policy))
            .response(
                object("credentials", StsRecords.credentials(key, expires, at.random()))
                    .and(
                        "federatedUser",
                        object("federatedUserId", account.id() + ":" + name)
                            .and("arn", "arn:aws:sts::" + account.id() + ":federated-user/" + name))
                    .and("packedPolicySize", 12))
            .ids(eventId, at.random().uuid(), null),
        at);
    return Session.temporary(
        account,
        key,
        at.time(),
        expires,
        CallerIdentity.federatedUser(account.id(), name, user.arn(), user.id(), key, at.time()),
        lineage(caller).session(user.arn(), key, eventId));
  }

  private static JsonMap granted(
      Role role, AssumeRoleOptions options, String key, Instant expires, CallContext at) {
    return object("credentials", StsRecords.credentials(key, expires, at.random()))
        .and("assumedRoleUser", StsRecords.assumedRoleUser(role, options.sessionName()));
  }

  private static TrailRecord.Builder assumeRole(
      String region, Role role, AssumeRoleOptions options, JsonMap response, CallContext at) {
    return StsRecords.record("AssumeRole", true, region, at)
        .request(options.request(role))
        .response(response)
        .resources(StsRecords.resources(role));
  }

  private static TrueLineage lineage(Session caller) {
    return caller.lineage() == null
        ? TrueLineage.of(caller.arn(), OriginType.USER)
        : caller.lineage();
  }

  private static @Nullable String sourceIdentity(Session caller) {
    return caller.identity().get("sessionContext") instanceof Map<?, ?> context
            && context.get("sourceIdentity") instanceof String source
        ? source
        : null;
  }

  private static boolean usedMfa(Session caller) {
    return caller.identity().get("sessionContext") instanceof Map<?, ?> context
        && "IAMUser".equals(caller.identity().get("type"))
        && context.get("attributes") instanceof Map<?, ?> attributes
        && "true".equals(attributes.get("mfaAuthenticated"));
  }
}
