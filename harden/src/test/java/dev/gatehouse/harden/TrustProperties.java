package dev.gatehouse.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The checklist against the evaluator, which knows nothing of it. What a caller can carry is
 * written down here a second time, by hand, so that an error in one table shows.
 */
class TrustProperties {
  private static final String ROLE = "arn:aws:iam::123456789012:role/app";
  private static final String FUNCTION_ROLE = "arn:aws:iam::111122223333:role/service-role/fn";
  private static final Policy EVERYTHING =
      Policy.parse(
          "everything",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  /** A principal, who it is for the evaluator, and a request that such a caller can make. */
  private enum Who {
    USER("AWS", "arn:aws:iam::123456789012:user/alice"),
    ACCOUNT("AWS", "arn:aws:iam::123456789012:root"),
    SISTER_ROLE("AWS", "arn:aws:iam::111122223333:role/build"),
    FUNCTION("AWS", FUNCTION_ROLE),
    THIRD_PARTY("AWS", "arn:aws:iam::777788889999:root"),
    SERVICE("Service", "scheduler.amazonaws.com"),
    INSTANCE_SERVICE("Service", "ec2.amazonaws.com"),
    PIPELINE(
        "Federated", "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");

    final String type;
    final String value;

    Who(String type, String value) {
      this.type = type;
      this.value = value;
    }

    String action() {
      return this == PIPELINE ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole";
    }

    Caller caller(Random random) {
      return switch (this) {
        case USER -> Caller.parse(value);
        case ACCOUNT ->
            random.nextBoolean()
                ? Caller.parse("arn:aws:iam::123456789012:user/bob")
                : session("123456789012", "arn:aws:iam::123456789012:role/ci-1");
        case SISTER_ROLE, FUNCTION -> session("111122223333", value);
        case THIRD_PARTY -> session("777788889999", "arn:aws:iam::777788889999:role/scanner");
        case SERVICE, INSTANCE_SERVICE -> Caller.service(value);
        case PIPELINE -> Caller.federated(value);
      };
    }

    private static Caller session(String account, String role) {
      String name = role.substring(role.lastIndexOf('/') + 1);
      return Caller.parse("arn:aws:sts::" + account + ":assumed-role/" + name + "/s")
          .withRoleArn(role);
    }

    /** Keys that a request of such a caller can have; drawn at random. */
    Context context(Random random, Caller caller) {
      Context.Builder keys = Context.empty().toBuilder();
      boolean service = this == SERVICE || this == INSTANCE_SERVICE;
      keys.put("sts:RoleSessionName", pick(random, "ci-1", "cd-1", "x"));
      keys.put("aws:SecureTransport", "true");
      if (this == SERVICE) {
        keys.put("aws:SourceAccount", pick(random, "123456789012", "777788889999"));
        keys.put(
            "aws:SourceArn",
            pick(
                random,
                "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/night",
                "arn:aws:scheduler:eu-west-1:777788889999:schedule-group/night"));
      }
      if (!service) {
        if (random.nextBoolean()) {
          keys.put("aws:SourceIp", pick(random, "192.0.2.9", "198.51.100.7", "11.0.0.1"));
        } else {
          keys.put("aws:SourceVpce", pick(random, "vpce-0a1b2c3d", "vpce-1"));
          keys.put("aws:VpcSourceIp", pick(random, "10.0.0.1", "172.16.3.4"));
        }
      }
      if (this == PIPELINE) {
        String provider = "token.actions.githubusercontent.com";
        keys.put(
            provider + ":sub",
            pick(random, "repo:example-org/app:ref:refs/heads/main", "repo:x/y:pull_request"));
        keys.put(provider + ":aud", pick(random, "sts.amazonaws.com", "other"));
      }
      if (caller.hasIdentity()) {
        if (this != THIRD_PARTY) {
          keys.put("aws:PrincipalOrgID", "o-example");
        } else {
          keys.put("aws:PrincipalOrgID", "o-vendor");
        }
        if (random.nextBoolean()) {
          keys.put("sts:ExternalId", pick(random, "a1b2-example", "guess"));
        }
        if (random.nextBoolean()) {
          keys.put("aws:PrincipalTag/team", pick(random, "red", "blue"));
        }
        boolean temporary = caller.isRole() || random.nextBoolean();
        if (temporary) {
          boolean factor = this != FUNCTION && random.nextBoolean();
          keys.put("aws:MultiFactorAuthPresent", String.valueOf(factor));
          if (factor) {
            keys.put("aws:MultiFactorAuthAge", pick(random, "0", "299", "1800", "86400"));
          }
        }
      }
      return keys.build();
    }
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  /** An operator, a key and a value. */
  private record Asked(String operator, String key, String value) {}

  private static final List<Asked> CONDITIONS =
      List.of(
          new Asked("StringEquals", "aws:SourceAccount", "123456789012"),
          new Asked("ArnLike", "aws:SourceArn", "arn:aws:scheduler:*:123456789012:*"),
          new Asked("ArnLikeIfExists", "aws:SourceArn", "arn:aws:scheduler:*:123456789012:*"),
          new Asked("StringEquals", "aws:PrincipalOrgID", "o-example"),
          new Asked("StringNotEquals", "aws:PrincipalOrgID", "o-example"),
          new Asked("StringEqualsIfExists", "aws:PrincipalOrgID", "o-example"),
          new Asked("StringEquals", "sts:ExternalId", "a1b2-example"),
          new Asked("StringLike", "sts:ExternalId", "*"),
          new Asked("Null", "sts:ExternalId", "false"),
          new Asked("Bool", "aws:MultiFactorAuthPresent", "true"),
          new Asked("BoolIfExists", "aws:MultiFactorAuthPresent", "true"),
          new Asked("NumericLessThan", "aws:MultiFactorAuthAge", "300"),
          new Asked("NumericGreaterThan", "aws:MultiFactorAuthAge", "600"),
          new Asked("NumericLessThanIfExists", "aws:MultiFactorAuthAge", "300"),
          new Asked("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
          new Asked("IpAddress", "aws:SourceIp", "10.0.0.0/7"),
          new Asked("IpAddress", "aws:SourceIp", "192.0.2.0/24"),
          new Asked("NotIpAddress", "aws:SourceIp", "192.0.2.0/24"),
          new Asked("StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d"),
          new Asked("StringLike", "sts:RoleSessionName", "ci-*"),
          new Asked("StringNotLike", "sts:RoleSessionName", "ci-*"),
          new Asked("StringEquals", "aws:PrincipalTag/team", "red"),
          new Asked("StringEqualsIgnoreCase", "aws:PrincipalTag/team", "BLUE"),
          new Asked("ArnLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/ci-*"),
          new Asked("StringEquals", "aws:PrincipalIsAWSService", "false"),
          new Asked("StringLike", "token.actions.githubusercontent.com:sub", "repo:example-org/*"),
          new Asked(
              "StringEquals", "token.actions.githubusercontent.com:aud", "sts.amazonaws.com"));

  @Provide
  Arbitrary<Map<String, Object>> trust() {
    Arbitrary<List<Asked>> asked = Arbitraries.of(CONDITIONS).list().ofMaxSize(3);
    Arbitrary<Map<String, Object>> allow =
        Combinators.combine(Arbitraries.of(Who.values()), asked)
            .as((who, conditions) -> statement(who, conditions, "Allow"));
    Arbitrary<Map<String, Object>> deny =
        Combinators.combine(Arbitraries.of(Who.values()), asked)
            .as(
                (who, conditions) -> {
                  Map<String, Object> statement = statement(who, conditions, "Deny");
                  statement.put("Principal", "*");
                  statement.put("Action", "sts:*");
                  return statement;
                });
    return Combinators.combine(allow, deny.injectNull(0.6))
        .as(
            (one, two) -> {
              List<Object> statements = new ArrayList<>(List.of(one));
              if (two != null) {
                statements.add(two);
              }
              Map<String, Object> policy = new LinkedHashMap<>();
              policy.put("Version", "2012-10-17");
              policy.put("Statement", statements);
              return policy;
            });
  }

  private static Map<String, Object> statement(Who who, List<Asked> conditions, String effect) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", effect);
    statement.put("Principal", Map.of(who.type, who.value));
    statement.put("Action", who.action());
    Map<String, Map<String, Object>> block = new LinkedHashMap<>();
    for (Asked each : conditions) {
      block
          .computeIfAbsent(each.operator(), o -> new LinkedHashMap<>())
          .put(each.key(), each.value());
    }
    if (!block.isEmpty()) {
      statement.put("Condition", block);
    }
    return statement;
  }

  private static RoleReport check(Map<String, Object> trust) {
    RoleFacts fn =
        TrustCase.facts(
            FUNCTION_ROLE,
            Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                    Map.of(
                        "Effect", "Allow",
                        "Principal", Map.of("Service", "lambda.amazonaws.com"),
                        "Action", "sts:AssumeRole"))),
            3600,
            "low");
    RoleContext around =
        new RoleContext(
            TrustCase.ESTATE,
            TrustCase.ESTATE.inventory(),
            Map.of(FUNCTION_ROLE, fn),
            account -> List.of(),
            TrustCase.NOW);
    return new TrustChecklist(around).check(TrustCase.facts(ROLE, trust, 3600, "critical"));
  }

  private static Outcome decide(Who who, Caller caller, Policy trust, Context context) {
    Request request = Request.of(caller, who.action(), ROLE, context);
    PolicySet policies = PolicySet.builder().identity(EVERYTHING).resource(trust).build();
    return Evaluator.decide(DerivedContext.derive(request, TrustCase.NOW), policies).outcome();
  }

  private static Who who(PartyReport party) {
    for (Who who : Who.values()) {
      if (who.value.equals(party.party().entry().value())) {
        return who;
      }
    }
    throw new AssertionError(party.party().entry().value());
  }

  @Property(tries = 2000, seed = "20261130")
  void whatNobodyCanMeetIsNeverAllowed(
      @ForAll("trust") Map<String, Object> trust, @ForAll Random random) {
    Policy policy = Policy.parse("trust", JsonWriter.line(trust));
    for (PartyReport party : check(trust).parties()) {
      if (!party.isUnsatisfiable()) {
        continue;
      }
      Who who = who(party);
      for (int i = 0; i < 20; i++) {
        Caller caller = who.caller(random);
        Context context = who.context(random, caller);
        assertThat(decide(who, caller, policy, context))
            .as("%s with %s under %s", caller, context, trust)
            .isNotEqualTo(Outcome.ALLOWED);
      }
    }
  }

  @Property(tries = 2000, seed = "20261130")
  void theWitnessIsAllowed(@ForAll("trust") Map<String, Object> trust) {
    Policy policy = Policy.parse("trust", JsonWriter.line(trust));
    for (PartyReport party : check(trust).parties()) {
      Context witness = party.admission().witness();
      if (party.admission().possible() != Truth.YES || witness == null) {
        continue;
      }
      Who who = who(party);
      Caller caller = caller(who, witness);
      assertThat(decide(who, caller, policy, witness))
          .as("%s with %s under %s", caller, witness, trust)
          .isEqualTo(Outcome.ALLOWED);
    }
  }

  /** Somebody of the account whom the witness means. */
  private static Caller caller(Who who, Context witness) {
    String arn = witness.value("aws:PrincipalArn");
    if (arn == null || who == Who.USER) {
      return who.caller(new Random(1));
    }
    return arn.contains(":user/") ? Caller.parse(arn) : Who.session(arn.split(":")[4], arn);
  }

  @Property(tries = 2000, seed = "20261130")
  void theRemedyMeetsThePoint(@ForAll("trust") Map<String, Object> trust) {
    for (PartyReport party : check(trust).parties()) {
      for (PointResult point : party.points()) {
        if (point.verdict() != PointVerdict.MISSING || point.remedy() == null) {
          continue;
        }
        RoleReport mended = check(with(trust, point.remedy()));
        PartyReport again = mended.parties().get(0);
        if (again.isUnsatisfiable()) {
          continue; // a condition on the same key asked for something else
        }
        assertThat(again.point(point.point()).verdict())
            .as("%s of %s with %s", point.point(), trust, point.remedy())
            .isEqualTo(PointVerdict.MET);
      }
    }
  }

  private static Map<String, Object> with(Map<String, Object> trust, Remedy remedy) {
    List<?> before = (List<?>) trust.get("Statement");
    Map<String, Object> allow = new LinkedHashMap<>();
    ((Map<?, ?>) before.get(0)).forEach((key, value) -> allow.put(key.toString(), value));
    Map<String, Map<String, Object>> block = new LinkedHashMap<>();
    if (allow.get("Condition") instanceof Map<?, ?> old) {
      old.forEach(
          (operator, keys) -> {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) keys).forEach((key, value) -> copy.put(key.toString(), value));
            block.put(operator.toString(), copy);
          });
    }
    remedy
        .conditions()
        .forEach(
            (operator, keys) ->
                block.computeIfAbsent(operator, o -> new LinkedHashMap<>()).putAll(keys));
    allow.put("Condition", block);
    List<Object> statements = new ArrayList<>(before);
    statements.set(0, allow);
    Map<String, Object> mended = new LinkedHashMap<>(trust);
    mended.put("Statement", statements);
    return mended;
  }

  @Property(tries = 1000, seed = "20261130")
  void whoLacksWhatIsMetIsRefused(
      @ForAll("trust") Map<String, Object> trust, @ForAll Random random) {
    Policy policy = Policy.parse("trust", JsonWriter.line(trust));
    for (PartyReport party : check(trust).parties()) {
      Who who = who(party);
      for (int i = 0; i < 10; i++) {
        Caller caller = who.caller(random);
        Context.Builder worse = who.context(random, caller).toBuilder();
        Map<ChecklistPoint, Runnable> lacking =
            Map.of(
                ChecklistPoint.EXTERNAL_ID, () -> worse.putAll("sts:ExternalId", List.of()),
                ChecklistPoint.PRINCIPAL_ORG_ID,
                    () -> worse.put("aws:PrincipalOrgID", "o-stranger"),
                ChecklistPoint.MFA,
                    () ->
                        worse
                            .put("aws:MultiFactorAuthPresent", "false")
                            .putAll("aws:MultiFactorAuthAge", List.of()));
        for (var lack : lacking.entrySet()) {
          if (party.point(lack.getKey()).verdict() == PointVerdict.MET) {
            lack.getValue().run();
            assertThat(decide(who, caller, policy, worse.build()))
                .as("%s without %s under %s", caller, lack.getKey(), trust)
                .isNotEqualTo(Outcome.ALLOWED);
          }
        }
      }
    }
  }
}
