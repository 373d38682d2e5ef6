package dev.gatehouse.core.cases;

import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What to do before any runbook: cut off what still works, and whom to ask. */
final class FirstSteps {
  /** Most keys, roles or people named in one step. */
  private static final int NAMED_MAX = 3;

  private final Estate estate;

  FirstSteps(Estate estate) {
    this.estate = estate;
  }

  List<String> of(CaseDetails details, Instant end) {
    List<CaseSession> live = details.live(end);
    List<String> steps = new ArrayList<>();
    List<String> keys =
        live.stream()
            .filter(CaseSession::longTerm)
            .map(key -> Quote.plain(key.id()) + " of " + key.name())
            .toList();
    if (!keys.isEmpty()) {
      steps.add("Deactivate access key " + named(keys) + ".");
    }
    List<CaseSession> sessions = live.stream().filter(one -> !one.longTerm()).toList();
    revoke(steps, "Revoke the sessions of ", sessions, false);
    revoke(steps, "End in Identity Center the sessions of ", sessions, true);
    details.actors().stream()
        .map(actor -> estate.person(actor.identity()))
        .flatMap(Optional::stream)
        .distinct()
        .limit(NAMED_MAX)
        .forEach(person -> steps.add(ask(person, details)));
    return steps;
  }

  /** IAM does not revoke sessions of the roles that Identity Center makes. */
  private static void revoke(
      List<String> steps, String what, List<CaseSession> sessions, boolean isPermissionSet) {
    List<CaseSession> these =
        sessions.stream()
            .filter(one -> Names.isPermissionSet(one.roleArn()) == isPermissionSet)
            .toList();
    these.stream()
        .map(CaseSession::expiresAt)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .ifPresent(
            last ->
                steps.add(
                    what
                        + named(these.stream().map(CaseSession::name).distinct().toList())
                        + "; the last ends "
                        + CaseTitle.minute(last)
                        + "."));
  }

  private String ask(Person person, CaseDetails details) {
    Optional<Person> manager =
        Optional.ofNullable(person.manager())
            .flatMap(estate::person)
            .filter(
                boss -> details.actors().stream().noneMatch(actor -> boss.is(actor.identity())));
    return "Call "
        + Quote.plain(person.name())
        + " ("
        + Quote.plain(person.identity())
        + "), rather than write where an intruder may read: was it them?"
        + manager.map(boss -> " Their manager is " + Quote.plain(boss.name()) + ".").orElse("");
  }

  private static String named(List<String> all) {
    String first = String.join(", ", all.stream().limit(NAMED_MAX).toList());
    return all.size() > NAMED_MAX ? first + " and " + (all.size() - NAMED_MAX) + " more" : first;
  }
}
