package dev.gatehouse.core.cases;

import dev.gatehouse.core.cases.session.CasePlace;
import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.cases.session.SessionTree;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.Arn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a case's findings say together, as data: who, with which credentials, from where, did what.
 *
 * @param actors who is behind it, the first first
 * @param accountNames of the accounts that the estate knows by name, by id
 * @param acts what was done, in the order of time, at most {@value CaseAct#ACTS_MAX}
 * @param actCount how many there are
 * @param sessions the credentials as one tree, a parent before its children, at most {@value
 *     SessionTree#SESSIONS_MAX}
 * @param sessionCount how many there are
 * @param places addresses, the first first, at most {@value CasePlace#PLACES_MAX}
 * @param placeCount how many there are
 */
public record CaseDetails(
    List<CaseActor> actors,
    Map<String, String> accountNames,
    CaseSummary summary,
    List<CaseAct> acts,
    int actCount,
    List<CaseSession> sessions,
    int sessionCount,
    List<CasePlace> places,
    int placeCount) {
  public CaseDetails {
    actors = List.copyOf(actors);
    accountNames = Map.copyOf(accountNames);
    acts = List.copyOf(acts);
    sessions = List.copyOf(sessions);
    places = List.copyOf(places);
  }

  /**
   * Of findings in the order in which they were raised.
   *
   * @param accounts acted in
   * @param reached roles acted as, in the order of time
   */
  static CaseDetails of(
      List<Finding> findings,
      List<String> accounts,
      List<String> reached,
      Instant start,
      Instant end,
      Estate estate,
      Names names) {
    SessionTree tree = new SessionTree(findings, names);
    List<CaseSession> sessions = tree.sessions();
    List<CaseActor> actors =
        findings.stream().map(finding -> CaseActor.of(finding, names)).distinct().toList();
    List<CasePlace> places = CasePlace.of(sessions, findings, estate);
    List<CaseAct> acts = CaseAct.of(findings, new FindingText(names));
    return new CaseDetails(
        actors,
        accountNames(accounts, sessions, names),
        CaseSummary.of(findings, actors, sessions, places, reached, names, start, end),
        acts.stream().limit(CaseAct.ACTS_MAX).toList(),
        acts.size(),
        sessions,
        tree.count(),
        places.stream().limit(CasePlace.PLACES_MAX).toList(),
        places.size());
  }

  private static Map<String, String> accountNames(
      List<String> accounts, List<CaseSession> sessions, Names names) {
    Map<String, String> known = new TreeMap<>();
    Stream.concat(accounts.stream(), sessions.stream().map(CaseSession::roleArn).map(Arn::account))
        .distinct()
        .forEach(id -> names.known(id).ifPresent(name -> known.put(id, name)));
    return known;
  }

  /** The credentials that are known to work at a moment. */
  public List<CaseSession> live(Instant at) {
    return sessions.stream().filter(session -> session.isLive(at)).toList();
  }
}
