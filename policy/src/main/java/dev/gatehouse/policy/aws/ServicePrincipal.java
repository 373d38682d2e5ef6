package dev.gatehouse.policy.aws;

/**
 * The name by which a service acts and is called: {@code ec2.amazonaws.com}, {@code
 * pods.eks.amazonaws.com}, {@code ec2.amazonaws.com.cn}.
 */
public final class ServicePrincipal {
  private static final String COMMON = "." + Partition.COMMERCIAL.domain();

  private ServicePrincipal() {}

  /** Whether a text is one, of any partition. */
  public static boolean is(String text) {
    return suffix(text) > 0;
  }

  /** Without the domain: {@code ec2}, {@code pods.eks}; other text as it is. */
  public static String service(String principal) {
    int suffix = suffix(principal);
    return suffix > 0 ? principal.substring(0, suffix) : principal;
  }

  /** With the domain of most partitions: {@code ec2.amazonaws.com}; other text as it is. */
  public static String common(String principal) {
    if (principal.endsWith(COMMON)) {
      return principal;
    }
    int suffix = suffix(principal);
    return suffix > 0 ? principal.substring(0, suffix) + COMMON : principal;
  }

  /** Where the domain begins, at its dot; -1 for other text. */
  private static int suffix(String text) {
    for (Partition partition : Partition.values()) {
      int at = text.length() - partition.domain().length() - 1;
      if (at > 0 && text.charAt(at) == '.' && text.endsWith(partition.domain())) {
        return at;
      }
    }
    return -1;
  }
}
