package dev.gatehouse.core.finding;

/**
 * How many others do what is new to somebody.
 *
 * @param group name of the peer group
 * @param have how many of the group have it too
 * @param of how many the group has, of whom anything is known
 * @param organizationHave the same over the whole organization
 * @param organizationOf the same over the whole organization
 * @param organizationSameDay how many of the organization came to it within a day
 */
public record PeerCount(
    String group,
    int have,
    int of,
    int organizationHave,
    int organizationOf,
    int organizationSameDay) {
  public PeerCount {
    group = Quote.plain(group);
  }
}
