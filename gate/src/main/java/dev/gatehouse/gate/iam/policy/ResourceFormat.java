package dev.gatehouse.gate.iam.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What IAM wants of the resources in a policy. */
final class ResourceFormat {
  private static final List<String> PARTITIONS =
      List.of(
          "aws",
          "aws-cn",
          "aws-us-gov",
          "aws-eusc",
          "aws-iso",
          "aws-iso-b",
          "aws-iso-e",
          "aws-iso-f",
          "*");

  private static final List<String> IAM_TYPES =
      List.of(
          "user/",
          "federated-user/",
          "role/",
          "group/",
          "instance-profile/",
          "mfa/",
          "server-certificate/",
          "policy/",
          "sms-mfa/",
          "saml-provider/",
          "oidc-provider/",
          "report/",
          "access-report/");

  private ResourceFormat() {}

  /** What is wrong with a resource, in AWS's words; null when nothing is. */
  static @Nullable String fault(String resource) {
    if (resource.equals("*")) {
      return null;
    }
    String[] parts = resource.split(":", 6);
    if (parts.length < 2) {
      return "Resource " + resource + " must be in ARN format or \"*\".";
    }
    if (!PARTITIONS.contains(parts[1])) {
      return "Partition \""
          + parts[1]
          + "\" is not valid for resource \""
          + completed(parts)
          + "\".";
    }
    if (parts.length < 3) {
      return "Resource vendor must be fully qualified and cannot contain regexes.";
    }
    return place(resource, parts);
  }

  private static @Nullable String place(String resource, String[] parts) {
    String service = parts[2];
    boolean regional = parts.length < 5 || !parts[3].isEmpty();
    String path = parts.length > 5 ? parts[5] : "";
    if (service.equals("iam") && regional) {
      return "IAM resource " + resource + " cannot contain region information.";
    }
    if (service.equals("s3") && regional && !path.startsWith("accesspoint/")) {
      return "Resource " + resource + " can not contain region information.";
    }
    boolean known = path.equals("*") || IAM_TYPES.stream().anyMatch(path::startsWith);
    if (service.equals("iam") && parts.length > 5 && !known) {
      return "IAM resource path must either be \"*\" or start with "
          + String.join(", ", IAM_TYPES)
          + ".";
    }
    return null;
  }

  /** The ARN as AWS makes it out of what was written: missing parts are stars. */
  private static String completed(String[] parts) {
    StringBuilder arn = new StringBuilder("arn:").append(parts[1]);
    for (int i = 2; i < 6; i++) {
      boolean missing = parts.length <= i || (i == 2 && parts[i].isEmpty() && parts.length == 3);
      arn.append(':').append(missing ? "*" : parts[i]);
    }
    return arn.toString();
  }
}
