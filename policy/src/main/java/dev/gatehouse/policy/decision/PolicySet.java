package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.language.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every policy that applies to a request. Immutable; make one with {@link #builder}.
 *
 * <p>SCPs are those of the caller's organization and RCPs those of the resource's, each as a list
 * of levels from the root down to the account. Null lists mean "none attached", which is not the
 * same as an empty list: an empty boundary allows nothing.
 */
public final class PolicySet {
  /**
   * The control policies of one level of an organization.
   *
   * @param id the root, organizational unit or account
   */
  public record Level(String id, List<Policy> policies) {
    public Level {
      policies = List.copyOf(policies);
    }
  }

  private final List<Policy> identity;
  private final @Nullable Policy resource;
  private final @Nullable List<Policy> boundary;
  private final @Nullable List<Policy> session;
  private final List<Level> scps;
  private final List<Level> rcps;
  private final boolean rcpFullAccess;
  private final boolean callerInManagementAccount;
  private final boolean resourceInManagementAccount;
  private final boolean legacySelfTrust;
  private final boolean boundaryLimitsTrustedUser;

  private PolicySet(Builder builder) {
    identity = List.copyOf(builder.identity);
    resource = builder.resource;
    boundary = builder.boundary;
    session = builder.session;
    scps = List.copyOf(builder.scps);
    rcps = List.copyOf(builder.rcps);
    rcpFullAccess = builder.rcpFullAccess;
    callerInManagementAccount = builder.callerInManagementAccount;
    resourceInManagementAccount = builder.resourceInManagementAccount;
    legacySelfTrust = builder.legacySelfTrust;
    boundaryLimitsTrustedUser = builder.boundaryLimitsTrustedUser;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The caller's own policies, those of its groups included. */
  public List<Policy> identity() {
    return identity;
  }

  /** The resource's policy: for a role its trust policy, for a KMS key its key policy. */
  public @Nullable Policy resource() {
    return resource;
  }

  /** The permissions boundary; null when none is attached. */
  public @Nullable List<Policy> boundary() {
    return boundary;
  }

  /** The session policies; null when none were passed. */
  public @Nullable List<Policy> session() {
    return session;
  }

  public List<Level> scps() {
    return scps;
  }

  public List<Level> rcps() {
    return rcps;
  }

  /** Whether RCPFullAWSAccess is attached at each level without being listed. */
  public boolean rcpFullAccess() {
    return rcpFullAccess;
  }

  /** Whether SCPs spare the caller because its account manages the organization. */
  public boolean callerInManagementAccount() {
    return callerInManagementAccount;
  }

  /** Whether RCPs spare the resource because its account manages the organization. */
  public boolean resourceInManagementAccount() {
    return resourceInManagementAccount;
  }

  /** Whether the role being assumed is one of the few that still trust themselves unsaid. */
  public boolean legacySelfTrust() {
    return legacySelfTrust;
  }

  /** Whether a boundary must allow AssumeRole even where the trust policy names the user. */
  public boolean boundaryLimitsTrustedUser() {
    return boundaryLimitsTrustedUser;
  }

  /** Collects policies; each method may be left out. */
  public static final class Builder {
    private List<Policy> identity = List.of();
    private @Nullable Policy resource;
    private @Nullable List<Policy> boundary;
    private @Nullable List<Policy> session;
    private List<Level> scps = List.of();
    private List<Level> rcps = List.of();
    private boolean rcpFullAccess = true;
    private boolean callerInManagementAccount;
    private boolean resourceInManagementAccount;
    private boolean legacySelfTrust;
    private boolean boundaryLimitsTrustedUser;

    public Builder identity(List<Policy> policies) {
      identity = policies;
      return this;
    }

    public Builder identity(Policy... policies) {
      identity = List.of(policies);
      return this;
    }

    public Builder resource(@Nullable Policy policy) {
      resource = policy;
      return this;
    }

    public Builder boundary(@Nullable List<Policy> policies) {
      boundary = policies == null ? null : List.copyOf(policies);
      return this;
    }

    public Builder session(@Nullable List<Policy> policies) {
      session = policies == null ? null : List.copyOf(policies);
      return this;
    }

    public Builder scps(List<Level> levels) {
      scps = levels;
      return this;
    }

    public Builder rcps(List<Level> levels) {
      rcps = levels;
      return this;
    }

    /** Says whether RCPFullAWSAccess is implied at each level; true unless it is listed there. */
    public Builder rcpFullAccess(boolean implied) {
      rcpFullAccess = implied;
      return this;
    }

    public Builder callerInManagementAccount(boolean is) {
      callerInManagementAccount = is;
      return this;
    }

    public Builder resourceInManagementAccount(boolean is) {
      resourceInManagementAccount = is;
      return this;
    }

    public Builder legacySelfTrust(boolean is) {
      legacySelfTrust = is;
      return this;
    }

    /**
     * Chooses between two pages of the IAM guide: the evaluation logic lets a resource policy that
     * names a user pass the user's boundary (false, the default); the page on updating trust
     * policies wants the boundary to allow AssumeRole (true).
     */
    public Builder boundaryLimitsTrustedUser(boolean is) {
      boundaryLimitsTrustedUser = is;
      return this;
    }

    public PolicySet build() {
      return new PolicySet(this);
    }
  }
}
