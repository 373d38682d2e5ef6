package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Glob;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import dev.gatehouse.core.rules.kit.Tree;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code compute-role-hijacked}: a workload made to do somebody else's work. */
public final class ComputeRoleHijacked extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "compute-role-hijacked",
          "Workload taken over by hand",
          "A person or a long-term key changed what a workload runs, or which role it runs as."
              + " Whatever the workload's role may do, the caller can do now, and the trail will"
              + " say the workload did it.",
          Severity.HIGH,
          SignalCategory.WAY,
          List.of(Attack.of("T1578"), Attack.of("T1098.003"), Attack.of("T1651")),
          "What runs in production is changed by a pipeline: a workload's role, or a federated job."
              + " A hand is unusual.",
          "Management events. There is no history here of who usually deploys: the hand is judged"
              + " by what it is, a person or a long-term key against a service or a federated"
              + " workload.",
          "Change the artefact before it is deployed, or take over the pipeline itself.",
          List.of(
              "Development accounts in which people deploy by hand.",
              "Pipelines that still run on a user's access key: name them in `deployers`.",
              "Repairs in an emergency: a planned change lowers them."),
          List.of(
              "A pipeline that was taken over looks like itself.",
              "Trust anchors and identity providers: `identity-provider-changed`.",
              "Containers: new task definitions and images are not looked at.",
              "A function whose layer was replaced by its owner in another account.",
              "Whether the change is bad is not in the record: code and user data are not logged."),
          List.of(
              "Ask the caller for the change request. If there is none, go on.",
              "Fetch the code, user data or certificate now in place and compare with the build.",
              "List what the workload's role did since the change.",
              "Put the former version back, then revoke the role's sessions and the caller's."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html");

  /**
   * Choices.
   *
   * @param deployers ARNs of users and roles that deploy; {@code *} matches anything
   * @param identityCenterToo whether people who came in through Identity Center or SAML are
   *     reported; they are low where a long-term key is medium
   */
  public record Settings(List<String> deployers, boolean identityCenterToo) {
    public Settings {
      deployers = List.copyOf(deployers);
    }

    public static Settings defaults() {
      return new Settings(List.of(), true);
    }
  }

  /** What was changed, of which thing; how bad with a long-term key, and how bad by a person. */
  private record Change(String what, String thing, Severity byKey, Severity byPerson) {
    Change(String what, String thing, Severity byKey) {
      this(what, thing, byKey, byKey.below());
    }
  }

  private static final Hand PERSON = new Hand("changed-by-person", "changed by a person,", false);

  private static final Measure CALL = Measure.of("call", "call", "part of a deployment");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public ComputeRoleHijacked(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public Calls calls() {
    return Calls.of("lambda")
        .or(Calls.of("ec2"))
        .or(Calls.of("ssm"))
        .or(Calls.of("ec2-instance-connect"));
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    if (!in.event().succeeded() || in.isByService()) {
      return null;
    }
    Change change = change(in.event());
    if (change == null || isDeployer(in)) {
      return null;
    }
    Hand hand = hand(in);
    if (hand == null) {
      return null;
    }
    return changeWindows.lower(
        new Match(
            change.what() + "|" + change.thing(),
            Headline.of("{actor} " + change.what() + " {}", Quantity.text(change.thing())),
            hand.byKey() ? change.byKey() : change.byPerson(),
            hand.byKey() ? Confidence.MEDIUM : Confidence.LOW,
            List.of(
                Reason.of(
                    Measure.of(hand.measure(), hand.words(), "a service or a federated pipeline"),
                    Quantity.identity(
                        in.lineage().originType() == OriginType.UNKNOWN
                            ? in.identity()
                            : in.lineage().origin())),
                Reason.of(CALL, Quantity.text(in.event().call())))),
        in);
  }

  /**
   * By what kind of credential the change was made, if it is an unusual one.
   *
   * @param byKey whether a long-term credential made it
   */
  private record Hand(String measure, String words, boolean byKey) {}

  private @Nullable Hand hand(Activity in) {
    return switch (in.lineage().originType()) {
      case USER, ROOT ->
          new Hand("changed-by-long-term-key", "changed by a long-term key of", true);
      case IDENTITY_CENTER -> settings.identityCenterToo() ? PERSON : null;
      case FEDERATED -> settings.identityCenterToo() && !Actor.isWebIdentity(in) ? PERSON : null;
      case SERVICE -> null;
      case ACCOUNT -> new Hand("changed-by-account", "changed by somebody of", false);
      case UNKNOWN -> in.event().sessionCredentialFromConsole() ? PERSON : null;
    };
  }

  private boolean isDeployer(Activity in) {
    return settings.deployers().stream()
        .anyMatch(
            glob -> Glob.matches(glob, in.identity()) || Glob.matches(glob, in.lineage().origin()));
  }

  private static @Nullable Change change(TrailEvent event) {
    String call = event.eventName();
    return switch (event.eventSource()) {
      case "lambda.amazonaws.com" -> lambda(call, event);
      case "ec2.amazonaws.com" -> ec2(call, event);
      case "ssm.amazonaws.com" ->
          call.equals("SendCommand")
              ? new Change("ran a command on", targets(request(event)), Severity.LOW)
              : null;
      case "ec2-instance-connect.amazonaws.com" ->
          call.equals("SendSerialConsoleSSHPublicKey")
              ? new Change(
                  "pushed a serial console key to",
                  thing(request(event), "instanceId"),
                  Severity.MEDIUM,
                  Severity.MEDIUM)
              : null;
      default -> null;
    };
  }

  /** Lambda's calls carry an API date: {@code UpdateFunctionCode20150331v2}. */
  private static @Nullable Change lambda(String call, TrailEvent event) {
    if (!call.startsWith("UpdateFunction")) {
      return null;
    }
    Tree request = request(event);
    String function = thing(request, "functionName");
    String name = function.substring(function.lastIndexOf(':') + 1);
    if (call.startsWith("UpdateFunctionCode")) {
      return "true".equals(request.at("dryRun").text())
          ? null
          : new Change("replaced the code of function", name, Severity.MEDIUM);
    }
    if (call.startsWith("UpdateFunctionConfiguration")) {
      boolean role = request.at("role").text() != null;
      boolean layers =
          !request.at("layers").items().isEmpty()
              || !Tree.of(event.responseElements()).at("layers").items().isEmpty();
      return role
          ? new Change("changed the role of function", name, Severity.MEDIUM)
          : layers ? new Change("changed the layers of function", name, Severity.MEDIUM) : null;
    }
    return null;
  }

  private static @Nullable Change ec2(String call, TrailEvent event) {
    return switch (call) {
      case "ModifyInstanceAttribute" -> {
        Tree request = request(event);
        yield request.at("userData").isAbsent()
            ? null
            : new Change(
                "replaced the user data of", thing(request, "instanceId"), Severity.MEDIUM);
      }
      case "AssociateIamInstanceProfile" -> {
        Tree request = request(event);
        Tree inner = request.at("AssociateIamInstanceProfileRequest");
        yield new Change(
            "gave an instance profile to",
            thing(inner.isAbsent() ? request : inner, "InstanceId", "instanceId"),
            Severity.MEDIUM);
      }
      case "ReplaceIamInstanceProfileAssociation" -> {
        Tree request = request(event);
        Tree inner = request.at("ReplaceIamInstanceProfileAssociationRequest");
        yield new Change(
            "replaced the instance profile in",
            thing(inner.isAbsent() ? request : inner, "AssociationId", "associationId"),
            Severity.MEDIUM);
      }
      default -> null;
    };
  }

  private static Tree request(TrailEvent event) {
    return Tree.of(event.requestParameters());
  }

  private static String thing(Tree request, String... names) {
    for (String name : names) {
      String text = request.at(name).text();
      if (text != null) {
        return text;
      }
    }
    return "-";
  }

  private static String targets(Tree request) {
    List<String> ids = request.at("instanceIds").texts();
    return ids.isEmpty() ? "instances chosen by tag" : String.join(", ", ids);
  }
}
