package dev.gatehouse.respond.contain;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.respond.contain.SuspectHistory.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cuts for a case: for every credential that may still work, for every way in, for
 * everything made. Of several cuts that end the same it takes the one that hits the fewest others.
 */
public final class Planner {
  private final SuspectHistory history;
  private final Inventory inventory;
  private final Instant at;
  private final Map<String, Cut> cuts = new LinkedHashMap<>();

  /** Trust policies as the plan leaves them: several ways in may lead into one role. */
  private final Map<String, Policy> trusts = new HashMap<>();

  private Planner(SuspectHistory history, Inventory inventory, Instant at) {
    this.history = history;
    this.inventory = inventory;
    this.at = at;
  }

  /**
   * The plan of a case, with its proof.
   *
   * @param inventory what exists now
   * @param at when the plan is carried out: sessions issued before are those that it ends
   */
  public static Plan plan(SuspectHistory history, Inventory inventory, Instant at) {
    List<Cut> cuts = new Planner(history, inventory, at).cuts();
    return new Plan(history.told(), at, cuts, Proof.of(cuts, history, inventory, at));
  }

  private List<Cut> cuts() {
    history.entries().forEach(this::entry);
    Map<String, List<HeldCredential>> byPrincipal = new LinkedHashMap<>();
    for (HeldCredential each : history.live(at)) {
      byPrincipal.computeIfAbsent(each.principal(), principal -> new ArrayList<>()).add(each);
    }
    byPrincipal.forEach(this::principal);
    history.creations().forEach(this::creation);
    List<Cut> ordered = new ArrayList<>(cuts.values());
    ordered.sort((one, other) -> one.kind().compareTo(other.kind()));
    return ordered;
  }

  /** Of two cuts of one target the one of the same kind is made once. */
  private void add(Cut cut) {
    cuts.putIfAbsent(cut.kind().word() + " " + cut.target(), cut);
  }

  private void entry(Entry entry) {
    String origin = entry.origin();
    switch (OriginType.of(origin)) {
      case IDENTITY_CENTER -> person(origin);
      case ACCOUNT -> closeAccount(entry);
      case FEDERATED -> closeSubject(entry);
      case SERVICE ->
          denyAll(entry.principal(), "The workload can fetch new credentials any time.");
      case USER -> {
        if (!entry.call().isEmpty()) {
          deleteLogin(entry.principal());
        }
      }
      case ROOT, UNKNOWN -> {}
    }
  }

  private void principal(String principal, List<HeldCredential> live) {
    if (live.get(0).isRoot()) {
      byHand(
          principal,
          "No policy binds root: change its password, delete its access keys, look at its MFA"
              + " devices, and ask AWS Support for its sessions.");
      return;
    }
    if (!live.get(0).isRole()) {
      user(principal, live);
      return;
    }
    if (ReservedPath.IDENTITY_CENTER.holds(path(principal))) {
      permissionSet(principal, live);
    } else if (ReservedPath.SERVICE_LINKED.holds(path(principal))) {
      byHand(principal, "A service-linked role cannot be limited: find what makes it act.");
    } else {
      role(principal, live);
    }
  }

  private static String path(String arn) {
    int from = arn.indexOf('/');
    return from < 0 ? "/" : arn.substring(from, arn.lastIndexOf('/') + 1);
  }

  private void role(String arn, List<HeldCredential> live) {
    if (cuts.containsKey(Cut.Kind.DENY_ALL.word() + " " + arn)) {
      return;
    }
    Set<String> theirs = new LinkedHashSet<>();
    live.forEach(each -> theirs.add(Objects.requireNonNullElse(each.sessionName(), "")));
    List<String> others = history.liveNames(arn, at);
    boolean apart = !theirs.contains("") && others.stream().noneMatch(theirs::contains);
    if (!others.isEmpty() && apart) {
      add(
          rolePolicy(
              Cut.Kind.DENY_SESSION_NAMES,
              arn,
              Deny.sessionNames(List.copyOf(theirs)),
              "Ends their sessions of this role, told by name, and lets the others work on.",
              "Whoever may assume the role can come again under another name.",
              List.of()));
      return;
    }
    add(
        rolePolicy(
            Cut.Kind.DENY_OLDER_SESSIONS,
            arn,
            Deny.issuedBefore(at),
            "Ends every session of this role issued before " + at + ".",
            "Whoever may assume the role gets a session that works.",
            liveOthers(arn)));
  }

  private List<Bystander> liveOthers(String principal) {
    return history.others(principal, at).stream().filter(each -> each.liveSessions() > 0).toList();
  }

  private Cut rolePolicy(
      Cut.Kind kind,
      String arn,
      String document,
      String stops,
      @Nullable String leaves,
      List<Bystander> breaks) {
    String account = Arn.account(arn);
    String name = name(arn);
    String policy = unique("gatehouse-" + kind.word(), document);
    return new Cut(
        kind,
        arn,
        List.of(
            Step.iam(
                account,
                "PutRolePolicy",
                "RoleName",
                name,
                "PolicyName",
                policy,
                "PolicyDocument",
                document)),
        List.of(Step.iam(account, "DeleteRolePolicy", "RoleName", name, "PolicyName", policy)),
        stops,
        leaves,
        null,
        breaks);
  }

  private Cut userPolicy(
      Cut.Kind kind, String arn, String document, String stops, @Nullable String leaves) {
    String account = Arn.account(arn);
    String name = name(arn);
    String policy = unique("gatehouse-" + kind.word(), document);
    return new Cut(
        kind,
        arn,
        List.of(
            Step.iam(
                account,
                "PutUserPolicy",
                "UserName",
                name,
                "PolicyName",
                policy,
                "PolicyDocument",
                document)),
        List.of(Step.iam(account, "DeleteUserPolicy", "UserName", name, "PolicyName", policy)),
        stops,
        leaves,
        null,
        List.of());
  }

  private void denyAll(String arn, String why) {
    if (arn.contains(":user/")) {
      add(
          userPolicy(
              Cut.Kind.DENY_ALL, arn, Deny.all(), why + " Ends all that the user can do.", null));
    } else if (arn.contains(":role/")) {
      add(
          rolePolicy(
              Cut.Kind.DENY_ALL,
              arn,
              Deny.all(),
              why + " Ends all that the role can do.",
              null,
              history.others(arn, at)));
    }
  }

  private void user(String arn, List<HeldCredential> live) {
    boolean sessions = false;
    for (HeldCredential each : live) {
      if (each.longTerm()) {
        deactivate(arn, each.id());
      }
      sessions |= !each.longTerm();
    }
    if (sessions) {
      denyUserSessions(arn);
    }
  }

  private void denyUserSessions(String arn) {
    add(
        userPolicy(
            Cut.Kind.DENY_OLDER_SESSIONS,
            arn,
            Deny.issuedBefore(at),
            "Ends every session of this user issued before "
                + at
                + ": console, GetSessionToken,"
                + " GetFederationToken.",
            "The user's keys and password work on."));
  }

  private void deactivate(String userArn, String key) {
    if (userArn.endsWith(":root")) {
      byHand(userArn, "Root's key " + key + " can be turned off by root alone.");
      return;
    }
    String account = Arn.account(userArn);
    String user = name(userArn);
    add(
        new Cut(
            Cut.Kind.DEACTIVATE_KEY,
            key,
            List.of(keyStatus(account, user, key, "Inactive")),
            List.of(keyStatus(account, user, key, "Active")),
            "The key stops within seconds, for the user as for the thief.",
            "Sessions already made with it live on.",
            key,
            List.of()));
  }

  private static Step keyStatus(String account, String user, String key, String status) {
    return Step.iam(
        account, "UpdateAccessKey", "UserName", user, "AccessKeyId", key, "Status", status);
  }

  private void deleteLogin(String userArn) {
    if (!userArn.contains(":user/")) {
      return;
    }
    add(
        new Cut(
            Cut.Kind.DELETE_LOGIN_PROFILE,
            userArn,
            List.of(
                Step.iam(Arn.account(userArn), "DeleteLoginProfile", "UserName", name(userArn))),
            List.of(),
            "Nobody signs in to the console as this user; the user needs a new password later.",
            "Console sessions already open live on.",
            null,
            List.of()));
    denyUserSessions(userArn);
  }

  /** A control policy at the root of the organization: at once, in every member account. */
  private void person(String origin) {
    String name = origin.substring(origin.lastIndexOf('/') + 1);
    String root = root();
    String management = inventory.organization().managementAccount();
    if (root == null || management == null || name.equals("-")) {
      byHand(
          origin,
          "Disable this person in the directory, remove their assignments, and end their sessions"
              + " in Identity Center.");
      return;
    }
    add(
        controlPolicy(
            origin,
            management,
            root,
            unique("gatehouse-contain-person", Deny.person(name) + at),
            Deny.person(name),
            "Binds this person in every member account, in sessions of now and later.",
            "Not the management account, and not their sign-in: disable them in the directory and"
                + " end their sessions, which takes up to 15 minutes."));
    byHand(
        origin,
        "Disable this person in the directory and end their sessions in Identity Center; portal"
            + " and command-line tokens live up to 15 minutes on.");
  }

  private @Nullable String root() {
    return history.credentials().stream()
        .map(each -> inventory.organization().path(Arn.account(each.principal())))
        .filter(path -> path.size() > 1)
        .map(path -> path.get(0))
        .findFirst()
        .orElse(null);
  }

  private static Cut controlPolicy(
      String target,
      String management,
      String root,
      String name,
      String document,
      String stops,
      @Nullable String leaves) {
    return new Cut(
        Cut.Kind.CONTROL_POLICY,
        target,
        List.of(
            Step.organizations(
                    management,
                    "CreatePolicy",
                    "Name",
                    name,
                    "Type",
                    "SERVICE_CONTROL_POLICY",
                    "Description",
                    "Containment",
                    "Content",
                    document)
                .creating(Step.POLICY_TO_COME),
            attach(management, "AttachPolicy", root)),
        List.of(
            attach(management, "DetachPolicy", root),
            Step.organizations(management, "DeletePolicy", "PolicyId", Step.POLICY_TO_COME)),
        stops,
        leaves,
        null,
        List.of());
  }

  private static Step attach(String management, String operation, String root) {
    return Step.organizations(
        management, operation, "PolicyId", Step.POLICY_TO_COME, "TargetId", root);
  }

  /** Nobody can give a permission set's role an inline policy in its account. */
  private void permissionSet(String arn, Collection<HeldCredential> live) {
    String account = Arn.account(arn);
    String management = inventory.organization().managementAccount();
    List<String> path = inventory.organization().path(account);
    boolean bound = management != null && !management.equals(account) && path.size() > 1;
    boolean person =
        cuts.values().stream()
            .filter(cut -> cut.kind() == Cut.Kind.CONTROL_POLICY)
            .anyMatch(
                cut ->
                    live.stream()
                        .allMatch(
                            each ->
                                cut.target().endsWith("/" + String.valueOf(each.sessionName()))));
    if (!bound) {
      byHand(
          arn,
          "No control policy binds this account: add a dated Deny to the permission set's inline"
              + " policy and provision it.");
    } else if (!person) {
      add(
          controlPolicy(
              arn,
              String.valueOf(management),
              account,
              unique("gatehouse-contain-role", arn + at),
              Deny.roleIssuedBefore(arn, at),
              "Ends every session of this permission set in this account issued before " + at + ".",
              "Whoever is assigned to it gets a session that works."));
    }
  }

  private void closeAccount(Entry entry) {
    IamRole role = inventory.role(entry.principal()).orElse(null);
    String account = entry.origin().substring("account:".length());
    if (role == null || role.trust().opaque()) {
      byHand(
          entry.principal(),
          "Take account " + account + " out of this role's trust policy, which nobody told of.");
      return;
    }
    closeTrust(
        role,
        TrustText.withoutAccount(trust(role), partition(role.arn()), account),
        "Nobody of account " + account + " comes in to this role any more.",
        likewise(entry));
  }

  private void closeSubject(Entry entry) {
    IamRole role = inventory.role(entry.principal()).orElse(null);
    String subject = entry.origin().substring("federated:".length());
    ProviderSubject parts = ProviderSubject.of(entry, inventory);
    if (role == null || role.trust().opaque() || parts == null) {
      byHand(
          entry.principal(),
          "Block `" + subject + "` at its provider, or take it out of this role's trust policy.");
      return;
    }
    closeTrust(
        role,
        TrustText.withoutSubject(trust(role), parts.key(), parts.subject()),
        "`" + subject + "` comes in to this role no more.",
        likewise(entry));
  }

  /** Innocent uses by the very origin: a vendor's account, a pipeline. */
  private List<Bystander> likewise(Entry entry) {
    return history.others(entry.principal(), at).stream()
        .filter(each -> each.identity().equals(entry.origin()))
        .toList();
  }

  private void closeTrust(IamRole role, String document, String stops, List<Bystander> breaks) {
    trusts.put(role.arn(), Policy.parse("trust policy", document));
    String key = Cut.Kind.CLOSE_TRUST.word() + " " + role.arn();
    Cut before = cuts.get(key);
    Set<Bystander> all = new LinkedHashSet<>(before == null ? List.of() : before.breaks());
    all.addAll(breaks);
    cuts.put(
        key,
        new Cut(
            Cut.Kind.CLOSE_TRUST,
            role.arn(),
            List.of(trust(role, document)),
            List.of(trust(role, TrustText.of(role.trust()))),
            before == null ? stops : before.stops() + " " + stops,
            "Sessions already issued live on.",
            null,
            List.copyOf(all)));
  }

  private Policy trust(IamRole role) {
    return trusts.getOrDefault(role.arn(), role.trust());
  }

  /** A name that no other containment of the same role or organization has. */
  private static String unique(String name, String content) {
    return name + "-" + String.format(Locale.ROOT, "%08x", content.hashCode());
  }

  private static Step trust(IamRole role, String document) {
    return Step.iam(
        role.account(),
        "UpdateAssumeRolePolicy",
        "RoleName",
        role.name(),
        "PolicyDocument",
        document);
  }

  private void creation(Creation made) {
    switch (made.kind()) {
      case ACCESS_KEY -> deactivate(made.owner(), made.what());
      case USER -> denyAll(made.what(), "They made this user.");
      case LOGIN_PROFILE -> deleteLogin(made.what());
      case ROLE -> denyAll(made.what(), "They made this role.");
      case TRUST ->
          denyAll(
              made.what(),
              "They changed whom this role trusts; put the former trust policy back, then undo.");
      case OTHER ->
          byHand(
              made.what() + " in account " + made.account(),
              "Look at what they made with it: record " + made.eventId() + ".");
    }
  }

  private void byHand(String target, String what) {
    add(new Cut(Cut.Kind.BY_HAND, target, List.of(), List.of(), what, null, null, List.of()));
  }

  private static String partition(String arn) {
    return Objects.requireNonNullElse(Arn.partition(arn), "aws");
  }

  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
