package dev.gatehouse.harden;

import dev.gatehouse.estate.tier.RiskTier;
import java.util.List;
import java.util.Locale;

/** The eight points that a trust policy is held against. */
@SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
public enum ChecklistPoint {
  /**
   * Nobody is let in but the callers that are meant: no wildcard, no whole account, no whole
   * provider.
   */
  EXACT_PRINCIPALS("exact principals", RiskTier.LOW, "aws:PrincipalArn"),
  /**
   * A third party proves for which of its customers it acts. Asked of third parties at every tier.
   */
  EXTERNAL_ID("ExternalId", RiskTier.LOW, "sts:ExternalId"),
  /** A service acts for the role's own account only. */
  SOURCE_ACCOUNT("SourceAccount", RiskTier.MEDIUM, "aws:SourceAccount", "aws:SourceOrgID"),
  /** A service acts for the resource that is meant only. */
  SOURCE_ARN(
      "SourceArn",
      RiskTier.HIGH,
      "aws:SourceArn",
      "lambda:SourceFunctionArn",
      "ec2:SourceInstanceArn"),
  /** The caller's account still belongs to the organization. */
  PRINCIPAL_ORG_ID("PrincipalOrgID", RiskTier.LOW, "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
  /** A person has shown a second factor, not long ago. */
  MFA("MFA", RiskTier.CRITICAL, "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"),
  /** The call comes from a network of the house. */
  SOURCE_NETWORK(
      "source network",
      RiskTier.HIGH,
      "aws:SourceIp",
      "aws:VpcSourceIp",
      "aws:SourceVpc",
      "aws:SourceVpce"),
  /** A session ends within the time that the tier allows. */
  SESSION_LENGTH("session length", RiskTier.LOW);

  private final String title;
  private final RiskTier askedFrom;
  private final List<String> keys;

  ChecklistPoint(String title, RiskTier askedFrom, String... keys) {
    this.title = title;
    this.askedFrom = askedFrom;
    this.keys = List.of(keys);
  }

  /** For tables and sentences. */
  public String title() {
    return title;
  }

  /** The stable id, {@code exact-principals}, …, used in JSON and as the rule of a problem. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether roles of {@code tier} must meet it, for callers that can carry it. */
  public boolean isAskedOf(RiskTier tier) {
    return tier.compareTo(askedFrom) >= 0;
  }

  /** The condition keys by which it is met; none where no condition can say it. */
  public List<String> keys() {
    return keys;
  }
}
