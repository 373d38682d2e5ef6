package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One API call, without who makes it.
 *
 * @param service short name, {@code ec2}
 * @param request as AWS records it, null where AWS records none
 * @param response null for reads, and for writes that AWS records without
 * @param resources ARN and type pairs, {@code [arn, type, arn, type]}; empty if none
 * @param data whether it is a data event
 * @param bytesOut for S3: bytes sent to the caller
 * @param error null if the call succeeded
 * @param region null for the caller's usual one
 */
public record ApiCall(
    String service,
    String name,
    boolean readOnly,
    @Nullable Map<String, @Nullable Object> request,
    @Nullable Map<String, @Nullable Object> response,
    List<String> resources,
    boolean data,
    long bytesOut,
    @Nullable Failure error,
    @Nullable String region) {

  /** How a call failed. */
  record Failure(String code, @Nullable String message) {}

  /** A call that only reads; its request as keys and values. */
  public static ApiCall read(String service, String name, @Nullable Object... request) {
    return read(service, name, request.length == 0 ? null : object(request));
  }

  /** A call that only reads. */
  public static ApiCall read(String service, String name, @Nullable JsonMap request) {
    return new ApiCall(service, name, true, request, null, List.of(), false, 0, null, null);
  }

  /** A call that changes something; its request as keys and values. */
  public static ApiCall write(String service, String name, @Nullable Object... request) {
    return write(service, name, request.length == 0 ? null : object(request));
  }

  /** A call that changes something. */
  public static ApiCall write(String service, String name, @Nullable JsonMap request) {
    return new ApiCall(service, name, false, request, null, List.of(), false, 0, null, null);
  }

  /** With response elements, as keys and values. */
  public ApiCall answered(@Nullable Object... elements) {
    return answered(object(elements));
  }

  /** With response elements. */
  public ApiCall answered(JsonMap answer) {
    return new ApiCall(
        service, name, readOnly, request, answer, resources, data, bytesOut, error, region);
  }

  /** With resources: ARN, type, ARN, type… */
  public ApiCall on(String... pairs) {
    return new ApiCall(
        service, name, readOnly, request, response, List.of(pairs), data, bytesOut, error, region);
  }

  /** As a data event that sends this many bytes. */
  public ApiCall asData(long bytes) {
    return new ApiCall(
        service, name, readOnly, request, response, resources, true, bytes, error, region);
  }

  /** In another region. */
  public ApiCall in(String other) {
    return new ApiCall(
        service, name, readOnly, request, response, resources, data, bytesOut, error, other);
  }

  /** Failing like this. */
  ApiCall failing(String code, String message) {
    Failure failure = new Failure(code, message);
    return new ApiCall(service, name, readOnly, request, null, resources, data, 0, failure, region);
  }

  /** The request that the record shows: most services leave out that of a call that failed. */
  @Nullable Map<String, @Nullable Object> recordedRequest() {
    return hidesRequest() ? null : request;
  }

  /** The resources that the record shows. */
  List<String> recordedResources() {
    return hidesRequest() ? List.of() : resources;
  }

  private boolean hidesRequest() {
    return error != null && !RecordFormat.keepsDeniedRequest(service);
  }

  /** The action of identity policies that this call needs. */
  String action() {
    return switch (service + ":" + name) {
      case "s3:ListBuckets" -> "s3:ListAllMyBuckets";
      case "s3:ListObjects" -> "s3:ListBucket";
      case "s3:HeadObject" -> "s3:GetObject";
      case "s3:PutBucketLifecycle" -> "s3:PutLifecycleConfiguration";
      case "s3:GetBucketEncryption" -> "s3:GetEncryptionConfiguration";
      case "lambda:UpdateFunctionCode20150331v2" -> "lambda:UpdateFunctionCode";
      case "lambda:CreateFunction20150331" -> "lambda:CreateFunction";
      case "lambda:ListFunctions20150331" -> "lambda:ListFunctions";
      case "lambda:GetFunction20150331v2" -> "lambda:GetFunction";
      case "lambda:AddPermission20150331v2" -> "lambda:AddPermission";
      case "lambda:Invoke" -> "lambda:InvokeFunction";
      default -> (service.equals("monitoring") ? "cloudwatch" : service) + ":" + name;
    };
  }
}
