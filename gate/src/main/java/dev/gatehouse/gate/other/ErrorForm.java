package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall.Header;
import dev.gatehouse.gate.wire.JsonProtocol;
import dev.gatehouse.gate.wire.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a service says an error, by its protocol. */
final class ErrorForm {
  private ErrorForm() {}

  /**
   * An error.
   *
   * @param protocol of the service; JSON where it is none that is known
   */
  static HttpAnswer of(String protocol, AwsException error, String requestId) {
    return switch (protocol) {
      case "query" ->
          xml(
              error,
              requestId,
              "<ErrorResponse><Error><Type>" + type(error) + "</Type>",
              "</Error><RequestId>" + requestId + "</RequestId></ErrorResponse>");
      case "ec2" ->
          xml(
              error,
              requestId,
              "<Response><Errors><Error>",
              "</Error></Errors><RequestID>" + requestId + "</RequestID></Response>");
      case "rest-xml" ->
          xml(error, requestId, "<Error>", "<RequestId>" + requestId + "</RequestId></Error>");
      default -> JsonProtocol.error(error, requestId, "application/x-amz-json-1.1");
    };
  }

  private static String type(AwsException error) {
    return error.status() < 500 ? "Sender" : "Receiver";
  }

  private static HttpAnswer xml(AwsException error, String requestId, String before, String after) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(before).append("<Code>");
    XmlText.append(xml, error.code());
    xml.append("</Code><Message>");
    XmlText.append(xml, error.message());
    xml.append("</Message>").append(after);
    return new HttpAnswer(
        error.status(),
        List.of(
            new Header("Content-Type", "application/xml"),
            new Header("x-amzn-RequestId", requestId),
            new Header("x-amz-request-id", requestId)),
        xml.toString().getBytes(StandardCharsets.UTF_8));
  }
}
