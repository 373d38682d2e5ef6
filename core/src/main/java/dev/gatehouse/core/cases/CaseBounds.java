package dev.gatehouse.core.cases;

/**
 * How much a {@link CaseBook} remembers. Within the bounds cases are exact; beyond them the oldest
 * is forgotten first, by event time, and counted.
 *
 * @param endsMax findings of one case that are kept at each end: the first and the last so many,
 *     and the strongest of each category between them
 * @param linksMax credentials, identities and records by which later findings can join a case
 * @param findingsMax findings kept for cases that later ones can join
 * @param openMax findings that can still change; with more the oldest are taken for final
 */
public record CaseBounds(int endsMax, int linksMax, int findingsMax, int openMax) {
  /** About 150 MB of heap when all are reached. */
  public static final CaseBounds DEFAULT = new CaseBounds(100, 200_000, 20_000, 10_000);

  public CaseBounds {
    if (endsMax < 1 || linksMax < 1 || findingsMax < 1 || openMax < 1) {
      throw new IllegalArgumentException("A case book needs room for at least one of each.");
    }
  }
}
