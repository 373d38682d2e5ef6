package dev.gatehouse.core.baseline.anomaly;

import dev.gatehouse.core.baseline.statistics.Statistics;

/**
 * What others like the subject do: how many have the value that is new to it.
 *
 * @param group name of its peer group; empty if it was not compared
 * @param members of the group of whom any value of the feature is known
 * @param adopters those of them that have the value, the subject not counted
 * @param adoptersDay those that came to have it within 24 hours before or within the same UTC hour
 * @param organizationMembers the three numbers over the whole organization
 */
public record PeerComparison(
    String group,
    int members,
    int adopters,
    int adoptersDay,
    int organizationMembers,
    int organizationAdopters,
    int organizationAdoptersDay) {
  /** Not compared with peers. */
  public static final PeerComparison NONE = new PeerComparison("", 0, 0, 0, 0, 0, 0);

  /** Members of the organization that a small group's share is drawn to. */
  private static final double BACK_OFF = 4;

  /** Share of the organization that has the value, with a half and half a pseudo-count. */
  public double organizationShare() {
    return Math.min(1, (organizationAdopters + 0.5) / (organizationMembers + 1.0));
  }

  /** Share of the peer group that has the value, drawn to the organization's. */
  public double share() {
    return Math.min(1, (adopters + BACK_OFF * organizationShare()) / (members + BACK_OFF));
  }

  /** Bits of surprise that somebody like the subject has the value. */
  public double bits() {
    return Statistics.bits(Math.log(share()));
  }
}
