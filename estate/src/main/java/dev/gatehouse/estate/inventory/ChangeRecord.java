package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.trail.TrailEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record that may change an inventory, with its parameters read once. */
final class ChangeRecord {
  private final TrailEvent event;
  private final Map<String, @Nullable Object> request;
  private final Map<String, @Nullable Object> response;

  ChangeRecord(TrailEvent event) {
    this.event = event;
    this.request = Json.object(event.requestParameters());
    this.response = Json.object(event.responseElements());
  }

  String name() {
    return event.eventName();
  }

  Instant time() {
    return event.time();
  }

  /** The account whose trail has it; "" when the record does not say. */
  String account() {
    String account = event.recipientAccountId();
    return account == null ? "" : account;
  }

  String region() {
    String region = event.awsRegion();
    return region == null ? "" : region;
  }

  /** Of the ARNs that the record does not spell out. */
  String partition() {
    return event.partition();
  }

  @Nullable String request(String... path) {
    return Json.text(request, path);
  }

  @Nullable String response(String... path) {
    return Json.text(response, path);
  }

  boolean isTrue(String name) {
    return Boolean.parseBoolean(request(name));
  }

  @Nullable Integer number(String name) {
    return request.get(name) instanceof Number number ? (Integer) number.intValue() : null;
  }

  /** {@code [{key, value}]}. */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    if (request.get("tags") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> tag && tag.get("key") != null) {
          Object value = tag.get("value");
          tags.put(String.valueOf(tag.get("key")), value == null ? "" : value.toString());
        }
      }
    }
    return tags;
  }

  List<String> list(String name) {
    List<String> texts = new ArrayList<>();
    if (request.get(name) instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    }
    return texts;
  }

  /** The document at a place of the request, as text or as an object; else opaque. */
  Policy document(String name, String policyName, String unknownName) {
    return compiled(
        request.get(name) instanceof Map<?, ?> object
            ? JsonWriter.line(object)
            : Json.text(request, name),
        policyName,
        unknownName);
  }

  /** A document as text, URL-encoded or not; opaque when it is absent or cannot be read. */
  static Policy compiled(@Nullable String text, String policyName, String unknownName) {
    if (text == null) {
      return Policy.unknown(unknownName);
    }
    try {
      boolean encoded = text.startsWith("%7B") || text.startsWith("%7b");
      return Policy.parse(
          policyName, encoded ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text);
    } catch (PolicyException | IllegalArgumentException unreadable) {
      return Policy.unknown(unknownName);
    }
  }
}
