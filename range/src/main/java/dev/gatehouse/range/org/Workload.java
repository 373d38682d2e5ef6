package dev.gatehouse.range.org;

/**
 * Something that runs and calls AWS with a role.
 *
 * @param name unique in the organization
 * @param kind how it gets its credentials
 * @param number drawn once; fixes its habits
 */
public record Workload(String name, Kind kind, Account account, Role role, int number) {
  /** How a workload gets its credentials. */
  public enum Kind {
    INSTANCE("web"),
    FUNCTION("fn"),
    ECS_TASK("task"),
    EKS_IRSA("irsa"),
    EKS_POD_IDENTITY("pod"),
    COGNITO("app"),
    ON_PREMISES("host");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As it stands in names. */
    String word() {
      return word;
    }
  }
}
