package dev.gatehouse.harden.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.harden.proof.Hardening;
import dev.gatehouse.harden.proof.HistoryRequirement;
import dev.gatehouse.harden.proof.MillionEstate;
import dev.gatehouse.harden.proof.ReplayAnswer;
import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A role that is assumed a million times by twenty roles from fifty addresses. */
@Tag("long")
class MillionAssumptionsTest {
  private static final int CALLS = 1_000_000;

  @Test
  void areReplayedInSeconds() {
    Estate estate = MillionEstate.make();
    TrailEvent[] models = new TrailEvent[1_000];
    for (int i = 0; i < models.length; i++) {
      models[i] = Trail.events(record(i)).get(0);
    }
    Lineage lineage =
        new Lineage(
            List.of(), "unknown", OriginType.UNKNOWN, null, null, null, 0, 0, List.of(), List.of());
    AssumptionHistory history =
        new AssumptionHistory(
            estate.inventory(), role -> true, SuspectSessions.NONE, role -> VolatileKeys.NONE);
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      TrailEvent event = models[i % models.length];
      history.take(new Activity(event, "role", lineage, false));
    }
    Hardening.Result result =
        new Hardening(
                estate, history, HistoryRequirement.DEFAULT, Instant.parse("2026-03-01T00:00:00Z"))
            .propose("arn:aws:iam::123456789012:role/target")
            .orElseThrow();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("1,000,000 assumptions discovered, proposed for and replayed in " + took);

    assertThat(result.certificate().count(ReplayAnswer.STILL_ALLOWED)).isEqualTo(CALLS);
    assertThat(took).isLessThan(Duration.ofSeconds(60));
  }

  /** Session names differ, and no policy asks for them. */
  private static String record(int i) {
    return "{'eventVersion':'1.08','eventID':'e-"
        + i
        + "','eventTime':'2026-02-01T00:00:00Z','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','eventType':'AwsApiCall','awsRegion':'eu-west-1','readOnly':true,'recipientAccountId':'210987654321',"
        + "'sourceIPAddress':'192.0.2."
        + (i % 50)
        + "','userIdentity':{'type':'AssumedRole','principalId':'AROAEXAMPLE:s-"
        + i
        + "','arn':'arn:aws:sts::210987654321:assumed-role/build"
        + (i % 20)
        + "/s-"
        + i
        + "','accountId':'210987654321','accessKeyId':'ASIAEXAMPLE','sessionContext':{'sessionIssuer':{'type':'Role','arn':'arn:aws:iam::210987654321:role/build"
        + (i % 20)
        + "','accountId':'210987654321'},'attributes':{'creationDate':'2026-01-01T00:00:00Z','mfaAuthenticated':'false'}}},"
        + "'requestParameters':{'roleArn':'arn:aws:iam::123456789012:role/target','roleSessionName':'run-"
        + i
        + "','durationSeconds':3600}}";
  }
}
