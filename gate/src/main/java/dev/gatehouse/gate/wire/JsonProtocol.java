package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.OperationModel;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.Map;

/** The protocols {@code json} and {@code rest-json} as far as bodies go: JSON in, JSON out. */
public final class JsonProtocol implements Protocol {
  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  /** What the errors that every service has are called here. */
  private static final Map<String, String> CODES =
      Map.of(
          "AccessDenied", "AccessDeniedException",
          "InvalidClientTokenId", "UnrecognizedClientException",
          "SignatureDoesNotMatch", "InvalidSignatureException",
          "IncompleteSignature", "IncompleteSignatureException",
          "MissingAuthenticationToken", "MissingAuthenticationTokenException",
          "ExpiredToken", "ExpiredTokenException",
          "ValidationError", "ValidationException");

  private final ServiceModel model;

  public JsonProtocol(ServiceModel model) {
    this.model = model;
  }

  /** Reads the input of an operation out of a body. */
  public Structure input(OperationModel operation, byte[] body) {
    if (body.length == 0) {
      return Structure.EMPTY;
    }
    JsonValue value;
    try {
      value = JsonReader.read(body);
    } catch (JsonException e) {
      throw new AwsException(400, "SerializationException", "The body is no JSON.");
    }
    if (!(value instanceof JsonObject object)) {
      throw new AwsException(400, "SerializationException", "The body is no JSON object.");
    }
    return JsonInput.read(model, model.input(operation), object);
  }

  @Override
  public HttpAnswer answer(OperationModel operation, Structure output, String requestId) {
    String body =
        JsonWriter.line(
            json -> new JsonOutput(model, json).structure(model.output(operation), output));
    return HttpAnswer.of(200, CONTENT_TYPE, requestId, body);
  }

  @Override
  public HttpAnswer error(AwsException error, String requestId) {
    return error(error, requestId, CONTENT_TYPE);
  }

  /** An error of a JSON protocol, whatever the service. */
  public static HttpAnswer error(AwsException error, String requestId, String contentType) {
    String code = CODES.getOrDefault(error.code(), error.code());
    String body =
        JsonWriter.line(
            JsonWriter.object(
                "__type", code, "message", error.message(), "Message", error.message()));
    int status = CODES.containsKey(error.code()) ? 400 : error.status();
    return HttpAnswer.of(status, contentType, requestId, body);
  }
}
