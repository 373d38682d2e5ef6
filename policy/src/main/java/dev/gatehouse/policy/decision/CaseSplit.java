package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settles an Unknown that would come out the same whatever the keys hold, such as "Allow if the tag
 * is red" beside "Allow if the tag is not red".
 *
 * <p>Kleene's logic takes each unknown condition by itself and cannot see that. Where the policies
 * compare a key for equality only, its values fall into few classes (each value named, the same in
 * other case, any other value, none, several), so trying one of each class tries them all. Keys
 * compared in other ways, and too many combinations, are left Unknown.
 */
final class CaseSplit {
  private static final int COMBINATIONS_MAX = 128;
  private static final String OTHER_VALUE = "\u0001 any other value";

  private final Request request;
  private final PolicySet policies;
  private final boolean sameAccount;

  private CaseSplit(Request request, PolicySet policies, boolean sameAccount) {
    this.request = request;
    this.policies = policies;
    this.sameAccount = sameAccount;
  }

  /** The answer that all classes agree on, or the one given. */
  static Decision settle(Evaluation evaluation, PolicySet policies, Decision unknown) {
    CaseSplit split = new CaseSplit(evaluation.request(), policies, evaluation.sameAccount());
    List<Context> combinations = List.of(evaluation.request().context());
    for (String key : unknown.unknown()) {
      List<Object> classes = split.classes(evaluation, ContextKey.of(key));
      if (classes == null || combinations.size() * classes.size() > COMBINATIONS_MAX) {
        return unknown;
      }
      combinations = with(combinations, key, classes);
    }
    return split.agreement(combinations, unknown);
  }

  private Decision agreement(List<Context> combinations, Decision unknown) {
    Decision first = null;
    Set<DecidingStatement> because = new LinkedHashSet<>();
    boolean explicit = true;
    for (Context context : combinations) {
      Decision decision =
          Reasons.of(new Evaluation(request.withContext(context), policies, sameAccount));
      if (decision.outcome() == Outcome.UNKNOWN
          || (first != null && first.allowed() != decision.allowed())) {
        return unknown;
      }
      first = first == null ? decision : first;
      explicit &= decision.outcome() == Outcome.EXPLICITLY_DENIED;
      because.addAll(decision.because());
    }
    if (first == null) {
      return unknown;
    }
    if (first.allowed()) {
      return new Decision(Outcome.ALLOWED, List.copyOf(because), List.of(), List.of());
    }
    Outcome denied = explicit ? Outcome.EXPLICITLY_DENIED : Outcome.IMPLICITLY_DENIED;
    List<DecidingStatement> denying = explicit ? List.copyOf(because) : List.of();
    return new Decision(denied, denying, unknown.blockers(), List.of());
  }

  private static List<Context> with(List<Context> contexts, String key, List<Object> classes) {
    List<Context> all = new ArrayList<>();
    for (Context context : contexts) {
      for (Object each : classes) {
        Context.Builder builder = context.toBuilder();
        if (each instanceof String value) {
          builder.put(key, value);
        } else {
          builder.putAll(key, each instanceof String[] several ? List.of(several) : List.of());
        }
        all.add(builder.build());
      }
    }
    return all;
  }

  /**
   * One value of each class, an empty array for "absent"; null when equality is not all that is
   * asked.
   */
  private @Nullable List<Object> classes(Evaluation evaluation, ContextKey key) {
    Set<Object> classes = new LinkedHashSet<>();
    for (PolicyLayer gate : evaluation.gates()) {
      for (Policy policy : gate.policies) {
        if (policy.opaque()) {
          return null;
        }
        for (int place : policy.candidates(request.service())) {
          if (!add(policy.statements().get(place), key, classes)) {
            return null;
          }
        }
      }
    }
    classes.add(OTHER_VALUE);
    classes.add("");
    List<Object> list = new ArrayList<>(classes);
    list.add(new String[0]);
    if (!isSingleValued(key.name())) {
      list.add(new String[] {OTHER_VALUE, OTHER_VALUE});
    }
    return list;
  }

  private static boolean add(Statement statement, ContextKey key, Set<Object> classes) {
    boolean[] variable = {statement.broken()};
    if (statement.resource() != null) {
      statement.resource().forEachKey(each -> variable[0] |= each.equals(key));
    }
    for (Condition condition : statement.conditions()) {
      int[] mentions = {0};
      condition.forEachKey(each -> mentions[0] += each.equals(key) ? 1 : 0);
      if (mentions[0] == 0) {
        continue;
      }
      boolean asked = condition.key().equals(key);
      if (!asked || mentions[0] > 1 || !comparesForEquality(condition)) {
        return false;
      }
      for (String value : condition.values()) {
        classes.add(value);
        classes.add(value.toUpperCase(Locale.ROOT));
        classes.add(value.toLowerCase(Locale.ROOT));
        classes.add(otherCase(value));
      }
    }
    return !variable[0];
  }

  private static boolean comparesForEquality(Condition condition) {
    boolean equality =
        switch (condition.name().operator()) {
          case STRING_EQUALS, STRING_NOT_EQUALS, BOOL, NULL -> true;
          case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> true;
          case STRING_LIKE, STRING_NOT_LIKE, BINARY_EQUALS, IP_ADDRESS, NOT_IP_ADDRESS -> false;
          case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS, NUMERIC_LESS_THAN -> false;
          case NUMERIC_LESS_THAN_EQUALS, NUMERIC_GREATER_THAN -> false;
          case NUMERIC_GREATER_THAN_EQUALS, DATE_EQUALS, DATE_NOT_EQUALS, DATE_LESS_THAN -> false;
          case DATE_LESS_THAN_EQUALS, DATE_GREATER_THAN, DATE_GREATER_THAN_EQUALS -> false;
          case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> false;
        };
    boolean set = condition.takesSeveral() && condition.name().operator() != Operator.NULL;
    return equality && !set && !condition.hasVariables();
  }

  /**
   * The value with the case of every letter turned, so that it is equal only without regard to
   * case.
   */
  private static String otherCase(String value) {
    StringBuilder turned = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      turned.append(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return turned.toString();
  }

  /** Keys that never hold several values (IAM guide, "Global condition context keys"). */
  private static boolean isSingleValued(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return name.startsWith("aws:principaltag/")
        || name.startsWith("aws:requesttag/")
        || name.startsWith("aws:resourcetag/")
        || (name.startsWith("aws:principal")
            && !name.contains("orgpaths")
            && !name.contains("list"))
        || name.startsWith("aws:source")
        || name.startsWith("aws:multifactorauth")
        || name.equals("aws:securetransport")
        || name.equals("aws:requestedregion")
        || name.equals("aws:viaawsservice")
        || name.equals("aws:resourceaccount")
        || name.equals("aws:resourceorgid")
        || name.equals("sts:externalid")
        || name.equals("sts:rolesessionname");
  }
}
