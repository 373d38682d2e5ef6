package dev.gatehouse.core.harden;

import static dev.gatehouse.core.harden.ChecklistPoint.EXTERNAL_ID;
import static dev.gatehouse.core.harden.ChecklistPoint.MFA;
import static dev.gatehouse.core.harden.ChecklistPoint.PRINCIPAL_ORG_ID;
import static dev.gatehouse.core.harden.ChecklistPoint.SOURCE_ACCOUNT;
import static dev.gatehouse.core.harden.ChecklistPoint.SOURCE_ARN;
import static dev.gatehouse.core.harden.ChecklistPoint.SOURCE_NETWORK;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How much harm a role can do, and so how tight its trust must be. From least to most. */
@SuppressWarnings("ImmutableEnumChecker") // the set cannot change
public enum RiskTier {
  /** Development and staging, accounts for tests. */
  LOW(Duration.ofHours(12), Duration.ofDays(1), PRINCIPAL_ORG_ID),
  /** Reading in production, collecting logs. */
  MEDIUM(Duration.ofHours(4), Duration.ofHours(1), SOURCE_ACCOUNT, PRINCIPAL_ORG_ID),
  /** Deployment, changes of infrastructure. */
  HIGH(
      Duration.ofHours(2),
      Duration.ofMinutes(15),
      SOURCE_ACCOUNT,
      SOURCE_ARN,
      PRINCIPAL_ORG_ID,
      SOURCE_NETWORK),
  /** Production data, administration of IAM, billing across accounts. */
  CRITICAL(
      Duration.ofHours(1),
      Duration.ZERO,
      EXTERNAL_ID,
      SOURCE_ACCOUNT,
      SOURCE_ARN,
      PRINCIPAL_ORG_ID,
      MFA,
      SOURCE_NETWORK);

  private final Duration longestSession;
  private final Duration attention;
  private final Set<ChecklistPoint> conditions;

  RiskTier(Duration longestSession, Duration attention, ChecklistPoint... conditions) {
    this.longestSession = longestSession;
    this.attention = attention;
    this.conditions = Set.of(conditions);
  }

  /** The tier of a tag's value; empty where it is none. */
  public static Optional<RiskTier> of(String word) {
    for (RiskTier tier : values()) {
      if (tier.word().equalsIgnoreCase(word.strip())) {
        return Optional.of(tier);
      }
    }
    return Optional.empty();
  }

  /** The word used in tags and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long a session may last. */
  public Duration longestSession() {
    return longestSession;
  }

  /** How soon its cases are looked at; zero for at once. */
  public Duration attention() {
    return attention;
  }

  /** The conditions that the tier asks for, from callers that can carry them. */
  public Set<ChecklistPoint> conditions() {
    EnumSet<ChecklistPoint> sorted = EnumSet.noneOf(ChecklistPoint.class);
    sorted.addAll(conditions);
    return sorted;
  }

  /** Whether the tier asks for a point; those that are asked of every role included. */
  public boolean asks(ChecklistPoint point) {
    return point.isAlwaysAsked() || conditions.contains(point);
  }
}
