package dev.gatehouse.range.org;

/**
 * One account of the organization.
 *
 * @param id twelve digits
 * @param environment prod, staging, dev, sandbox, shared, security, logging, management, network
 * @param unit business unit
 * @param tier critical, high, medium, low
 * @param parentId organizational unit
 * @param region where most of its calls are made
 * @param natAddress where its private networks leave for the internet
 */
public record Account(
    String id,
    String name,
    String environment,
    String unit,
    String tier,
    String parentId,
    String region,
    String natAddress) {
  /** Whether it runs the business for customers. */
  public boolean production() {
    return environment.equals("prod");
  }

  /**
   * The eight letters that AWS puts into every key and unique id of an account; made from the id
   * here, so that they differ between accounts.
   */
  public String code() {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    long state = Long.parseLong(id) * 0x9E3779B97F4A7C15L;
    StringBuilder code = new StringBuilder(8);
    for (int i = 0; i < 8; i++) {
      code.append(letters.charAt((int) (state >>> 59)));
      state *= 0xBF58476D1CE4E5B9L;
      state ^= state >>> 31;
    }
    return code.toString();
  }

  /** ARN of something in it: {@code arn("iam", "", "role/x")}. */
  public String arn(String service, String region, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
  }

  /** The name of one of its buckets. */
  public String bucket(String purpose) {
    return name + "-" + purpose + "-" + id.substring(8);
  }

  /** Host and path of the OpenID Connect provider of its Kubernetes cluster. */
  public String clusterIssuer() {
    return "oidc.eks." + region + ".amazonaws.com/id/EXAMPLE" + id + "0A1B2C";
  }

  /** Subject of the tokens of a pod in its cluster. */
  public String serviceAccount(int worker) {
    return "system:serviceaccount:" + unit + ":worker-" + worker;
  }

  /** Id of its Cognito identity pool. */
  public String identityPool() {
    return region + ":0f0e0d0c-0000-4000-8000-" + id;
  }
}
