package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

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
public record Call(
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

  /**
   * How a call failed.
   *
   * @param keepsRequest whether AWS records the request of a call that failed so
   */
  public record Failure(String code, @Nullable String message, boolean keepsRequest) {}

  /** A call that only reads. */
  public static Call read(String service, String name, @Nullable Object... request) {
    return new Call(
        service, name, true, parameters(request), null, List.of(), false, 0, null, null);
  }

  /** A call that changes something. */
  public static Call write(String service, String name, @Nullable Object... request) {
    return new Call(
        service, name, false, parameters(request), null, List.of(), false, 0, null, null);
  }

  /** With response elements. */
  public Call answered(@Nullable Object... elements) {
    return new Call(
        service,
        name,
        readOnly,
        request,
        object(elements),
        resources,
        data,
        bytesOut,
        error,
        region);
  }

  /** With resources: ARN, type, ARN, type… */
  public Call on(String... arnsAndTypes) {
    return new Call(
        service,
        name,
        readOnly,
        request,
        response,
        List.of(arnsAndTypes),
        data,
        bytesOut,
        error,
        region);
  }

  /** As a data event that sends this many bytes. */
  public Call asData(long bytes) {
    return new Call(
        service, name, readOnly, request, response, resources, true, bytes, error, region);
  }

  /** In another region. */
  public Call in(String other) {
    return new Call(
        service, name, readOnly, request, response, resources, data, bytesOut, error, other);
  }

  /** Failing like this. */
  public Call failing(String code, @Nullable String message, boolean keepsRequest) {
    return new Call(
        service,
        name,
        readOnly,
        request,
        null,
        resources,
        data,
        0,
        new Failure(code, message, keepsRequest),
        region);
  }

  /** The action of identity policies that this call needs. */
  public String action() {
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
      default -> policyPrefix() + ":" + name;
    };
  }

  private String policyPrefix() {
    return service.equals("monitoring") ? "cloudwatch" : service;
  }

  private static @Nullable Map<String, @Nullable Object> parameters(@Nullable Object[] request) {
    return request.length == 0 ? null : object(request);
  }
}
