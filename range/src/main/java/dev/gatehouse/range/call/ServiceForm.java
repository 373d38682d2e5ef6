package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs from service to service in the records they write. */
final class ServiceForm {
  private static final Set<String> GLOBAL =
      Set.of("iam", "organizations", "route53", "ce", "support", "health", "account");
  private static final Set<String> KEEP_DENIED_REQUEST = Set.of("ec2", "s3", "lambda");

  private ServiceForm() {}

  static String source(String service) {
    return service + ".amazonaws.com";
  }

  /** Global services are recorded in us-east-1 wherever the caller is. */
  static String region(String service, String region) {
    return GLOBAL.contains(service) ? "us-east-1" : region;
  }

  static String version(String service) {
    return switch (service) {
      case "sts", "signin" -> "1.08";
      case "ec2" -> "1.10";
      case "rolesanywhere", "sso" -> "1.09";
      default -> "1.11";
    };
  }

  static @Nullable String apiVersion(String service) {
    return service.equals("logs") ? "20140328" : null;
  }

  /** S3 wraps what the client sent in brackets. */
  static String userAgent(String service, String sent) {
    return service.equals("s3") ? "[" + sent + "]" : sent;
  }

  static boolean keepsDeniedRequest(String service) {
    return KEEP_DENIED_REQUEST.contains(service);
  }

  /** Host that the client called; S3 puts the bucket in front. */
  static String host(
      String service, String region, @Nullable Map<String, @Nullable Object> request) {
    return switch (service) {
      case "iam", "route53", "support" -> service + ".amazonaws.com";
      case "s3" ->
          request != null && request.get("bucketName") instanceof String bucket
              ? bucket + ".s3." + region + ".amazonaws.com"
              : "s3." + region + ".amazonaws.com";
      case "logs" -> "logs." + region + ".amazonaws.com";
      case "monitoring" -> "monitoring." + region + ".amazonaws.com";
      default -> service + "." + region + ".amazonaws.com";
    };
  }

  static Map<String, @Nullable Object> tls(String host) {
    return object(
        "tlsVersion", "TLSv1.3",
        "cipherSuite", "TLS_AES_128_GCM_SHA256",
        "clientProvidedHostHeader", host);
  }
}
