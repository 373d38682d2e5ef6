package dev.gatehouse.gate.cloudtrail;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.gate.record.EventHistory;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event history of the caller's account in one region, newest first. */
final class LookupEvents implements Handler {
  private static final int RESULTS_DEFAULT = 50;

  /** What a parameter of a call names; AWS finds resources by this too. */
  private static final Map<String, String> NAMED =
      Map.of(
          "userName", "AWS::IAM::User",
          "groupName", "AWS::IAM::Group",
          "roleName", "AWS::IAM::Role",
          "policyArn", "AWS::IAM::Policy",
          "instanceProfileName", "AWS::IAM::InstanceProfile",
          "accessKeyId", "AWS::IAM::AccessKey",
          "serialNumber", "AWS::IAM::MfaDevice",
          "sAMLProviderArn", "AWS::IAM::SAMLProvider",
          "openIDConnectProviderArn", "AWS::IAM::OIDCProvider");

  private final EventHistory history;

  LookupEvents(EventHistory history) {
    this.history = history;
  }

  @Override
  public Structure answer(Call call) {
    Structure input = call.input();
    List<Structure> attributes = input.structures("LookupAttributes");
    if (attributes.size() > 1) {
      throw new AwsException(
          400, "InvalidLookupAttributesException", "You can specify only one lookup attribute.");
    }
    Instant from = time(input, "StartTime", Instant.MIN);
    Instant to = time(input, "EndTime", Instant.MAX);
    if (from.isAfter(to)) {
      throw new AwsException(
          400, "InvalidTimeRangeException", "The start time is after the end time.");
    }
    if (input.text("EventCategory") != null) {
      return Structure.of("Events", List.of());
    }
    return page(call, attributes.isEmpty() ? null : attributes.get(0), from, to);
  }

  private static Instant time(Structure input, String member, Instant otherwise) {
    return input.get(member) instanceof Instant time ? time : otherwise;
  }

  /**
   * The token is the id of the last event before the page, so events that come later do no harm.
   */
  private Structure page(Call call, @Nullable Structure attribute, Instant from, Instant to) {
    int most = call.input().number("MaxResults", RESULTS_DEFAULT);
    String after = call.text("NextToken");
    boolean begun = after == null;
    String wanted = attribute == null ? "" : JsonWriter.line(attribute.need("AttributeValue"));
    String inside = wanted.isEmpty() ? "" : wanted.substring(1, wanted.length() - 1);
    List<Structure> found = new ArrayList<>();
    for (EventHistory.Event event : history.of(call.account(), call.region())) {
      if (!begun) {
        begun = event.json().contains("\"eventID\":" + JsonWriter.line(after));
        continue;
      }
      if (event.time().isBefore(from) || event.time().isAfter(to)) {
        continue;
      }
      // What is not in the text is in no field of it; reading every record would take long.
      if (!event.json().contains(inside)) {
        continue;
      }
      Structure shown = shown(event);
      if (attribute == null || has(shown, attribute)) {
        if (found.size() == most) {
          String last = found.get(most - 1).need("EventId");
          return Structure.of("Events", found, "NextToken", last);
        }
        found.add(shown);
      }
    }
    if (!begun) {
      throw new AwsException(400, "InvalidNextTokenException", "The token is not valid.");
    }
    return Structure.of("Events", found);
  }

  private static boolean has(Structure event, Structure attribute) {
    String key = attribute.need("AttributeKey");
    String value = attribute.need("AttributeValue");
    return key.startsWith("Resource")
        ? event.structures("Resources").stream().anyMatch(each -> value.equals(each.text(key)))
        : value.equals(event.text(key));
  }

  private static Structure shown(EventHistory.Event event) {
    Map<String, @Nullable Object> record = Json.object(event.json());
    return Structure.of(
        "EventId", Json.text(record, "eventID"),
        "EventName", Json.text(record, "eventName"),
        "ReadOnly", String.valueOf(record.get("readOnly")),
        "AccessKeyId", Json.text(record, "userIdentity", "accessKeyId"),
        "EventTime", event.time(),
        "EventSource", Json.text(record, "eventSource"),
        "Username", userName(record),
        "Resources", resources(record),
        "CloudTrailEvent", event.json());
  }

  /** A role's session goes by its own name, root by {@code root}. */
  private static @Nullable String userName(Map<String, @Nullable Object> record) {
    String name = Json.text(record, "userIdentity", "userName");
    String arn = Json.text(record, "userIdentity", "arn");
    if (name != null || arn == null) {
      return name;
    }
    return arn.endsWith(":root") ? "root" : arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static List<Structure> resources(Map<String, @Nullable Object> record) {
    Map<String, String> types = new LinkedHashMap<>();
    if (record.get("resources") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> resource) {
          types.put(String.valueOf(resource.get("ARN")), String.valueOf(resource.get("type")));
        }
      }
    }
    if (record.get("requestParameters") instanceof Map<?, ?> parameters) {
      parameters.forEach(
          (name, value) -> {
            String type = NAMED.get(String.valueOf(name));
            if (type != null && value instanceof String text) {
              types.put(text, type);
            }
          });
    }
    List<Structure> all = new ArrayList<>();
    types.forEach(
        (name, type) -> all.add(Structure.of("ResourceType", type, "ResourceName", name)));
    return all;
  }
}
