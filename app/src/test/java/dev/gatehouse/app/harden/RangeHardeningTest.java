package dev.gatehouse.app.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.estate.Answer;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.intent.Documented;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.reference.ReferenceEvaluator;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All proposals for a generated organization under attack, asked again by the reference evaluator,
 * which shares nothing with the product but the request: no benign call is denied, and nobody who
 * came only in attacks is let in by what is proposed. Statements that nobody benign came by stay as
 * they were, and so does what the trust map documents.
 */
@Tag("long")
class RangeHardeningTest {
  private static final Policy EVERYTHING =
      Policy.parse(
          "everything",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  @TempDir Path folder;

  /**
   * A policy that changes.
   *
   * @param untouched the statements that stand in both as they were
   */
  private record Proposal(Policy current, Policy proposed, Policy untouched) {}

  private final Map<String, Proposal> proposals = new HashMap<>();
  private final Map<String, TrailEvent> calls = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {61, 62})
  void deniesNoBenignCallAndKeepsNobodyWhoCameInAttacksOnly(int seed) throws IOException {
    Path range = generated(seed);
    propose(range);
    Set<String> attacks = new HashSet<>();
    for (String line : Files.readAllLines(range.resolve("truth/labels.jsonl"))) {
      attacks.add(Objects.requireNonNull(Json.text(line, "eventID")));
    }
    Estate estate = EstateFolder.read(range.resolve("estate")).estate();
    scan(range);
    List<String> denied = new ArrayList<>();
    Set<String> benign = new HashSet<>();
    Set<String> inAttacks = new TreeSet<>();
    Set<String> kept = new TreeSet<>();
    Set<String> leftOpen = new TreeSet<>();
    long asked = 0;
    for (TrailEvent event : calls.values()) {
      String role = Objects.requireNonNull(event.request("roleArn"));
      Request request = request(event, role, estate);
      String pair = request == null ? "" : name(event, request) + " -> " + role;
      boolean attack = attacks.contains(event.id());
      (attack ? inAttacks : benign).add(pair);
      Proposal proposal = proposals.get(role);
      if (request == null || proposal == null || !allows(request, proposal.current())) {
        continue;
      }
      asked++;
      boolean allowed = allows(request, proposal.proposed());
      if (attack && allowed && !isDocumented(request, role, event.time(), estate)) {
        (allows(request, proposal.untouched()) ? leftOpen : kept).add(pair);
      } else if (!attack && !allowed) {
        denied.add(event.id() + " " + pair);
      }
    }
    inAttacks.removeAll(benign);
    kept.removeAll(benign);
    leftOpen.removeAll(benign);
    System.out.printf(
        "seed %d: %d policies change, %d calls asked, %d benign denied, of %d attack-only callers"
            + " %d kept and %d let in by statements left as they were%n",
        seed,
        proposals.size(),
        asked,
        denied.size(),
        inAttacks.size(),
        kept.size(),
        leftOpen.size());
    assertThat(asked).isGreaterThan(100);
    assertThat(denied).isEmpty();
    assertThat(kept).isEmpty();
  }

  private Path generated(int seed) {
    Path out = folder.resolve("range");
    Invocation made =
        Invocation.of(
            "range",
            "generate",
            "--seed",
            String.valueOf(seed),
            "--accounts",
            "8",
            "--days",
            "10",
            "--events-per-day",
            "1500",
            "--slot-minutes",
            "120",
            "--out",
            out.toString());
    assertThat(made.exitCode()).isEqualTo(ExitCode.DONE);
    return out;
  }

  private void propose(Path range) {
    Invocation hardened =
        Invocation.of(
            "harden",
            "--all",
            "--config",
            "",
            "--enough-days",
            "9",
            "--format",
            "jsonl",
            "--estate",
            range.resolve("estate").toString(),
            "--trail",
            range.resolve("trail").toString());
    assertThat(hardened.exitCode()).isEqualTo(ExitCode.DONE);
    for (String line : hardened.out().lines().filter(each -> each.startsWith("{")).toList()) {
      Map<?, ?> result = (Map<?, ?>) Json.tree(line);
      String role = String.valueOf(result.get("role"));
      String current = JsonWriter.line(result.get("current"));
      String proposed = JsonWriter.line(result.get("policy"));
      if (!current.equals(proposed)) {
        List<?> before = statements(result.get("current"));
        List<Object> same = new ArrayList<>(statements(result.get("policy")));
        same.retainAll(before);
        String untouched = JsonWriter.line(Map.of("Version", "2012-10-17", "Statement", same));
        proposals.put(
            role,
            new Proposal(
                Policy.parse("current", current),
                Policy.parse("new", proposed),
                Policy.parse("untouched", untouched)));
      }
    }
  }

  private static List<?> statements(@Nullable Object document) {
    return (List<?>)
        Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(document)).get("Statement"));
  }

  private void scan(Path range) {
    Terminal silent =
        Terminal.of(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of());
    TrailInput.of(TrailOptions.of(List.of(range.resolve("trail").toString()), null), silent)
        .scan((event, raw) -> take(event));
  }

  /** Of the two copies of a call across accounts the caller's says who it was. */
  private void take(TrailEvent event) {
    boolean assumes =
        event.eventName().startsWith("AssumeRole")
            && event.eventSource().equals("sts.amazonaws.com")
            && event.succeeded()
            && event.request("roleArn") != null;
    if (assumes) {
      String id = event.sharedEventID() == null ? event.id() : event.sharedEventID();
      calls.merge(
          id, event, (one, other) -> one.userIdentity().type().equals("AWSAccount") ? other : one);
    }
  }

  private static String name(TrailEvent event, Request request) {
    String subject = event.response("subjectFromWebIdentityToken");
    Caller caller = request.caller();
    String role = caller.roleArn();
    return (role == null ? caller.text() : role) + (subject == null ? "" : " " + subject);
  }

  /** What the trust map documents stays, whoever stole it. */
  private static boolean isDocumented(Request request, String role, Instant time, Estate estate) {
    String arn = request.caller().roleArn();
    return arn != null
        && estate.trustMap().documented(arn, role, time, 1).status()
            == Documented.Status.DOCUMENTED;
  }

  private static boolean allows(Request request, Policy trust) {
    return ReferenceEvaluator.decide(
            request, PolicySet.builder().identity(EVERYTHING).resource(trust).build())
        == Outcome.ALLOWED;
  }

  /** The call with what its record says, by the IAM guide; null where it names no caller. */
  private static @Nullable Request request(TrailEvent event, String role, Estate estate) {
    var identity = event.userIdentity();
    Context.Builder keys = new Context.Builder();
    keys.put("aws:SecureTransport", "true").put("aws:CurrentTime", event.time().toString());
    put(keys, "sts:RoleSessionName", event.request("roleSessionName"));
    put(keys, "sts:ExternalId", event.request("externalId"));
    put(keys, "sts:SourceIdentity", event.request("sourceIdentity"));
    if (event.requestParameters() != null
        && Json.object(event.requestParameters()).get("tags") instanceof List<?> tags) {
      for (Object tag : tags) {
        Map<?, ?> pair = (Map<?, ?>) tag;
        keys.put("aws:RequestTag/" + pair.get("key"), String.valueOf(pair.get("value")));
      }
    }
    Caller caller;
    switch (identity.type()) {
      case "AWSService" -> caller = Caller.service(String.valueOf(identity.invokedBy()));
      case "WebIdentityUser", "SAMLUser" -> {
        String provider =
            identity.type().equals("SAMLUser")
                ? event.request("principalArn")
                : identity.identityProvider();
        if (provider == null) {
          return null;
        }
        boolean saml = identity.type().equals("SAMLUser");
        int path = provider.indexOf("oidc-provider/");
        String issuer = path < 0 ? provider : provider.substring(path + "oidc-provider/".length());
        caller =
            Caller.federated(
                saml || provider.startsWith("arn:")
                    ? provider
                    : Arn.iam("aws", Arn.account(role), "oidc-provider/" + provider));
        put(
            keys,
            saml ? "saml:sub" : issuer + ":sub",
            event.response(saml ? "subject" : "subjectFromWebIdentityToken"));
        put(keys, saml ? "saml:aud" : issuer + ":aud", event.response("audience"));
      }
      default -> {
        String arn = identity.arn();
        String account = identity.accountId();
        if (account == null) {
          return null;
        }
        SessionContext session = identity.session();
        String issuer = session == null ? null : session.issuerArn();
        caller = Caller.parse(arn == null ? "arn:aws:iam::" + account + ":role/hidden" : arn);
        caller = issuer == null ? caller : caller.withRoleArn(issuer);
        keys.put("aws:PrincipalArn", issuer != null ? issuer : caller.text());
        keys.put("aws:PrincipalAccount", account);
        if (estate.isOwnAccount(account) == Answer.YES) {
          put(keys, "aws:PrincipalOrgID", estate.organization().orElseThrow().id());
        }
        secondFactor(keys, event);
      }
    }
    String address = event.sourceIPAddress();
    if (address != null && address.matches("[0-9.]+|[0-9a-f:]+")) {
      if (event.vpcEndpointId() == null) {
        keys.put("aws:SourceIp", address);
      } else {
        keys.put("aws:VpcSourceIp", address).put("aws:SourceVpce", event.vpcEndpointId());
      }
    }
    return Request.of(caller, "sts:" + event.eventName(), role, keys.build());
  }

  private static void secondFactor(Context.Builder keys, TrailEvent event) {
    SessionContext session = event.userIdentity().session();
    Instant issued = session == null ? null : session.creationDate();
    if (event.request("serialNumber") != null) {
      keys.put("aws:MultiFactorAuthPresent", "true").put("aws:MultiFactorAuthAge", "0");
    } else if (session != null
        && issued != null
        && Boolean.TRUE.equals(session.mfaAuthenticated())) {
      long age = Duration.between(issued, event.time()).toSeconds();
      keys.put("aws:MultiFactorAuthPresent", "true");
      keys.put("aws:MultiFactorAuthAge", String.valueOf(age));
    } else if (session != null) {
      keys.put("aws:MultiFactorAuthPresent", "false");
    }
  }

  private static void put(Context.Builder keys, String key, @Nullable String value) {
    if (value != null) {
      keys.put(key, value);
    }
  }
}
