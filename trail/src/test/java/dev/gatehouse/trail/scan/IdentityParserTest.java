package dev.gatehouse.trail.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.SampleRecords;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.UserIdentity;
import dev.gatehouse.trail.read.Gathered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fast reading of an identity against the obvious one, over a tree. */
class IdentityParserTest {
  private static final List<String> NAMES =
      List.of(
          "type",
          "principalId",
          "arn",
          "accountId",
          "accessKeyId",
          "userName",
          "invokedBy",
          "identityProvider",
          "credentialId",
          "userId",
          "identityStoreArn",
          "credentialsIssuedTo",
          "sourceArn",
          "creationDate",
          "mfaAuthenticated",
          "federatedProvider",
          "sourceIdentity",
          "ec2RoleDelivery",
          "signInSessionArn",
          "assumedRoot",
          "unknown",
          "\\u0061rn");
  private static final List<String> OBJECTS =
      List.of(
          "inScopeOf",
          "onBehalfOf",
          "invokedByDelegate",
          "sessionContext",
          "sessionIssuer",
          "attributes",
          "webIdFederationData",
          "type");
  private static final List<String> VALUES =
      List.of(
          "null",
          "\"\"",
          "\"true\"",
          "\"No\"",
          "true",
          "12",
          "\"a\"",
          "\"\\u0041\\n\"",
          "[1]",
          "\"2026-01-31T10:20:30Z\"",
          "\"AROAEXAMPLE\"",
          "{}",
          "[]");

  private static UserIdentity fast(String identity) {
    String record =
        SampleRecords.record("a").replaceFirst("\"userIdentity\":.*,\"eventTime\"", "@");
    return Gathered.from(record.replace("@", "\"userIdentity\":" + identity + ",\"eventTime\""))
        .events
        .get(0)
        .userIdentity();
  }

  private static UserIdentity obvious(String json) {
    Map<?, ?> identity = Json.object(json);
    if (identity.isEmpty()) {
      return UserIdentity.UNKNOWN;
    }
    Map<?, ?> scope = child(identity, "inScopeOf");
    Map<?, ?> person = child(identity, "onBehalfOf");
    String type = text(identity, "type");
    String issuedTo = text(scope, "credentialsIssuedTo");
    return new UserIdentity(
        type == null ? "Unknown" : type,
        text(identity, "principalId"),
        text(identity, "arn"),
        text(identity, "accountId"),
        text(identity, "accessKeyId"),
        text(identity, "userName"),
        text(identity, "invokedBy"),
        text(child(identity, "invokedByDelegate"), "accountId"),
        text(identity, "identityProvider"),
        text(identity, "credentialId"),
        text(person, "userId"),
        text(person, "identityStoreArn"),
        issuedTo == null ? text(scope, "sourceArn") : issuedTo,
        session(child(identity, "sessionContext")));
  }

  private static @Nullable SessionContext session(Map<?, ?> context) {
    if (context.isEmpty()) {
      return null;
    }
    Map<?, ?> issuer = child(context, "sessionIssuer");
    Map<?, ?> attributes = child(context, "attributes");
    return new SessionContext(
        text(issuer, "type"),
        text(issuer, "principalId"),
        text(issuer, "arn"),
        text(issuer, "accountId"),
        text(issuer, "userName"),
        EventTime.parse(text(attributes, "creationDate")),
        IdentityParser.flag(text(attributes, "mfaAuthenticated")),
        text(child(context, "webIdFederationData"), "federatedProvider"),
        text(context, "sourceIdentity"),
        text(context, "ec2RoleDelivery"),
        text(context, "signInSessionArn"),
        Boolean.TRUE.equals(IdentityParser.flag(text(context, "assumedRoot"))));
  }

  private static Map<?, ?> child(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }

  private static @Nullable String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    if (value == null || value instanceof Map || value instanceof List) {
      return null;
    }
    return value.toString().isEmpty() ? null : value.toString();
  }

  @Property(tries = 3000, seed = "20261130")
  void bothReadingsAgree(@ForAll Random random) {
    String identity = object(random, 0);
    assertThat(fast(identity)).as(identity).isEqualTo(obvious(identity));
  }

  private static String object(Random random, int depth) {
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      boolean nested = depth < 4 && random.nextInt(3) > 0;
      String name = pick(nested || random.nextInt(9) == 0 ? OBJECTS : NAMES, random);
      String blank = random.nextInt(4) == 0 ? " " : "";
      String value = nested ? object(random, depth + 1) : pick(VALUES, random);
      members.add(blank + '"' + name + '"' + blank + ":" + blank + value + blank);
    }
    return "{" + String.join(",", members) + "}";
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  @Test
  void aSampleSessionIsReadWhole() {
    UserIdentity identity = Gathered.from(SampleRecords.record("a")).events.get(0).userIdentity();
    assertThat(identity.accessKeyId()).isEqualTo("ASIAEXAMPLE");
    assertThat(identity.session()).isNotNull();
    assertThat(identity.session().issuerArn()).isEqualTo("arn:aws:iam::123456789012:role/team/dev");
    assertThat(identity.session().mfaAuthenticated()).isFalse();
  }
}
