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
    INSTANCE,
    FUNCTION,
    ECS_TASK,
    EKS_IRSA,
    EKS_POD_IDENTITY,
    COGNITO,
    ON_PREMISES
  }
}
