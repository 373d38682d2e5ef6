package dev.gatehouse.app.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.finding.DetectionRun;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.reference.ReferenceEvaluator;
import dev.gatehouse.respond.contain.Bystander;
import dev.gatehouse.respond.contain.Cut;
import dev.gatehouse.respond.contain.HeldCredential;
import dev.gatehouse.respond.contain.Plan;
import dev.gatehouse.respond.contain.Planner;
import dev.gatehouse.respond.contain.Proof;
import dev.gatehouse.respond.contain.SuspectHistory;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans for ten cases of a generated organization, judged by the reference evaluator, which shares
 * nothing with the engine that planned but the request: what a plan calls closed is denied to the
 * very records of the attack, whoever else is denied was named, and undoing restores everything.
 */
@Tag("all")
class ContainmentTest {
  private static final int PLANS = 10;

  @TempDir Path folder;

  private final Terminal silent =
      Terminal.of(
          new ByteArrayInputStream(new byte[0]),
          new ByteArrayOutputStream(),
          new ByteArrayOutputStream(),
          Map.of());

  @Test
  void whatAPlanCallsClosedIsDeniedAndWhomItHitsIsNamed() {
    Path range = folder.resolve("range");
    assertThat(
            Invocation.of(
                    "range",
                    "generate",
                    "--seed",
                    "71",
                    "--accounts",
                    "16",
                    "--days",
                    "14",
                    "--events-per-day",
                    "1500",
                    "--out",
                    range.toString())
                .exitCode())
        .isEqualTo(ExitCode.DONE);
    TrailOptions options =
        TrailOptions.of(List.of(range.resolve("trail").toString()), range.resolve("estate"));
    List<Case> cases =
        new DetectionRun(silent, new Configuration(silent, List.of("--config", "")), options)
            .run(all -> Set.of(), new TrailPass.Wanted(false, true)).cases().stream()
                .filter(each -> each.mergedInto() == null)
                .filter(each -> each.confidence() == Confidence.HIGH)
                .filter(each -> each.details().sessionCount() > 0)
                .limit(PLANS)
                .toList();
    assertThat(cases).hasSize(PLANS);
    List<Activity> activities = new ArrayList<>();
    new TrailPass(silent, TrailInput.of(options, silent)).run(activities::add);
    Inventory estate = options.estate(silent).inventory();
    int asked = 0;
    for (Case told : cases) {
      asked += check(told, activities, estate);
    }
    assertThat(asked).isGreaterThan(50);
  }

  private static int check(Case told, List<Activity> activities, Inventory before) {
    Instant at = told.end().plus(Duration.ofMinutes(1));
    SuspectHistory history = new SuspectHistory(told);
    activities.stream().filter(each -> !each.event().time().isAfter(at)).forEach(history::accept);
    Plan plan = Planner.plan(history, before, at);
    Inventory after = plan.done(before);

    // Users that they made are in no dump, and stand there after the plan named them.
    List<String> changed = new ArrayList<>(principals(before));
    changed.removeAll(new HashSet<>(principals(plan.undone(after))));
    assertThat(changed).isEmpty();

    Set<String> closed = new HashSet<>();
    plan.proof().credentials().stream()
        .filter(each -> each.state() == Proof.State.CLOSED)
        .forEach(each -> closed.add(each.what()));
    Set<String> theirs = new HashSet<>();
    history.credentials().stream().map(HeldCredential::id).forEach(theirs::add);
    Set<String> off = new HashSet<>();
    plan.cuts().stream().map(Cut::disables).filter(id -> id != null).forEach(off::add);
    Set<String> named = new HashSet<>();
    for (Cut cut : plan.cuts()) {
      cut.breaks().stream().map(Bystander::identity).forEach(named::add);
    }
    int asked = 0;
    List<String> wrong = new ArrayList<>();
    for (Activity each : activities) {
      TrailEvent event = each.event();
      String key = event.userIdentity().accessKeyId();
      if (key == null || !event.succeeded() || event.service().equals("sts")) {
        continue;
      }
      boolean denied = off.contains(key) || denied(event, after, at);
      if (closed.contains(key)) {
        asked++;
        if (!denied) {
          wrong.add(told.shortId() + ": " + event.call() + " of theirs would pass: " + event.id());
        }
      } else if (denied
          && event.time().isAfter(at)
          && event.time().isBefore(at.plus(Duration.ofHours(1)))
          && wasIssuedBefore(event, at)
          && !isTheirs(each, theirs)
          && !named.contains(each.lineage().origin())) {
        wrong.add(told.shortId() + ": nobody named " + each.lineage().origin());
      }
    }
    assertThat(wrong).isEmpty();
    return asked;
  }

  /** Everybody with the names of their policies, roles with the text of their trust. */
  private static List<String> principals(Inventory inventory) {
    return inventory
        .principals()
        .map(
            each ->
                each instanceof IamRole role
                    ? role.arn()
                        + role.permissions()
                        + role.trust().statements().stream()
                            .map(statement -> JsonWriter.line(statement.source()))
                            .toList()
                    : each.arn() + each.permissions())
        .toList();
  }

  private static boolean wasIssuedBefore(TrailEvent event, Instant at) {
    SessionContext session = event.userIdentity().session();
    Instant created = session == null ? null : session.creationDate();
    return created != null && created.isBefore(at);
  }

  private static boolean isTheirs(Activity activity, Set<String> theirs) {
    return theirs.contains(String.valueOf(activity.event().userIdentity().accessKeyId()))
        || theirs.contains(String.valueOf(activity.lineage().longTermKey()))
        || activity.lineage().hops().stream()
            .map(Hop::accessKeyId)
            .anyMatch(id -> theirs.contains(String.valueOf(id)));
  }

  /** Whether the record's own caller is denied its call on whatever resource. */
  private static boolean denied(TrailEvent event, Inventory after, Instant at) {
    UserIdentity who = event.userIdentity();
    SessionContext session = who.session();
    if (who.arn() == null || !who.arn().startsWith("arn:")) {
      return false;
    }
    Caller caller = Caller.parse(who.arn());
    Context.Builder keys = new Context.Builder().everythingElseUnknown();
    keys.put("aws:CurrentTime", at.plusSeconds(1).toString());
    keys.put("aws:PrincipalArn", who.arn());
    keys.put("aws:userid", String.valueOf(who.principalId()));
    if (session != null && session.issuerArn() != null) {
      caller = caller.withRoleArn(session.issuerArn());
      keys.put("aws:PrincipalArn", session.issuerArn());
    }
    if (session != null && session.creationDate() != null) {
      keys.put("aws:TokenIssueTime", session.creationDate().toString());
    } else {
      keys.absent("aws:TokenIssueTime");
    }
    return ReferenceEvaluator.decide(
            Request.of(caller, event.call(), "*", keys.build()), after.policies(caller, "*"))
        == Outcome.EXPLICITLY_DENIED;
  }
}
