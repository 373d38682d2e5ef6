package dev.gatehouse.respond.contain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.respond.contain.SuspectHistory.Entry;
import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProviderSubjectTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/deploy";
  private static final String CLUSTER =
      "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";

  private static Entry entry(String origin) {
    return new Entry("federated:" + origin, ROLE, "AssumeRoleWithWebIdentity");
  }

  private static Inventory withCluster() {
    return Inventory.EMPTY.apply(
        new TrailEvent(
            "made",
            Instant.parse("2026-01-31T10:00:00Z"),
            "iam.amazonaws.com",
            "CreateOpenIDConnectProvider",
            "AwsApiCall",
            UserIdentity.UNKNOWN,
            "us-east-1",
            null,
            null,
            null,
            null,
            "123456789012",
            null,
            null,
            false,
            false,
            "{\"url\":\"https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE\"}",
            "{\"openIDConnectProviderArn\":\"" + CLUSTER + "\"}",
            null,
            null,
            null,
            Fidelity.WHOLE));
  }

  @Test
  void aProviderNamedByItsArnIsPartedFromItsSubject() {
    assertThat(
            ProviderSubject.of(entry(CLUSTER + "/system:serviceaccount:shop:api"), withCluster()))
        .isEqualTo(
            new ProviderSubject(
                CLUSTER,
                "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub",
                "system:serviceaccount:shop:api"));
  }

  @Test
  void aProviderThatNobodyToldOfLeavesTheWayInOpen() {
    assertThat(ProviderSubject.of(entry(CLUSTER + "/system:x"), Inventory.EMPTY)).isNull();
    assertThat(ProviderSubject.of(entry(CLUSTER + "/-"), withCluster())).isNull();
  }

  @Test
  void aProviderNamedByItsHostIsKnownToo() {
    assertThat(
            ProviderSubject.of(
                entry("token.actions.githubusercontent.com/repo:org/app:ref:x"), Inventory.EMPTY))
        .isEqualTo(
            new ProviderSubject(
                null, "token.actions.githubusercontent.com:sub", "repo:org/app:ref:x"));
  }
}
