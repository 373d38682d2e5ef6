package dev.gatehouse.range.aws;

import static dev.gatehouse.trail.JsonOut.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.TrueLineage;
import dev.gatehouse.range.truth.TrueLineage.Hop;
import dev.gatehouse.trail.CallerIdentity;
import dev.gatehouse.trail.TrailRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials that a caller asks STS for, and the records of it. */
public final class StsTokens {
  private final Recorder recorder;

  /** Tokens that this recorder records. */
  public StsTokens(Recorder recorder) {
    this.recorder = recorder;
  }

  /** A user with a long-term key. */
  public static Session key(IamUser user) {
    return key(user, user.accessKeyId());
  }

  /** A user with another long-term key. */
  public static Session key(IamUser user, String accessKeyId) {
    Account account = user.account();
    return new Session(
        account,
        accessKeyId,
        Instant.EPOCH,
        Instant.MAX,
        CallerIdentity.user(account.id(), user.arn(), user.id(), user.name(), accessKeyId),
        null,
        false);
  }

  /**
   * AssumeRole. A call into another account is recorded in both, with one shared event id and one
   * request id.
   */
  public Session assume(
      Session caller,
      Client client,
      Instant time,
      Role role,
      AssumeRoleOptions options,
      @Nullable Label label,
      SeededRandom random) {
    String key = random.id("ASIA" + role.account().code(), 20);
    Instant expires = time.plusSeconds(options.lifetime());
    String name = options.sessionName();
    String source =
        options.sourceIdentity() != null ? options.sourceIdentity() : sourceIdentity(caller);
    Map<String, @Nullable Object> request = request(role, options, source);
    Map<String, @Nullable Object> response =
        object(
            "credentials", StsRecords.credentials(key, expires, random),
            "assumedRoleUser", StsRecords.assumedRoleUser(role, name));
    if (source != null) {
      response.put("sourceIdentity", source);
    }
    boolean crossing = !caller.account().id().equals(role.account().id());
    String requestId = random.uuid();
    String shared = crossing ? random.uuid() : null;
    String eventId = random.uuid();
    String region = caller.account().region();
    recorder.deliver(
        granted(time, region, client, role, request, response)
            .by(caller.identity())
            .ids(eventId, requestId, shared)
            .recipient(caller.account().id())
            .fromConsole(caller.fromConsole()),
        time,
        random);
    if (!time.isBefore(recorder.start())) {
      recorder.note(caller, eventId, time, label);
      recorder.used(caller, "sts:AssumeRole");
    }
    String copy = null;
    if (crossing) {
      copy = random.uuid();
      recorder.deliver(
          granted(time, region, client, role, request, response)
              .by(CallerIdentity.account(caller.principalId(), caller.account().id()))
              .ids(copy, requestId, shared)
              .recipient(role.account().id()),
          time,
          random);
      recorder.label(copy, time, label);
    }
    Map<String, @Nullable Object> identity =
        StsRecords.identity(role, name, key, time, mfa(caller));
    if (source != null) {
      CallerIdentity.sessionContext(identity).put("sourceIdentity", source);
    }
    boolean before = time.isBefore(recorder.start());
    Hop hop = new Hop(role.arn(), key, before ? null : eventId, before ? null : copy);
    return new Session(
        role.account(), key, time, expires, identity, home(caller).then(hop, true), false);
  }

  /**
   * AssumeRole that is refused: nothing of the request is recorded, and nothing in the other
   * account.
   */
  public void refused(
      Session caller,
      Client client,
      Instant time,
      String roleArn,
      @Nullable Label label,
      SeededRandom random) {
    String eventId = random.uuid();
    String message =
        "User: "
            + caller.arn()
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + roleArn;
    boolean inside =
        recorder.deliver(
            StsRecords.record("AssumeRole", true, time, caller.account().region(), client)
                .by(caller.identity())
                .additional(null)
                .error("AccessDenied", message)
                .ids(eventId, random.uuid(), null)
                .recipient(caller.account().id()),
            time,
            random);
    if (inside) {
      recorder.note(caller, eventId, time, label);
    }
  }

  /** AssumeRole by a company outside: only the owner's copy exists. */
  public Session outside(
      Vendor vendor,
      Client client,
      Instant time,
      Role role,
      AssumeRoleOptions options,
      @Nullable Label label,
      SeededRandom random) {
    String key = random.id("ASIA" + role.account().code(), 20);
    Instant expires = time.plusSeconds(options.lifetime());
    String eventId = random.uuid();
    recorder.deliver(
        granted(
                time,
                role.account().region(),
                client,
                role,
                request(role, options, options.sourceIdentity()),
                object(
                    "credentials", StsRecords.credentials(key, expires, random),
                    "assumedRoleUser", StsRecords.assumedRoleUser(role, options.sessionName())))
            .by(CallerIdentity.account(vendor.principalId(), vendor.accountId()))
            .ids(eventId, random.uuid(), random.uuid())
            .recipient(role.account().id()),
        time,
        random);
    recorder.label(eventId, time, label);
    TrueLineage way =
        new TrueLineage(
            List.of(new Hop(role.arn(), key, eventId, null)),
            "account:" + vendor.accountId(),
            OriginType.ACCOUNT,
            null,
            1,
            "issuer-outside-trail");
    return new Session(
        role.account(),
        key,
        time,
        expires,
        StsRecords.identity(role, options.sessionName(), key, time, false),
        way,
        false);
  }

  /** GetSessionToken of a user, with an MFA code. */
  public Session sessionToken(
      IamUser user,
      Client client,
      Instant time,
      int seconds,
      @Nullable Label label,
      SeededRandom random) {
    Session caller = key(user);
    String key = random.id("ASIA" + user.account().code(), 20);
    Instant expires = time.plusSeconds(seconds);
    String eventId = random.uuid();
    boolean inside =
        recorder.deliver(
            StsRecords.record("GetSessionToken", false, time, user.account().region(), client)
                .by(caller.identity())
                .request(
                    object(
                        "durationSeconds",
                        seconds,
                        "serialNumber",
                        user.account().arn("iam", "", "mfa/" + user.name())))
                .response(object("credentials", StsRecords.credentials(key, expires, random)))
                .ids(eventId, random.uuid(), null)
                .recipient(user.account().id()),
            time,
            random);
    if (inside) {
      recorder.note(caller, eventId, time, label);
      recorder.used(caller, "sts:GetSessionToken");
    }
    TrueLineage way = home(caller).then(new Hop(user.arn(), key, eventId, null), false);
    return new Session(
        user.account(),
        key,
        time,
        expires,
        CallerIdentity.userSession(
            user.account().id(), user.arn(), user.id(), user.name(), key, time, true),
        way,
        false);
  }

  /** GetFederationToken of a user. */
  public Session federationToken(
      IamUser user,
      Session caller,
      Client client,
      Instant time,
      String name,
      int seconds,
      String policy,
      @Nullable Label label,
      SeededRandom random) {
    String key = random.id("ASIA" + user.account().code(), 20);
    Instant expires = time.plusSeconds(seconds);
    String eventId = random.uuid();
    String account = user.account().id();
    boolean inside =
        recorder.deliver(
            StsRecords.record("GetFederationToken", false, time, user.account().region(), client)
                .by(caller.identity())
                .request(object("name", name, "durationSeconds", seconds, "policy", policy))
                .response(
                    object(
                        "credentials",
                        StsRecords.credentials(key, expires, random),
                        "federatedUser",
                        object(
                            "federatedUserId", account + ":" + name,
                            "arn", "arn:aws:sts::" + account + ":federated-user/" + name),
                        "packedPolicySize",
                        12))
                .ids(eventId, random.uuid(), null)
                .recipient(account),
            time,
            random);
    if (inside) {
      recorder.note(caller, eventId, time, label);
      recorder.used(caller, "sts:GetFederationToken");
    }
    TrueLineage way = home(caller).then(new Hop(user.arn(), key, eventId, null), false);
    return new Session(
        user.account(),
        key,
        time,
        expires,
        CallerIdentity.federatedUser(account, name, user.arn(), user.id(), key, time),
        way,
        false);
  }

  private static TrailRecord.Builder granted(
      Instant time,
      String region,
      Client client,
      Role role,
      Map<String, @Nullable Object> request,
      Map<String, @Nullable Object> response) {
    return StsRecords.record("AssumeRole", true, time, region, client)
        .request(request)
        .response(response)
        .resources(StsRecords.resources(role));
  }

  private static Map<String, @Nullable Object> request(
      Role role, AssumeRoleOptions options, @Nullable String source) {
    Map<String, @Nullable Object> request =
        object("roleArn", role.arn(), "roleSessionName", options.sessionName());
    if (options.seconds() != null) {
      request.put("durationSeconds", options.seconds());
    }
    if (options.externalId() != null) {
      request.put("externalId", options.externalId());
    }
    if (source != null) {
      request.put("sourceIdentity", source);
    }
    if (options.serialNumber() != null) {
      request.put("serialNumber", options.serialNumber());
    }
    return request;
  }

  private static TrueLineage home(Session caller) {
    TrueLineage way = caller.way();
    if (way != null) {
      return way;
    }
    boolean root = "Root".equals(caller.identity().get("type"));
    return new TrueLineage(
        List.of(), caller.arn(), root ? OriginType.ROOT : OriginType.USER, null, 0, null);
  }

  private static @Nullable String sourceIdentity(Session caller) {
    return caller.identity().get("sessionContext") instanceof Map<?, ?> context
            && context.get("sourceIdentity") instanceof String source
        ? source
        : null;
  }

  private static boolean mfa(Session caller) {
    return caller.identity().get("sessionContext") instanceof Map<?, ?> context
        && "IAMUser".equals(caller.identity().get("type"))
        && context.get("attributes") instanceof Map<?, ?> attributes
        && "true".equals(attributes.get("mfaAuthenticated"));
  }
}
