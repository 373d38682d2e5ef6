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
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.grant.PrivilegeClass;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code policy-widened}: a policy, or a holder's policies, give more than before. */
public final class PolicyWidened extends IamChangeRule {
  private static final About ABOUT =
      new About(
          "policy-widened",
          "Permissions widened",
          "A policy was changed in place, or given to somebody, so that its holders may do a class"
              + " of things they could not do before: everything, changing IAM, passing any role,"
              + " changing who may do what, reading or writing data, becoming others.",
          Severity.HIGH,
          SignalCategory.PRIVILEGE,
          List.of(Attack.of("T1098.003"), Attack.of("T1548.005")),
          "Who may change IAM or pass roles is decided rarely, and by a known process.",
          "Management events of IAM (us-east-1). Documents come from the account's earlier records,"
              + " from authorization details in the estate, and from AWS's own policies that ship"
              + " with Gatehouse. What none of them tells is Unknown: the act is then shown as low,"
              + " with low confidence. A snapshot younger than the trail is asked for versions"
              + " only.",
          "Pass a role that is already wide to a compute resource, or widen in steps each of which"
              + " adds actions of a class the holder has.",
          List.of(
              "Infrastructure code that adds what a new feature needs: most of what is low here.",
              "Set-up of a pipeline's own role; write a planned change."),
          List.of(
              "More resources or actions of a class that the holder has already is no finding.",
              "Administrator permissions attached, put inline or created as a policy:"
                  + " `admin-policy-attached` says those, so that an act is one finding.",
              "Conditions are taken to be met; control policies above the account are not weighed.",
              "Policies of resources: `resource-shared-out` looks at those."),
          List.of(
              "Set the former default version again, or take the policy off.",
              "If the caller holds what it widened: treat the session as hostile, revoke it first.",
              "List who holds the policy (ListEntitiesForPolicy) and what they did since.",
              "Ask the caller for the change request."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html");

  private static final Measure GAINED =
      Measure.of("permissions-gained", "permissions gained", "held before");

  private static final Measure GAINED_AT_LEAST =
      Measure.of(
          "permissions-gained",
          "permissions gained",
          "what was held before is not known from trail or estate");

  private static final Measure UNKNOWN =
      Measure.of("permissions-gained", "permissions gained", "a document in trail or estate");

  private static final Measure BY_RECEIVER =
      Measure.of("gained-by-caller", "who gains them", "somebody other than the caller");

  /** Classes worth a look even where nobody knows what was there before. */
  private static final Set<PrivilegeClass> GRAVE =
      EnumSet.of(PrivilegeClass.ADMINISTRATOR, PrivilegeClass.IAM_WRITE);

  private static final Set<PrivilegeClass> LESSER =
      EnumSet.of(
          PrivilegeClass.PERMISSIONS_MANAGEMENT,
          PrivilegeClass.PASS_ROLE,
          PrivilegeClass.ASSUME_ROLE,
          PrivilegeClass.DATA_READ,
          PrivilegeClass.DATA_WRITE);

  /**
   * Choices.
   *
   * @param lesserClasses whether a new class below IAM changes and the passing of any role is
   *     reported, low: data, assuming roles, who may do what
   * @param unknownDocuments whether a policy given without a known document is reported, low
   */
  public record Settings(boolean lesserClasses, boolean unknownDocuments) {
    public static Settings defaults() {
      return new Settings(true, true);
    }
  }

  private final Settings settings;

  public PolicyWidened(Setup setup) {
    super(ABOUT, setup.estate());
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  protected @Nullable Match judge(Activity in, IamKnowledge before) {
    TrailEvent event = in.event();
    if (!event.eventSource().startsWith("iam.")) {
      return null;
    }
    String arn = event.request("policyArn");
    String name = event.request("policyName");
    return switch (event.eventName()) {
      case "CreatePolicyVersion" ->
          "true".equals(event.request("setAsDefault")) && arn != null
              ? changed(in, arn, Documents.policy(arn, event.request("policyDocument")), before)
              : null;
      case "SetDefaultPolicyVersion" -> {
        String version = event.request("versionId");
        yield arn == null || version == null
            ? null
            : changed(in, arn, before.version(arn, version), before);
      }
      case "AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy" ->
          arn == null || isByName(arn, before) ? null : given(in, arn, before.managed(arn), before);
      case "PutUserPolicy", "PutRolePolicy", "PutGroupPolicy" ->
          name == null
              ? null
              : given(in, name, Documents.policy(name, event.request("policyDocument")), before);
      case "AddUserToGroup" -> joined(in, before);
      default -> null;
    };
  }

  /** AWS's policies without a document here, which {@code admin-policy-attached} knows by name. */
  private static boolean isByName(String arn, IamKnowledge before) {
    var names = AdminPolicyAttached.Settings.defaults();
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return arn.contains(":iam::aws:policy/")
        && before.managed(arn).opaque()
        && (names.fullPolicies().contains(name) || names.broadPolicies().contains(name));
  }

  private @Nullable Match changed(Activity in, String arn, Policy now, IamKnowledge before) {
    Headline what = Headline.of("{actor} changed policy {}", last(arn));
    if (now.opaque()) {
      return unknown(what, arn);
    }
    Policy former = before.managed(arn);
    boolean known = !former.opaque();
    if (known
        && Comparison.of(former, now, PolicyKind.IDENTITY).answer()
            == Comparison.Answer.NO_NEW_ACCESS) {
      return null;
    }
    boolean self = caller(in, before).attached.contains(arn);
    return match(what, arn, now, List.of(former), Grants.classes(now), known, self);
  }

  private @Nullable Match given(Activity in, String name, Policy now, IamKnowledge before) {
    String receiver = IamChange.receiver(in.event());
    Headline what =
        Headline.of("{actor} gave policy {} to {}", last(name), Quantity.text(receiver));
    if (now.opaque()) {
      return unknown(what, receiver + "|" + name);
    }
    if (PermissionGain.isEverything(now) || PermissionGain.isNearlyEverything(now)) {
      return null;
    }
    int blank = receiver.indexOf(' ');
    IamHolder holder =
        before.holder(receiver.substring(0, Math.max(0, blank)), receiver.substring(blank + 1));
    return gained(what, receiver + "|" + name, now, holder, before, IamChange.isSelf(in));
  }

  private @Nullable Match joined(Activity in, IamKnowledge before) {
    String user = in.event().request("userName");
    String group = in.event().request("groupName");
    if (user == null || group == null) {
      return null;
    }
    IamHolder given = before.holder("group", group);
    List<Policy> documents = given.documents(before);
    IamHolder holder = before.holder("user", user);
    boolean self = IamChange.isSelf(in);
    Headline what =
        Headline.of("{actor} put user {} into group {}", Quantity.text(user), Quantity.text(group));
    for (Policy document : documents) {
      if (!document.opaque()) {
        Match match = gained(what, user + "|" + group, document, holder, before, self);
        if (match != null) {
          return match;
        }
      }
    }
    return given.whole && PermissionGain.known(documents)
        ? null
        : unknown(what, user + "|" + group);
  }

  private @Nullable Match gained(
      Headline what,
      String thing,
      Policy now,
      IamHolder holder,
      IamKnowledge before,
      boolean self) {
    List<Policy> former = before.documents(holder);
    Set<PrivilegeClass> classes = Grants.classes(now);
    if (holder.boundary != null) {
      Policy boundary = before.managed(holder.boundary);
      if (!boundary.opaque()) {
        classes.retainAll(Grants.classes(boundary));
      }
    }
    // A new thing gets its permissions: that is no widening unless they are grave.
    boolean fresh = holder.madeHere || former.isEmpty();
    return match(what, thing, now, former, classes, !fresh && PermissionGain.known(former), self);
  }

  private @Nullable Match match(
      Headline what,
      String thing,
      Policy now,
      List<Policy> former,
      Set<PrivilegeClass> classes,
      boolean known,
      boolean self) {
    Set<PrivilegeClass> added = EnumSet.noneOf(PrivilegeClass.class);
    added.addAll(classes);
    added.removeAll(PermissionGain.classes(former));
    boolean all =
        PermissionGain.isEverything(now) && former.stream().noneMatch(PermissionGain::isEverything);
    boolean passes =
        classes.contains(PrivilegeClass.PASS_ROLE)
            && Grants.passesAnyRole(now)
            && former.stream().noneMatch(Grants::passesAnyRole);
    boolean grave = passes || added.stream().anyMatch(GRAVE::contains);
    added.removeIf(each -> !GRAVE.contains(each) && !LESSER.contains(each));
    if (!all && !grave && !(settings.lesserClasses() && known && !added.isEmpty())) {
      return null;
    }
    Severity severity =
        all || (grave && self) ? Severity.HIGH : grave ? Severity.MEDIUM : Severity.LOW;
    List<Reason> why = new ArrayList<>();
    Quantity gained =
        all
            ? Quantity.text(PermissionGain.breadth(now))
            : passes
                ? Quantity.text("iam:PassRole of any role")
                : Quantity.values(Unit.TEXT, PermissionGain.words(added));
    boolean told = PermissionGain.known(former) && !former.isEmpty();
    why.add(
        Reason.of(
            told ? GAINED : GAINED_AT_LEAST,
            gained,
            told ? words(PermissionGain.classes(former)) : Quantity.NONE));
    if (self) {
      why.add(Reason.of(BY_RECEIVER, Quantity.text("the caller itself")));
    }
    return new Match(
        thing,
        what.and(", which adds {}", all ? Quantity.text(PermissionGain.inWords(now)) : gained),
        severity,
        PermissionGain.known(former) ? Confidence.HIGH : Confidence.MEDIUM,
        why);
  }

  private @Nullable Match unknown(Headline what, String thing) {
    return settings.unknownDocuments()
        ? new Match(
            thing,
            what.and(", whose content is not known"),
            Severity.LOW,
            Confidence.LOW,
            List.of(Reason.of(UNKNOWN, Quantity.text("not known"))))
        : null;
  }

  private static IamHolder caller(Activity in, IamKnowledge before) {
    String identity = in.identity();
    String kind = identity.contains(":role/") ? "role" : "user";
    return before.holder(kind, identity.substring(identity.lastIndexOf('/') + 1));
  }

  private static Quantity words(Set<PrivilegeClass> classes) {
    return classes.isEmpty()
        ? Quantity.text("nothing")
        : Quantity.values(Unit.TEXT, PermissionGain.words(classes));
  }

  private static Quantity last(String name) {
    return Quantity.text(name.substring(name.lastIndexOf('/') + 1));
  }
}
