package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.Way;
import dev.gatehouse.range.truth.Way.WayHop;
import dev.gatehouse.trail.CallerIdentity;
import dev.gatehouse.trail.TrailRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials that a caller asks STS for, and the records of it. */
public final class Tokens {
  private final Recorder recorder;

  /** Tokens that this recorder records. */
  public Tokens(Recorder recorder) {
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
      Asking asking,
      @Nullable Label label,
      SeededRandom random) {
    String key = random.id("ASIA" + role.account().code(), 20);
    Instant expires = time.plusSeconds(asking.lifetime());
    String name = asking.sessionName();
    String source =
        asking.sourceIdentity() != null ? asking.sourceIdentity() : sourceIdentity(caller);
    Map<String, @Nullable Object> request = request(role, asking, source);
    Map<String, @Nullable Object> response =
        object(
            "credentials", Sts.credentials(key, expires, random),
            "assumedRoleUser", Sts.assumedRoleUser(role, name));
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
    Map<String, @Nullable Object> identity = Sts.identity(role, name, key, time, mfa(caller));
    if (source != null) {
      CallerIdentity.sessionContext(identity).put("sourceIdentity", source);
    }
    boolean before = time.isBefore(recorder.start());
    WayHop hop = new WayHop(role.arn(), key, before ? null : eventId, before ? null : copy);
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
            Sts.record("AssumeRole", true, time, caller.account().region(), client)
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
      Asking asking,
      @Nullable Label label,
      SeededRandom random) {
    String key = random.id("ASIA" + role.account().code(), 20);
    Instant expires = time.plusSeconds(asking.lifetime());
    String eventId = random.uuid();
    recorder.deliver(
        granted(
                time,
                role.account().region(),
                client,
                role,
                request(role, asking, asking.sourceIdentity()),
                object(
                    "credentials", Sts.credentials(key, expires, random),
                    "assumedRoleUser", Sts.assumedRoleUser(role, asking.sessionName())))
            .by(CallerIdentity.account(vendor.principalId(), vendor.accountId()))
            .ids(eventId, random.uuid(), random.uuid())
            .recipient(role.account().id()),
        time,
        random);
    recorder.label(eventId, time, label);
    Way way =
        new Way(
            List.of(new WayHop(role.arn(), key, eventId, null)),
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
        Sts.identity(role, asking.sessionName(), key, time, false),
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
            Sts.record("GetSessionToken", false, time, user.account().region(), client)
                .by(caller.identity())
                .request(
                    object(
                        "durationSeconds",
                        seconds,
                        "serialNumber",
                        user.account().arn("iam", "", "mfa/" + user.name())))
                .response(object("credentials", Sts.credentials(key, expires, random)))
                .ids(eventId, random.uuid(), null)
                .recipient(user.account().id()),
            time,
            random);
    if (inside) {
      recorder.note(caller, eventId, time, label);
      recorder.used(caller, "sts:GetSessionToken");
    }
    Way way = home(caller).then(new WayHop(user.arn(), key, eventId, null), false);
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
            Sts.record("GetFederationToken", false, time, user.account().region(), client)
                .by(caller.identity())
                .request(object("name", name, "durationSeconds", seconds, "policy", policy))
                .response(
                    object(
                        "credentials",
                        Sts.credentials(key, expires, random),
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
    Way way = home(caller).then(new WayHop(user.arn(), key, eventId, null), false);
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
    return Sts.record("AssumeRole", true, time, region, client)
        .request(request)
        .response(response)
        .resources(Sts.resources(role));
  }

  private static Map<String, @Nullable Object> request(
      Role role, Asking asking, @Nullable String source) {
    Map<String, @Nullable Object> request =
        object("roleArn", role.arn(), "roleSessionName", asking.sessionName());
    if (asking.seconds() != null) {
      request.put("durationSeconds", asking.seconds());
    }
    if (asking.externalId() != null) {
      request.put("externalId", asking.externalId());
    }
    if (source != null) {
      request.put("sourceIdentity", source);
    }
    if (asking.serialNumber() != null) {
      request.put("serialNumber", asking.serialNumber());
    }
    return request;
  }

  private static Way home(Session caller) {
    Way way = caller.way();
    if (way != null) {
      return way;
    }
    boolean root = "Root".equals(caller.identity().get("type"));
    return new Way(
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
