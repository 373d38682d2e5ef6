package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The way from IAM users to what should be there instead, user by user, in the order to go. */
public final class Migration {
  private Migration() {}

  /**
   * What becomes of one user.
   *
   * @param becomes what it should be, in words; for an exception that it stays
   * @param kind what seems to stand behind it
   * @param why the evidence for that
   * @param trust the trust policy of the role that takes its place; null where none does
   * @param grants ARNs of managed policies, and names of inline and group policies, that it has now
   * @param used a document with the actions that the trail shows; null without them
   * @param steps in their order
   */
  public record Plan(
      String account,
      String user,
      String kind,
      String becomes,
      boolean privileged,
      List<String> why,
      @Nullable String trust,
      List<String> grants,
      @Nullable String used,
      List<String> steps) {
    public Plan {
      why = List.copyOf(why);
      grants = List.copyOf(grants);
      steps = List.copyOf(steps);
    }
  }

  /** Exceptions last; of the others those first who may do most. */
  private static final Comparator<Plan> ORDER =
      Comparator.comparing((Plan plan) -> plan.becomes().startsWith("stays"))
          .thenComparing(plan -> !plan.privileged())
          .thenComparing(Plan::kind)
          .thenComparing(Plan::user);

  /** A plan for each user that acts. */
  public static List<Plan> of(Scene scene) {
    List<Plan> plans = new ArrayList<>();
    for (AccountInventory account : scene.inventory().accounts()) {
      for (IamUser user : account.users()) {
        Credentials credentials = account.credentials().get(user.name());
        plans.add(plan(scene, user, credentials));
      }
    }
    plans.sort(ORDER);
    return plans;
  }

  private static Plan plan(Scene scene, IamUser user, @Nullable Credentials credentials) {
    boolean privileged = Privilege.isHigh(scene.inventory(), user);
    List<String> grants = grants(user);
    if (credentials != null && !UserPatternCheck.acts(credentials)) {
      List<String> idle = List.of("it has neither a password nor an active key");
      List<String> steps = List.of("Delete the user.");
      return new Plan(
          user.account(),
          user.arn(),
          "idle",
          "nothing",
          privileged,
          idle,
          null,
          grants,
          null,
          steps);
    }
    UserPatternCheck.Guess guess = UserPatternCheck.guess(scene, user, credentials);
    Kind kind = guess.kind();
    String exception = UserPatternCheck.exception(scene, user, credentials, kind);
    if (exception != null) {
      return new Plan(
          user.account(),
          user.arn(),
          kind.word(),
          "stays: " + exception,
          privileged,
          guess.evidence(),
          null,
          grants,
          null,
          List.of());
    }
    String used = used(scene, user);
    List<String> steps = new ArrayList<>(kind.steps());
    steps.add(
        used == null
            ? "Start with the policies that the user has; tighten them when a trail shows its use."
            : "Give it the actions that the trail shows; keep the old policies at hand for the"
                + " first weeks.");
    if (kind != Kind.BREAK_GLASS) {
      steps.add("Deactivate the user's keys and password and wait two weeks for complaints.");
      steps.add("Delete the user.");
    }
    return new Plan(
        user.account(),
        user.arn(),
        kind.word(),
        kind.pattern(),
        privileged,
        guess.evidence(),
        Optional.ofNullable(service(kind)).map(Migration::trust).orElse(null),
        grants,
        used,
        steps);
  }

  private static List<String> grants(IamUser user) {
    List<String> grants = new ArrayList<>(user.permissions().attached());
    user.permissions().inline().keySet().forEach(name -> grants.add("inline " + name));
    user.groups().forEach(name -> grants.add("group " + name));
    return grants;
  }

  private static @Nullable String service(Kind kind) {
    return switch (kind) {
      case EC2 -> "ec2.amazonaws.com";
      case ECS -> "ecs-tasks.amazonaws.com";
      case LAMBDA -> "lambda.amazonaws.com";
      case POD -> "pods.eks.amazonaws.com";
      case ON_PREMISES -> "rolesanywhere.amazonaws.com";
      case PERSON, CONTRACTOR, VENDOR, CI, MOBILE, BREAK_GLASS -> null;
    };
  }

  private static String trust(String service) {
    boolean tags =
        service.equals("pods.eks.amazonaws.com") || service.equals("rolesanywhere.amazonaws.com");
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("Version", "2012-10-17");
          json.writeArrayFieldStart("Statement");
          json.writeStartObject();
          json.writeStringField("Effect", "Allow");
          json.writeObjectFieldStart("Principal");
          json.writeStringField("Service", service);
          json.writeEndObject();
          List<String> actions =
              tags ? List.of("sts:AssumeRole", "sts:TagSession") : List.of("sts:AssumeRole");
          JsonWriter.strings(json, "Action", actions);
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** A policy of the calls that the trail shows, as far as they are actions by their names. */
  private static @Nullable String used(Scene scene, IamUser user) {
    TreeSet<String> actions = new TreeSet<>();
    scene
        .use()
        .of(user.arn())
        .ifPresent(
            seen ->
                seen.calls.forEach(
                    call -> {
                      ActionCatalogue.Action action = ActionCatalogue.aws().action(call);
                      if (action != null) {
                        actions.add(action.name());
                      }
                    }));
    if (actions.isEmpty()) {
      return null;
    }
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("Version", "2012-10-17");
          json.writeArrayFieldStart("Statement");
          json.writeStartObject();
          json.writeStringField("Effect", "Allow");
          JsonWriter.strings(json, "Action", List.copyOf(actions));
          json.writeStringField("Resource", "*");
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
