package dev.gatehouse.harden.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.harden.history.CallSignatures;
import dev.gatehouse.harden.history.ContextOfRecord;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.history.VolatileKeys;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.reference.ReferenceEvaluator;
import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The replay of records against the truth: whole contexts, decided by the second evaluator, which
 * shares no code with the first.
 */
class ReplaySoundnessTest {
  private static final Policy EVERYTHING =
      Policy.parse(
          "everything",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
  private static final Estate ESTATE =
      SmallEstate.with(
          "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':'123456789012'},'Action':'sts:AssumeRole'}}");

  private final Map<ReplayAnswer, Integer> answers = new EnumMap<>(ReplayAnswer.class);

  @Property(tries = 4_000, seed = "20261130")
  void neverSaysWhatIsNotTrue(@ForAll long seed) {
    one(new Random(seed));
  }

  @Property(tries = 150_000)
  @Tag("long")
  void neverSaysWhatIsNotTrueFarAndWide(@ForAll long seed) {
    one(new Random(seed));
  }

  /** Without enough of each answer the property would say nothing. */
  @Test
  void givesEveryAnswer() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      one(random);
    }
    assertThat(answers.keySet()).isEqualTo(Set.of(ReplayAnswer.values()));
    int decided =
        answers.get(ReplayAnswer.STILL_ALLOWED)
            + answers.get(ReplayAnswer.WOULD_BE_DENIED)
            + answers.get(ReplayAnswer.REFUSED_ALREADY);
    assertThat(decided).isGreaterThan(2 * answers.get(ReplayAnswer.CANNOT_TELL));
  }

  /** The owner's copy hides who called, and only the policy of that time names the role. */
  @Test
  void aCallerThatOnlyTheFormerPolicyNames() {
    Policy then =
        trust(
            "{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole','Condition':{'StringEquals':{'aws:SourceVpc':'vpc-0'}}},"
                + "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::999988887777:role/scanner'},'Action':'sts:AssumeRole'}");
    Policy now = trust("{'Effect':'Allow','Principal':'*','Action':'sts:*'}");
    Policy asked =
        trust(
            "{'Effect':'Allow','Principal':'*','Action':'sts:*','Condition':{'StringEquals':{'aws:PrincipalTag/team':'red'}}}");
    TrailEvent record =
        Trail.events(
                "{'eventVersion':'1.08','eventID':'e-1','eventTime':'2026-03-02T10:00:00Z','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','eventType':'AwsApiCall','awsRegion':'eu-west-1','sourceIPAddress':'198.51.100.9','recipientAccountId':'123456789012','userIdentity':{'type':'AWSAccount','principalId':'AROAEXAMPLEOUT:s-1','accountId':'999988887777'},'requestParameters':{'roleArn':'arn:aws:iam::123456789012:role/target','roleSessionName':'nightly'},'responseElements':{'credentials':{'accessKeyId':'ASIAEXAMPLE0000009'}}}")
            .get(0);
    ObservedCalls use =
        CallSignatures.use(record, VolatileKeys.of(List.of(then, now, asked)), then);

    Replayed replayed = replay(now, asked).of(use, asked);

    assertThat(replayed.answer()).isEqualTo(ReplayAnswer.CANNOT_TELL);
    assertThat(replayed.unknown()).contains("aws:PrincipalTag/team");
  }

  private static Policy trust(String statements) {
    return Policy.parse(
        "trust", ("{'Version':'2012-10-17','Statement':[" + statements + "]}").replace('\'', '"'));
  }

  private static Replay replay(Policy now, Policy asked) {
    return new Replay(
        TrueCall.ROLE,
        ESTATE.inventory(),
        new ContextOfRecord(ESTATE, ESTATE.inventory(), Set.of()),
        now,
        List.of(asked));
  }

  private void one(Random random) {
    TrustGenerator generator = new TrustGenerator(random);
    TrueCall call = TrueCall.random(random);
    Policy then = generator.loose();
    Policy now = random.nextInt(4) == 0 ? generator.policy() : then;
    Policy asked = generator.policy();
    boolean ownPolicies = ownPolicies(call.request().caller(), random);
    if (ReferenceEvaluator.decide(call.request(), set(then, ownPolicies)) != Outcome.ALLOWED) {
      return;
    }
    VolatileKeys keys = VolatileKeys.of(List.of(then, now, asked));
    ObservedCalls use = CallSignatures.use(call.record(), keys, then);
    Replayed replayed = replay(now, asked).of(use, asked);

    answers.merge(replayed.answer(), 1, Integer::sum);
    boolean allowed =
        ReferenceEvaluator.decide(call.request(), set(asked, ownPolicies)) == Outcome.ALLOWED;
    String what =
        call.request()
            + "\n"
            + call.request().context()
            + "\nthen "
            + TrustDocument.of(then).canonical()
            + "\nasked "
            + TrustDocument.of(asked).canonical()
            + "\n"
            + replayed;
    switch (replayed.answer()) {
      case STILL_ALLOWED -> assertThat(allowed).as(what).isTrue();
      case WOULD_BE_DENIED -> assertThat(allowed).as(what).isFalse();
      case REFUSED_ALREADY -> {
        assertThat(allowed).as(what).isFalse();
        assertThat(ReferenceEvaluator.decide(call.request(), set(now, ownPolicies)))
            .as(what)
            .isNotEqualTo(Outcome.ALLOWED);
      }
      case CANNOT_TELL -> assertThat(replayed.unknown()).as(what).isNotEmpty();
    }
  }

  /** As the dump of the role's own account says; of other accounts nobody knows. */
  private static boolean ownPolicies(Caller caller, Random random) {
    return caller.account().equals(TrueCall.OWNER)
        ? caller.name().equals("alice")
        : random.nextInt(4) > 0;
  }

  private static PolicySet set(Policy trust, boolean ownPolicies) {
    PolicySet.Builder set = PolicySet.builder().resource(trust);
    return (ownPolicies ? set.identity(EVERYTHING) : set).build();
  }
}
