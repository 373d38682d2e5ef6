package dev.gatehouse.gate.other;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A small answer to one operation of another service, for a call that was authorized. */
@FunctionalInterface
interface BuiltIn {
  HttpAnswer answer(Request request);

  /** All of them, by {@code service:Operation}. */
  static Map<String, BuiltIn> all() {
    Map<String, BuiltIn> all = new HashMap<>();
    S3.addTo(all);
    JsonServices.addTo(all);
    Rds.addTo(all);
    return Map.copyOf(all);
  }

  /**
   * What an answer is made of.
   *
   * @param resource the ARN of what the call is about; null when it is about nothing single
   * @param owner the account that owns it, or would
   */
  record Request(
      OtherCall call,
      HttpCall http,
      Identity caller,
      @Nullable String resource,
      String owner,
      String region,
      Instant now,
      String requestId,
      State state,
      Vault vault) {

    /** What the owner holds. */
    Holdings holdings() {
      return Objects.requireNonNull(state.account(owner));
    }

    String arn() {
      if (resource == null) {
        throw new AwsException(400, "ValidationException", "The request names no resource.");
      }
      return resource;
    }

    /** The thing that the call is about; null when it is not there. */
    @Nullable Structure item() {
      return resource == null ? null : holdings().get(Kind.RESOURCE, resource);
    }

    /**
     * The thing that the call is about.
     *
     * @throws AwsException with the code if it is not there
     */
    Structure item(int status, String code) {
      Structure item = item();
      if (item == null) {
        throw new AwsException(status, code, "There is no " + resource + ".");
      }
      return item;
    }

    void put(Structure item) {
      holdings().put(Kind.RESOURCE, item);
    }

    /** What the caller's account holds below an ARN. */
    List<Structure> below(String prefix) {
      List<Structure> found = new ArrayList<>();
      for (Structure each : holdings().all(Kind.RESOURCE)) {
        if (each.need("Arn").startsWith(prefix)) {
          found.add(each);
        }
      }
      return found;
    }

    String need(String parameter) {
      String text = call.text(parameter);
      if (text == null || text.isEmpty()) {
        throw new AwsException(400, "ValidationException", "`" + parameter + "` is missing.");
      }
      return text;
    }

    /** The body as a JSON object. */
    Map<String, @Nullable Object> body() {
      return Json.object(new String(http.body(), StandardCharsets.UTF_8));
    }

    HttpAnswer json(@Nullable Object... namesAndValues) {
      return text(
          200,
          "application/x-amz-json-1.1",
          JsonWriter.line(JsonWriter.object(namesAndValues)));
    }

    HttpAnswer text(int status, String contentType, String body) {
      return new HttpAnswer(
          status,
          List.of(
              new HttpCall.Header("Content-Type", contentType),
              new HttpCall.Header("x-amzn-RequestId", requestId),
              new HttpCall.Header("x-amz-request-id", requestId)),
          body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
