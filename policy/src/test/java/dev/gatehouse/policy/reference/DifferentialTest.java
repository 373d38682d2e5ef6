package dev.gatehouse.policy.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The evaluator against the slow one on generated policies and requests. */
@Tag("once")
class DifferentialTest {
  private static final int REQUESTS_A_SET = 25;

  @Test
  void fastAndSlowEvaluatorAgree() {
    agree(1, 8_000);
  }

  @Test
  @Tag("long")
  void fastAndSlowEvaluatorAgreeOnMillions() {
    agree(1_000_000, 120_000);
  }

  /** An answer given without knowing a key must be the answer whatever the key holds. */
  @Test
  void answersDespiteUnknownKeysHoldForEveryValue() {
    unknown(7, 4_000);
  }

  @Test
  @Tag("long")
  void answersDespiteUnknownKeysHoldForEveryValueOften() {
    unknown(2_000_000, 60_000);
  }

  private static void agree(long firstSeed, int sets) {
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    for (long seed = firstSeed; seed < firstSeed + sets; seed++) {
      PolicyGenerator generator = new PolicyGenerator(seed);
      PolicySet policies = generator.policies();
      for (int i = 0; i < REQUESTS_A_SET; i++) {
        Request request = generator.request();
        Outcome slow = ReferenceEvaluator.decide(request, policies);
        Outcome fast = Evaluator.decide(request, policies).outcome();
        assertThat(fast).as(() -> describe(request, policies)).isEqualTo(slow);
        seen.merge(fast, 1, Integer::sum);
      }
    }
    int atLeast = sets * REQUESTS_A_SET / 50;
    assertThat(seen.get(Outcome.ALLOWED)).isGreaterThan(atLeast);
    assertThat(seen.get(Outcome.IMPLICITLY_DENIED)).isGreaterThan(atLeast);
    assertThat(seen.get(Outcome.EXPLICITLY_DENIED)).isGreaterThan(atLeast);
  }

  private static void unknown(long firstSeed, int sets) {
    int unknown = 0;
    int decided = 0;
    for (long seed = firstSeed; seed < firstSeed + sets; seed++) {
      PolicyGenerator generator = new PolicyGenerator(seed);
      PolicySet policies = generator.policies();
      for (int i = 0; i < 8; i++) {
        Request known = generator.request();
        String key = generator.keys().get((int) ((seed + i) % generator.keys().size()));
        // These also say what kind of call it is; where nobody knows them it is the plainest one.
        if (key.startsWith("sts:")
            || key.contains("RequestTag")
            || key.contains("TokenIssue")
            || key.contains("MultiFactor")) {
          continue;
        }
        Context hidden = known.context().toBuilder().unknown(key).build();
        Outcome answer = Evaluator.decide(known.withContext(hidden), policies).outcome();
        if (answer == Outcome.UNKNOWN) {
          unknown++;
          continue;
        }
        decided++;
        for (int value = 0; value < 6; value++) {
          Context.Builder keys = new Context.Builder();
          known.context().entries().forEach((name, v) -> copy(keys, name, v, key));
          if (value > 0) {
            generator.value(keys, key);
          }
          Request full = known.withContext(keys.build());
          Outcome slow = ReferenceEvaluator.decide(full, policies);
          boolean same = answer == Outcome.ALLOWED ? slow == answer : slow != Outcome.ALLOWED;
          assertThat(same)
              .as(() -> slow + " but " + answer + "\n" + describe(full, policies))
              .isTrue();
        }
      }
    }
    assertThat(unknown).isGreaterThan(sets / 50);
    assertThat(decided).isGreaterThan(sets / 10);
  }

  private static void copy(Context.Builder keys, String name, Object value, String except) {
    if (name.equalsIgnoreCase(except)) {
      return;
    }
    if (value instanceof String text) {
      keys.put(name, text);
    } else if (value instanceof java.util.List<?> several) {
      keys.putAll(name, several.stream().map(String::valueOf).toList());
    }
  }

  private static String describe(Request request, PolicySet policies) {
    StringBuilder text =
        new StringBuilder(request + " of " + request.resourceAccount() + "\n" + request.context());
    policies
        .identity()
        .forEach(
            p ->
                p.statements()
                    .forEach(
                        s ->
                            text.append("\nidentity ")
                                .append(p.version())
                                .append(json(s.source()))));
    if (policies.resource() != null) {
      policies
          .resource()
          .statements()
          .forEach(
              s ->
                  text.append("\nresource ")
                      .append(policies.resource().version())
                      .append(json(s.source())));
    }
    if (policies.boundary() != null) {
      policies
          .boundary()
          .forEach(
              p ->
                  p.statements()
                      .forEach(
                          s ->
                              text.append("\nboundary ")
                                  .append(p.version())
                                  .append(json(s.source()))));
    }
    if (policies.session() != null) {
      policies
          .session()
          .forEach(
              p ->
                  p.statements()
                      .forEach(
                          s ->
                              text.append("\nsession ")
                                  .append(p.version())
                                  .append(json(s.source()))));
    }
    policies
        .scps()
        .forEach(
            l ->
                l.policies()
                    .forEach(
                        p ->
                            p.statements()
                                .forEach(
                                    s ->
                                        text.append("\nscp ")
                                            .append(l.id())
                                            .append(p.version())
                                            .append(json(s.source())))));
    policies
        .rcps()
        .forEach(
            l ->
                l.policies()
                    .forEach(
                        p ->
                            p.statements()
                                .forEach(
                                    s ->
                                        text.append("\nrcp ")
                                            .append(l.id())
                                            .append(p.version())
                                            .append(json(s.source())))));
    return text.toString();
  }

  private static String json(dev.gatehouse.policy.json.JsonValue value) {
    return dev.gatehouse.policy.json.JsonWriter.pretty(value).replaceAll("\\s+", " ");
  }
}
