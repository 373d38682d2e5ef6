package dev.gatehouse.policy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.compare.Comparison.Answer;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.reference.PolicyGenerator;
import dev.gatehouse.policy.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * On generated pairs: "no new access" is never wrong, and every witness stands before the slow
 * evaluator.
 */
@Tag("once")
class ComparisonSoundnessTest {
  private static final Policy ALL =
      Policy.parse(
          "all",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  @Test
  void answersHold() {
    hold(11, 250, 80);
  }

  @Test
  @Tag("long")
  void answersHoldOften() {
    hold(3_000_000, 8_000, 100);
  }

  private static void hold(long firstSeed, int pairs, int requests) {
    Map<Answer, Integer> seen = new EnumMap<>(Answer.class);
    for (long seed = firstSeed; seed < firstSeed + pairs; seed++) {
      PolicyGenerator generator = new PolicyGenerator(seed);
      Random random = new Random(seed);
      PolicyKind kind = seed % 2 == 0 ? PolicyKind.IDENTITY : PolicyKind.RESOURCE;
      List<String> statements = new ArrayList<>();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        statements.add(generator.statement(kind == PolicyKind.RESOURCE, 20));
      }
      Policy old = policy(statements, random);
      if (random.nextInt(3) > 0 && statements.size() > 1) {
        statements.remove(random.nextInt(statements.size()));
      }
      if (random.nextInt(3) == 0) {
        statements.add(generator.statement(kind == PolicyKind.RESOURCE, 20));
      }
      Policy changed = policy(statements, random);
      Comparison comparison = Comparison.of(old, changed, kind);
      seen.merge(comparison.answer(), 1, Integer::sum);
      if (comparison.answer() == Answer.NO_NEW_ACCESS) {
        for (int i = 0; i < requests; i++) {
          Request request = generator.request();
          assertThat(isNew(request, old, changed, kind))
              .as(() -> describe(request, old, changed))
              .isFalse();
        }
      } else if (comparison.witness() != null) {
        Request witness = comparison.witness();
        assertThat(isNew(witness, old, changed, kind))
            .as(() -> describe(witness, old, changed))
            .isTrue();
      }
    }
    assertThat(seen.get(Answer.NO_NEW_ACCESS)).isGreaterThan(pairs / 10);
    assertThat(seen.get(Answer.NEW_ACCESS)).isGreaterThan(pairs / 10);
  }

  private static Policy policy(List<String> statements, Random random) {
    String version = random.nextInt(6) > 0 ? "\"Version\":\"2012-10-17\"," : "";
    return Policy.parse("p", "{" + version + "\"Statement\":" + statements + "}");
  }

  private static boolean isNew(Request request, Policy old, Policy changed, PolicyKind kind) {
    List<PolicySet.Builder> environments =
        kind == PolicyKind.IDENTITY
            ? List.of(PolicySet.builder(), PolicySet.builder().identity(ALL))
            : List.of(
                PolicySet.builder(),
                PolicySet.builder().identity(ALL),
                PolicySet.builder().boundary(List.of()));
    for (PolicySet.Builder environment : environments) {
      Outcome before = outcome(request, environment, old, kind);
      Outcome after = outcome(request, environment, changed, kind);
      if (after == Outcome.ALLOWED && before != Outcome.ALLOWED) {
        return true;
      }
    }
    return false;
  }

  private static Outcome outcome(
      Request request, PolicySet.Builder environment, Policy policy, PolicyKind kind) {
    PolicySet set =
        kind == PolicyKind.IDENTITY
            ? environment.identity(own(environment, policy)).build()
            : environment.resource(policy).build();
    return ReferenceEvaluator.decide(request, set);
  }

  /** The policy, beside one that allows everything where the environment has that. */
  private static List<Policy> own(PolicySet.Builder environment, Policy policy) {
    boolean beside = environment.build().identity().contains(ALL);
    return beside ? List.of(policy, ALL) : List.of(policy);
  }

  private static String describe(Request request, Policy old, Policy changed) {
    StringBuilder text =
        new StringBuilder(request + " " + request.resourceAccount() + " " + request.context());
    old.statements()
        .forEach(
            s ->
                text.append("\nold ")
                    .append(old.version())
                    .append(JsonWriter.pretty(s.source()).replaceAll("\\s+", " ")));
    changed
        .statements()
        .forEach(
            s ->
                text.append("\nnew ")
                    .append(changed.version())
                    .append(JsonWriter.pretty(s.source()).replaceAll("\\s+", " ")));
    return text.toString();
  }
}
