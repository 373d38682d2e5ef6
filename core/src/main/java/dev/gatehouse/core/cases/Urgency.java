package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.tier.RiskTier;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.estate.tier.TierRating;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How soon a case is looked at: as soon as the most critical role or account it reached asks. */
final class Urgency {
  private final Estate estate;
  private final TierRating.Rater rater;
  private final Map<String, Optional<RiskTier>> tiers = new HashMap<>();

  Urgency(Estate estate) {
    this.estate = estate;
    this.rater = new TierRating.Rater(estate);
  }

  /** Null where nothing is known of anything reached. */
  @Nullable Duration of(List<Finding> findings) {
    return findings.stream()
        .flatMap(this::tiers)
        .max(RiskTier::compareTo)
        .map(RiskTier::attention)
        .orElse(null);
  }

  private Stream<RiskTier> tiers(Finding finding) {
    Stream<Optional<RiskTier>> roles =
        finding.lineage().hops().stream()
            .map(Hop::roleArn)
            .map(role -> tiers.computeIfAbsent(role, this::ofRole));
    Optional<RiskTier> account = estate.tier(finding.account()).flatMap(RiskTier::of);
    return Stream.concat(roles, Stream.of(account)).flatMap(Optional::stream);
  }

  private Optional<RiskTier> ofRole(String arn) {
    Optional<IamRole> role = estate.inventory().role(arn);
    return role.map(known -> rater.rate(RoleFacts.of(known, estate.inventory())).tier());
  }
}
