package dev.gatehouse.policy.compare;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.Partition;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.ActionPattern;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.PrincipalElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Callers, actions, resources and contexts worth trying, taken from what two policies mention. */
final class WitnessValues {
  static final List<String> OWNERS = List.of("123456789012", "210987654321");

  private static final int ACTIONS_MAX = 24;
  private static final int CONTEXTS_MAX = 96;
  private static final List<String> FILLERS = List.of("x", "", "x/y:z");

  private final List<Statement> statements = new ArrayList<>();
  private final PolicyKind kind;

  WitnessValues(Policy oldPolicy, Policy newPolicy, PolicyKind kind) {
    statements.addAll(newPolicy.statements());
    statements.addAll(oldPolicy.statements());
    this.kind = kind;
  }

  List<Caller> callers(Statement grant) {
    Set<Caller> callers = new LinkedHashSet<>();
    PrincipalElement principal = kind.namesPrincipals() ? grant.principal() : null;
    if (principal != null && !principal.negated()) {
      principal.entries().forEach(entry -> add(entry, callers));
      return List.copyOf(callers);
    }
    if (principal != null) {
      callers.add(Caller.anonymous());
    }
    callers.add(Caller.parse("arn:aws:iam::123456789012:user/witness"));
    callers.add(Caller.parse("arn:aws:sts::123456789012:assumed-role/witness/session"));
    return List.copyOf(callers);
  }

  private static void add(PrincipalElement.Entry entry, Set<Caller> callers) {
    switch (entry.kind()) {
      case EVERYONE -> {
        callers.add(Caller.anonymous());
        callers.add(Caller.parse("arn:aws:iam::123456789012:user/witness"));
        callers.add(Caller.parse("arn:aws:iam::210987654321:user/witness"));
      }
      case ACCOUNT -> {
        String partition =
            entry.partition().isEmpty() ? Partition.COMMERCIAL.id() : entry.partition();
        callers.add(Caller.parse(Arn.iam(partition, entry.account(), "user/witness")));
        callers.add(Caller.parse(Arn.iam(partition, entry.account(), "root")));
      }
      case ROLE -> {
        callers.add(Caller.parse(entry.value()));
        callers.add(
            Caller.parse(
                Arn.sts(
                    entry.partition(),
                    entry.account(),
                    "assumed-role/" + entry.name() + "/witness")));
      }
      case USER, ROLE_SESSION, FEDERATED_USER -> callers.add(Caller.parse(entry.value()));
      case SERVICE -> callers.add(Caller.service(entry.value()));
      case FEDERATED -> callers.add(Caller.federated(entry.value()));
      case DELETED, CANONICAL_USER, UNREADABLE -> {}
    }
  }

  /** Actions that the grant means: those spelled out anywhere first, then some of the catalogue. */
  List<String> actions(Statement grant) {
    Set<String> actions = new LinkedHashSet<>();
    for (Statement statement : statements) {
      for (ActionPattern pattern : statement.actions()) {
        if (!pattern.matchesEverything() && pattern.service().matches("[a-z0-9-]+")) {
          for (String filler : FILLERS.subList(0, 2)) {
            actions.add(pattern.service() + ":" + pattern.name().example(filler));
          }
        }
      }
    }
    for (ActionPattern pattern : grant.actions()) {
      List<ActionCatalogue.Action> known = ActionCatalogue.aws().matching(pattern);
      int step = Math.max(1, known.size() / ACTIONS_MAX);
      for (int i = 0; i < known.size(); i += step) {
        actions.add(known.get(i).name());
      }
    }
    actions.add("iam:CreateUser");
    actions.add("sts:AssumeRole");
    List<String> meant = new ArrayList<>();
    for (String action : actions) {
      String lower = action.toLowerCase(Locale.ROOT);
      int colon = lower.indexOf(':');
      if (colon < lower.length() - 1 && grant.matchesAction(lower, colon)) {
        meant.add(action);
      }
    }
    return meant;
  }

  List<String> resources(Statement grant, String action) {
    if (kind == PolicyKind.TRUST) {
      return List.of("arn:aws:iam::123456789012:role/witness");
    }
    Set<String> resources = new LinkedHashSet<>();
    ResourceElement own = grant.resource();
    if (own != null && !own.negated() && !own.everything()) {
      add(own, resources);
      return List.copyOf(resources);
    }
    for (Statement statement : statements) {
      if (statement.resource() != null) {
        add(statement.resource(), resources);
      }
    }
    String service = action.substring(0, action.indexOf(':'));
    resources.add("arn:aws:" + service + ":eu-west-1:123456789012:witness/x");
    if (!ActionCatalogue.aws().takesResource(action.toLowerCase(Locale.ROOT))) {
      resources.add("*");
    }
    return List.copyOf(resources);
  }

  private static void add(ResourceElement element, Set<String> resources) {
    for (var pattern : element.patterns()) {
      for (String filler : FILLERS) {
        resources.add(pattern.example(filler, Context.empty()));
      }
    }
  }

  /** Contexts that may satisfy the grant, with and without what other statements ask for. */
  List<Context> contexts(Statement grant) {
    Map<String, List<Object>> choices = new LinkedHashMap<>();
    for (Condition condition : grant.conditions()) {
      choose(condition, choices);
    }
    for (Statement statement : statements) {
      for (Condition condition : statement.conditions()) {
        choose(condition, choices);
        condition.forEachKey(
            key -> choices.computeIfAbsent(lower(key.name()), k -> fresh()).add("witness"));
      }
    }
    List<Context.Builder> built = new ArrayList<>(List.of(new Context.Builder()));
    for (Map.Entry<String, List<Object>> choice : choices.entrySet()) {
      List<Object> distinct = choice.getValue().stream().distinct().toList();
      if ((long) built.size() * distinct.size() > CONTEXTS_MAX) {
        distinct = distinct.subList(0, Math.min(2, distinct.size()));
      }
      if ((long) built.size() * distinct.size() > CONTEXTS_MAX) {
        distinct = distinct.subList(0, 1);
      }
      built = with(built, choice.getKey(), distinct);
    }
    return built.stream().map(Context.Builder::build).toList();
  }

  private static List<Object> fresh() {
    return new ArrayList<>();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<Context.Builder> with(
      List<Context.Builder> builders, String key, List<Object> values) {
    List<Context.Builder> all = new ArrayList<>();
    for (Context.Builder builder : builders) {
      Context base = builder.build();
      for (Object value : values) {
        Context.Builder next = base.toBuilder();
        if (value instanceof String text) {
          next.put(key, text);
        } else if (value instanceof List<?> several) {
          next.putAll(key, several.stream().map(String::valueOf).toList());
        }
        all.add(next);
      }
    }
    return all;
  }

  /** Values that satisfy the condition first, then some that do not, and absence. */
  private static void choose(Condition condition, Map<String, List<Object>> choices) {
    List<Object> values = choices.computeIfAbsent(lower(condition.key().name()), k -> fresh());
    boolean absentFits =
        condition.name().operator().negated() || condition.name().operator() == Operator.NULL;
    if (absentFits) {
      values.add(List.of());
    }
    for (String written : condition.values()) {
      String value = value(condition, written);
      if (value != null) {
        values.add(condition.takesSeveral() ? List.of(value) : value);
      }
    }
    values.add(condition.takesSeveral() ? List.of("witness") : "witness");
    values.add(List.of());
  }

  private static @Nullable String value(Condition condition, String written) {
    return switch (condition.name().operator().family()) {
      case STRING, ARN, BINARY, BOOL -> Glob.of(written).example("x");
      case IP -> written.replaceFirst("/.*", "");
      case NUMERIC, DATE -> written;
      case NULL -> "present";
    };
  }
}
