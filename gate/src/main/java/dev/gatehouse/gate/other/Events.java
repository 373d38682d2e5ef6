package dev.gatehouse.gate.other;

import dev.gatehouse.gate.other.OtherCall.Parameter;
import dev.gatehouse.gate.record.OtherEvent;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How CloudTrail names and classes calls of other services. */
final class Events {
  private static final int VALUE_LENGTH_MAX = 1_024;

  /** Parameters that may hold what nobody should read in a trail. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(secret(string|binary)|password|passphrase|token|plaintext|ciphertext|payload"
              + "|zipfile|blob|userdata|credential|privatekey|detail|message|body|value).*|data|s|b");

  /** Names that CloudTrail has otherwise. */
  private static final Map<String, String> NAMES =
      Map.of(
          "s3:ListObjectsV2", "ListObjects", "s3:CreateMultipartUpload", "CreateMultipartUpload");

  /** Operations on the content of things, which are data events. */
  private static final Set<String> DATA =
      Set.of(
          "lambda:Invoke",
          "lambda:InvokeAsync",
          "lambda:InvokeWithResponseStream",
          "events:PutEvents",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:TransactGetItems",
          "dynamodb:TransactWriteItems",
          "sqs:SendMessage",
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sns:Publish",
          "kinesis:PutRecord",
          "kinesis:PutRecords",
          "kinesis:GetRecords");

  /** Management events of Lambda carry the version of their interface. */
  private static final Set<String> LAMBDA_V2 =
      Set.of(
          "AddPermission",
          "RemovePermission",
          "GetPolicy",
          "GetFunction",
          "GetFunctionConfiguration",
          "UpdateFunctionCode",
          "UpdateFunctionConfiguration");

  private Events() {}

  static OtherEvent of(
      OtherCall call,
      @Nullable Action action,
      @Nullable String resource,
      String owner,
      String region,
      Instant now,
      String requestId) {
    String service = call.service().name();
    String operation = service + ":" + call.operation();
    boolean data =
        DATA.contains(operation)
            || (service.equals("s3")
                && action != null
                && action.resourceTypes().contains("object"));
    return new OtherEvent(
        call.service().endpoint().replaceFirst("^.*\\.", "") + ".amazonaws.com",
        name(call, service, operation, data),
        (action != null && !action.level().changes() && !service.equals("lambda"))
            || operation.matches(".*:(Get|List|Describe|Head).*"),
        data,
        parameters(call),
        resource,
        owner,
        region,
        now,
        requestId);
  }

  private static String name(OtherCall call, String service, String operation, boolean data) {
    if (service.equals("lambda") && !data) {
      return call.operation() + "20150331" + (LAMBDA_V2.contains(call.operation()) ? "v2" : "");
    }
    return NAMES.getOrDefault(operation, call.operation());
  }

  private static @Nullable Map<String, @Nullable Object> parameters(OtherCall call) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (Parameter each : call.parameters()) {
      if (each.top()
          && !SECRET.matcher(each.name()).matches()
          && each.value().length() <= VALUE_LENGTH_MAX) {
        String name =
            call.service().name().equals("s3") && each.name().equals("Bucket")
                ? "bucketName"
                : Character.toLowerCase(each.name().charAt(0)) + each.name().substring(1);
        shown.put(name, each.value());
      }
    }
    return shown.isEmpty() ? null : shown;
  }
}
