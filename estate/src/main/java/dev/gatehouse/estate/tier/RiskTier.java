package dev.gatehouse.estate.tier;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How much harm a role can do, and so how tight its trust must be. From least to most. */
public enum RiskTier {
  /** Development and staging, accounts for tests. */
  LOW(Duration.ofHours(12), Duration.ofDays(1)),
  /** Reading in production, collecting logs. */
  MEDIUM(Duration.ofHours(4), Duration.ofHours(1)),
  /** Deployment, changes of infrastructure. */
  HIGH(Duration.ofHours(2), Duration.ofMinutes(15)),
  /** Production data, administration of IAM, billing across accounts. */
  CRITICAL(Duration.ofHours(1), Duration.ZERO);

  private final Duration longestSession;
  private final Duration attention;

  RiskTier(Duration longestSession, Duration attention) {
    this.longestSession = longestSession;
    this.attention = attention;
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
}
