package dev.gatehouse.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody invents names without end, or makes all calls at once: the time of a call stays what it
 * is, and memory what it is. {@code docs/performance.md} has the figures for a million calls.
 */
@Tag("all")
class HostileTrailTest {
  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  private static final String ACCOUNT = "123456789012";
  private static final String ROLE = "arn:aws:iam::123456789012:role/deploy";
  private static final int BATCH = 4096;
  private static final int LIVE_MAX = 50_000;

  /** What is invented. */
  enum Invention {
    /** A session name and its key, for each call. */
    SESSION_NAMES,
    /** A session name asked for, and a key handed out, by each call. */
    SESSIONS_ISSUED,
    /** An agent and an address. */
    AGENTS,
    /** A long-term key. */
    KEYS,
    /** Nothing: one key, a thousand calls a second. */
    CALLS,
    /** Nothing: one key, all calls within one second. */
    CALLS_AT_ONCE
  }

  /**
   * What a run took.
   *
   * @param nanos of processor time an event, over the second half
   * @param bytes on the heap before the end, with all that is still live
   */
  record Cost(double nanos, long bytes, int findings) {}

  @ParameterizedTest
  @EnumSource
  void timeIsLinearAndMemoryFlat(Invention what) {
    Cost unused = run(what, 20_000); // compiled by then
    Cost few = run(what, 40_000);
    Cost many = run(what, 160_000);

    assertThat(many.nanos()).as("%s, then %s", few, many).isLessThan(2.5 * few.nanos() + 20_000);
    if (what != Invention.CALLS_AT_ONCE) {
      assertThat(many.bytes()).as("%s, then %s", few, many).isLessThan(few.bytes() + 60_000_000);
    }
    assertThat(unused.findings()).isLessThan(20_000);
  }

  static Cost run(Invention what, int events) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int[] findings = {0};
    var detections = Detections.all(Estate.EMPTY);
    DetectionPipeline described =
        new DetectionPipeline(
            detections, BaselineSetup.of(Estate.EMPTY), FindingPolicy.NONE, BEGIN);
    long half = 0;
    try (EmbeddedPipeline pipeline = new EmbeddedPipeline(described, Duration.ZERO, 1, LIVE_MAX)) {
      pipeline.onFinding((state, counts) -> findings[0]++);
      for (int from = 0; from < events; from += BATCH) {
        List<TrailEvent> batch = new ArrayList<>();
        for (int i = from; i < Math.min(events, from + BATCH); i++) {
          batch.add(event(what, i));
        }
        if (half == 0 && from >= events / 2) {
          half = threads.getCurrentThreadCpuTime();
        }
        pipeline.offer(batch);
        pipeline.reach(batch.get(batch.size() - 1).time());
      }
      long nanos = threads.getCurrentThreadCpuTime() - half;
      long bytes = used();
      Reference.reachabilityFence(pipeline);
      pipeline.finish();
      assertThat(pipeline.counts().broken()).isEmpty();
      return new Cost(nanos / (events / 2.0), bytes, findings[0]);
    }
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static TrailEvent event(Invention what, int i) {
    Instant time =
        switch (what) {
          case CALLS_AT_ONCE -> BEGIN;
          case CALLS -> BEGIN.plusMillis(i);
          default -> BEGIN.plusSeconds(i);
        };
    return switch (what) {
      case SESSION_NAMES ->
          read(i, time, session("s" + i, "ASIA" + i), "198.51.100.7", "aws-cli/2");
      case SESSIONS_ISSUED -> issue(i, time);
      case AGENTS ->
          read(
              i,
              time,
              user("AKIAEXAMPLE"),
              "2001:db8:" + Integer.toHexString(i % 65_536) + "::1",
              "x" + i);
      case KEYS -> read(i, time, user("AKIA" + i), "198.51.100.7", "aws-cli/2");
      case CALLS, CALLS_AT_ONCE -> read(i, time, user("AKIAEXAMPLE"), "198.51.100.7", "aws-cli/2");
    };
  }

  private static UserIdentity user(String key) {
    String arn = "arn:aws:iam::123456789012:user/ann";
    return identity("IAMUser", "AIDAANN", arn, key, "ann", null);
  }

  private static UserIdentity session(String name, String key) {
    SessionContext context =
        new SessionContext(
            "Role",
            "AROADEPLOY",
            ROLE,
            ACCOUNT,
            "deploy",
            BEGIN,
            null,
            null,
            null,
            null,
            null,
            false);
    String arn = "arn:aws:sts::123456789012:assumed-role/deploy/" + name;
    return identity("AssumedRole", "AROADEPLOY:" + name, arn, key, null, context);
  }

  private static UserIdentity identity(
      String type,
      String principal,
      String arn,
      String key,
      @Nullable String name,
      @Nullable SessionContext session) {
    return new UserIdentity(
        type, principal, arn, ACCOUNT, key, name, null, null, null, null, null, null, null,
        session);
  }

  private static TrailEvent read(
      int i, Instant time, UserIdentity who, String address, String agent) {
    return event(
        i, time, "ec2.amazonaws.com", "DescribeInstances", who, address, agent, true, null, null);
  }

  private static TrailEvent issue(int i, Instant time) {
    String request = "{\"roleArn\":\"" + ROLE + "\",\"roleSessionName\":\"s" + i + "\"}";
    String response =
        "{\"credentials\":{\"accessKeyId\":\"ASIA"
            + i
            + "\",\"expiration\":\""
            + time.plusSeconds(3600)
            + "\"},\"assumedRoleUser\":{\"arn\":"
            + "\"arn:aws:sts::123456789012:assumed-role/deploy/s"
            + i
            + "\"}}";
    return event(
        i,
        time,
        "sts.amazonaws.com",
        "AssumeRole",
        user("AKIAEXAMPLE"),
        "198.51.100.7",
        "aws-cli/2",
        true,
        request,
        response);
  }

  private static TrailEvent event(
      int i,
      Instant time,
      String source,
      String name,
      UserIdentity who,
      String address,
      String agent,
      boolean readOnly,
      @Nullable String request,
      @Nullable String response) {
    return new TrailEvent(
        String.format("%08d", i),
        time,
        source,
        name,
        "AwsApiCall",
        who,
        "eu-central-1",
        address,
        agent,
        null,
        null,
        ACCOUNT,
        null,
        null,
        readOnly,
        false,
        request,
        response,
        null,
        null,
        null,
        Fidelity.WHOLE);
  }
}
