package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.iam.IamChange;
import dev.gatehouse.core.rules.iam.IamChangeRule;
import dev.gatehouse.core.rules.iam.IamHolder;
import dev.gatehouse.core.rules.iam.IamKnowledge;
import dev.gatehouse.core.rules.iam.PermissionGain;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.grant.PrivilegeClass;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code user-boundary-removed}: the permissions boundary of a user is gone or allows more. */
public final class UserBoundaryRemoved extends IamChangeRule {
  private static final About ABOUT =
      new About(
          "user-boundary-removed",
          "Permissions boundary of a user removed",
          "Somebody took the permissions boundary off a user, or put one in its place that allows"
              + " more. From then on the user may do what its policies always said and the boundary"
              + " withheld.",
          Severity.HIGH,
          SignalCategory.PRIVILEGE,
          List.of(Attack.of("T1098"), Attack.of("T1484")),
          "A boundary is set when a user is made, and stays as long as the user does.",
          "Management events of IAM (us-east-1). The name of the boundary and the documents come from"
              + " the account's earlier records and from authorization details in the estate; without"
              + " them a removal is medium at most unless the user freed itself, and a replacement is"
              + " not seen.",
          "Act as a user or role that never had a boundary.",
          List.of(
              "Infrastructure code that is applied without the boundary by mistake.",
              "Boundaries that are moved from one policy to another; write a planned change."),
          List.of(
              "The boundaries of roles: `protection-removed` says those, and none of users.",
              "Another version of the boundary's own policy: `policy-widened` says those that add a"
                  + " class of things.",
              "A user that is deleted and made again without a boundary.",
              "A replacement where nobody knows the boundary before."),
          List.of(
              "Put the boundary back; its name is in the reasons, the trail or the estate.",
              "List what the user did since, with each of its keys and in the console.",
              "If the caller freed itself: treat the session as hostile, revoke it first.",
              "Ask the caller for the change request."),
          "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html");

  private static final Measure GONE =
      Measure.of("boundary-gone", "permissions boundary gone", "left in place");

  private static final Measure REPLACED =
      Measure.of("boundary-replaced", "permissions boundary now", "the one before");

  private static final Measure COMPARED =
      Measure.of("boundary-compared", "compared with the one before", "no new access");

  private static final Measure FREED =
      Measure.of("permissions-freed", "permissions it withheld", "withheld");

  private static final Measure WHO =
      Measure.of("who-is-freed", "who is freed", "somebody other than the caller");

  /** What makes every other limit moot. */
  private static final Set<PrivilegeClass> GRAVE =
      EnumSet.of(PrivilegeClass.ADMINISTRATOR, PrivilegeClass.IAM_WRITE);

  /**
   * Choices.
   *
   * @param unknownDocuments whether a boundary replaced by another is reported, low, where the
   *     document of one of them is not known
   */
  public record Settings(boolean unknownDocuments) {
    public static Settings defaults() {
      return new Settings(true);
    }
  }

  private final Settings settings;

  public UserBoundaryRemoved(Setup setup) {
    super(ABOUT, setup.estate());
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  protected @Nullable Match judge(Activity in, IamKnowledge before) {
    TrailEvent event = in.event();
    String user = event.request("userName");
    if (user == null || !event.service().equals("iam")) {
      return null;
    }
    return switch (event.eventName()) {
      case "DeleteUserPermissionsBoundary" -> removed(in, user, before);
      case "PutUserPermissionsBoundary" -> replaced(in, user, before);
      default -> null;
    };
  }

  private static Match removed(Activity in, String user, IamKnowledge before) {
    IamHolder holder = before.holder("user", user);
    String former = holder.boundary;
    List<Reason> why = new ArrayList<>();
    why.add(Reason.of(GONE, Quantity.text(former == null ? "of unknown name" : former)));
    Set<PrivilegeClass> freed = EnumSet.noneOf(PrivilegeClass.class);
    if (former != null) {
      freed.addAll(withheld(before.managed(former), holder, before));
    }
    return new Match(
        "removed|" + user,
        Headline.of("{actor} took the permissions boundary off user {}", Quantity.text(user)),
        graver(Severity.MEDIUM, freed, in, why),
        Confidence.HIGH,
        why);
  }

  private @Nullable Match replaced(Activity in, String user, IamKnowledge before) {
    IamHolder holder = before.holder("user", user);
    String former = holder.boundary;
    String now = in.event().request("permissionsBoundary");
    if (now == null || former == null || former.equals(now)) {
      return null;
    }
    Policy old = before.managed(former);
    Policy next = before.managed(now);
    Comparison.Answer answer = ProtectionLoss.boundaries(old, next);
    boolean sure = answer == Comparison.Answer.NEW_ACCESS;
    if (answer == Comparison.Answer.NO_NEW_ACCESS || (!sure && !settings.unknownDocuments())) {
      return null;
    }
    List<Reason> why = new ArrayList<>();
    why.add(Reason.of(REPLACED, Quantity.text(now), Quantity.text(former)));
    why.add(Reason.of(COMPARED, Quantity.text(answer.words())));
    Set<PrivilegeClass> freed = withheld(old, holder, before);
    freed.retainAll(Grants.classes(next));
    return new Match(
        "replaced|" + user,
        Headline.of("{actor} replaced the permissions boundary of user {}", Quantity.text(user)),
        sure ? graver(Severity.MEDIUM, freed, in, why) : Severity.LOW,
        sure ? Confidence.HIGH : Confidence.LOW,
        why);
  }

  /** What the user's policies give and its boundary does not, as far as both are known. */
  private static Set<PrivilegeClass> withheld(
      Policy boundary, IamHolder holder, IamKnowledge before) {
    Set<PrivilegeClass> withheld = EnumSet.noneOf(PrivilegeClass.class);
    if (!boundary.opaque()) {
      withheld.addAll(PermissionGain.classes(before.documents(holder)));
      withheld.removeAll(Grants.classes(boundary));
    }
    return withheld;
  }

  /** High if the user can change IAM now or freed itself; adds the reasons. */
  private static Severity graver(
      Severity severity, Set<PrivilegeClass> freed, Activity in, List<Reason> why) {
    boolean self = IamChange.isSelf(in);
    if (!freed.isEmpty()) {
      why.add(Reason.of(FREED, Quantity.values(Unit.TEXT, PermissionGain.words(freed))));
    }
    if (self) {
      why.add(Reason.of(WHO, Quantity.text("the caller itself")));
    }
    return self || freed.stream().anyMatch(GRAVE::contains) ? Severity.HIGH : severity;
  }
}
