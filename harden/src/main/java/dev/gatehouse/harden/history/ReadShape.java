package dev.gatehouse.harden.history;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes out of a record what a policy could look at. */
final class ReadShape {
  private final TrailEvent event;
  private final AssumeCall call;
  private final VolatileKeys keys;
  private final UserIdentity who;
  private final @Nullable SessionContext session;

  private ReadShape(TrailEvent event, AssumeCall call, VolatileKeys keys) {
    this.event = event;
    this.call = call;
    this.keys = keys;
    this.who = event.userIdentity();
    this.session = who.session();
  }

  static CallSignature of(
      TrailEvent event, AssumeCall call, VolatileKeys keys, @Nullable Policy trust) {
    return new ReadShape(event, call, keys).shape(trust);
  }

  private CallSignature shape(@Nullable Policy trust) {
    boolean token = !call.action().equals("sts:AssumeRole");
    Map<String, @Nullable Object> response =
        token && event.responseElements() != null
            ? Json.object(event.responseElements())
            : Map.of();
    Boolean longTerm = longTerm();
    return new CallSignature(
        call.succeeded(),
        call.action(),
        who.type(),
        caller(),
        who.accountId(),
        (session == null || !who.type().equals("AssumedRole")) ? null : session.issuerArn(),
        principalId(),
        longTerm,
        (Boolean.TRUE.equals(longTerm) || session == null) ? null : session.mfaAuthenticated(),
        parameter("serialNumber") != null,
        who.invokedBy(),
        event.sourceIPAddress(),
        event.vpcEndpointId(),
        call.request() != null,
        parameter("externalId"),
        parameter("sourceIdentity"),
        session == null ? null : session.sourceIdentity(),
        tags(token ? "principalTags" : "tags"),
        list("transitiveTagKeys"),
        tags("incomingTransitiveTags"),
        region(),
        token ? subject(response) : null,
        Json.text(response, "audience"),
        Json.text(response, "issuer"),
        Json.text(response, "subjectType"),
        Json.text(response, "nameQualifier"),
        event.additionalEventData() != null
            && "false".equals(event.additional("explicitTrustGrant")),
        keys.sessionName() ? parameter("roleSessionName") : null,
        keys.sessions() ? who.principalId() : null,
        keys.time() ? (Long) event.time().getEpochSecond() : null,
        keys.issued() ? issued() : null,
        keys.age() ? mfaAge() : null,
        trust);
  }

  private @Nullable String parameter(String name) {
    return call.request() == null ? null : Json.text(call.request(), name);
  }

  private @Nullable Long issued() {
    return session == null || session.creationDate() == null
        ? null
        : (Long) session.creationDate().getEpochSecond();
  }

  private @Nullable Long mfaAge() {
    Long began = issued();
    boolean shown = session != null && Boolean.TRUE.equals(session.mfaAuthenticated());
    return began == null || !shown || who.type().equals("AssumedRole")
        ? null
        : (Long) Math.max(0, event.time().getEpochSecond() - began);
  }

  private @Nullable String caller() {
    return switch (who.type()) {
      case "AssumedRole" -> role();
      case "AWSService" -> who.invokedBy();
      case "SAMLUser" -> parameter("principalArn");
      case "WebIdentityUser" -> who.identityProvider();
      case "AWSAccount" -> null;
      default -> who.arn();
    };
  }

  /** The role stands for all its sessions where no policy tells them apart. */
  private @Nullable String role() {
    if (keys.sessions() || session == null || session.issuerArn() == null) {
      return who.arn();
    }
    return session.issuerArn();
  }

  private @Nullable String principalId() {
    String id = who.principalId();
    if (id == null || who.type().equals("WebIdentityUser") || who.type().equals("SAMLUser")) {
      return null;
    }
    int colon = id.indexOf(':');
    return colon < 0 ? id : id.substring(0, colon);
  }

  private @Nullable Boolean longTerm() {
    String key = who.accessKeyId();
    if (key != null) {
      return UniqueId.LONG_TERM_KEY.is(key)
          ? Boolean.TRUE
          : UniqueId.TEMPORARY_KEY.is(key) ? false : null;
    }
    return session != null ? Boolean.FALSE : null;
  }

  /**
   * A record of the global endpoint that another region served leaves open what the caller named.
   */
  private @Nullable String region() {
    if (event.additionalEventData() == null) {
      return event.awsRegion();
    }
    String type = event.additional("RequestDetails", "endpointType");
    String served = event.additional("RequestDetails", "awsServingRegion");
    boolean moved = "global".equals(type) && served != null && !served.equals(event.awsRegion());
    return moved ? null : event.awsRegion();
  }

  private @Nullable String subject(Map<String, @Nullable Object> response) {
    String subject = Json.text(response, "subjectFromWebIdentityToken");
    subject = subject == null ? Json.text(response, "subject") : subject;
    return subject == null ? who.userName() : subject;
  }

  private @Nullable String list(String name) {
    if (call.request() == null || !(call.request().get(name) instanceof List<?> list)) {
      return null;
    }
    return list.isEmpty()
        ? null
        : String.join(",", list.stream().map(String::valueOf).sorted().toList());
  }

  /** Tags come as a list of key and value, or as an object. */
  private @Nullable String tags(String name) {
    Object value = call.request() == null ? null : call.request().get(name);
    Map<String, String> sorted = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> sorted.put(String.valueOf(key), String.valueOf(each)));
    } else if (value instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> tag && tag.get("key") != null) {
          sorted.put(String.valueOf(tag.get("key")), String.valueOf(tag.get("value")));
        }
      }
    }
    if (sorted.isEmpty()) {
      return null;
    }
    return JsonWriter.line(
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, String> tag : sorted.entrySet()) {
            json.writeStringField(tag.getKey(), tag.getValue());
          }
          json.writeEndObject();
        });
  }
}
