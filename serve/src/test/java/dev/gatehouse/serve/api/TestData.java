package dev.gatehouse.serve.api;

import dev.gatehouse.core.cases.CaseState;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.finding.MadeWith;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.FrameRecords;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.intake.Piece;
import dev.gatehouse.serve.store.EvidenceStore.Evidence;
import dev.gatehouse.serve.store.EvidenceStore.Place;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.serve.store.SetAside;
import dev.gatehouse.serve.store.StoredCase;
import dev.gatehouse.serve.store.StoredFinding;
import dev.gatehouse.serve.store.sqlite.SqliteEvidenceStore;
import dev.gatehouse.serve.store.sqlite.SqliteResultStore;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A role taken and a trail stopped, by somebody who knows that a page will show the names. */
final class TestData {
  /** Closes a script element and an attribute, turns the direction of writing, breaks a line. */
  static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'\u202e\r\nSet-Cookie: a=b";

  static final String SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
  static final String ROLE = "arn:aws:iam::123456789012:role/audit";

  private TestData() {}

  private static String records() {
    String assume =
        """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE",\
        "arn":"arn:aws:iam::123456789012:user/mallory","accountId":"123456789012",\
        "accessKeyId":"AKIAEXAMPLEMALLORY1","userName":"mallory"},\
        "eventTime":"2026-03-18T10:00:00Z","eventSource":"sts.amazonaws.com",\
        "eventName":"AssumeRole","awsRegion":"eu-central-1","sourceIPAddress":"203.0.113.9",\
        "userAgent":%s,"requestParameters":{"roleArn":"arn:aws:iam::123456789012:role/audit",\
        "roleSessionName":%s},"responseElements":{"credentials":{"accessKeyId":\
        "ASIAEXAMPLESESSION01","sessionToken":"%s","secretAccessKey":"%s",\
        "expiration":"Mar 18, 2026, 12:00:00 PM"},"assumedRoleUser":{"assumedRoleId":\
        "AROAEXAMPLE:x","arn":"arn:aws:sts::123456789012:assumed-role/audit/x"}},\
        "eventID":"event-assume","eventType":"AwsApiCall","recipientAccountId":"123456789012"}\
        """;
    String stop =
        """
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":\
        "AROAEXAMPLE:x","arn":%s,"accountId":"123456789012","accessKeyId":\
        "ASIAEXAMPLESESSION01","sessionContext":{"sessionIssuer":{"type":"Role","principalId":\
        "AROAEXAMPLE","arn":"arn:aws:iam::123456789012:role/audit","accountId":"123456789012",\
        "userName":"audit"},"attributes":{"creationDate":"2026-03-18T10:00:00Z",\
        "mfaAuthenticated":"false"}}},"eventTime":"2026-03-18T10:05:00Z",\
        "eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging",\
        "awsRegion":"eu-central-1","sourceIPAddress":"203.0.113.9","userAgent":%s,\
        "requestParameters":{"name":%s},"responseElements":null,"eventID":"event-stop",\
        "eventType":"AwsApiCall","recipientAccountId":"123456789012"}\
        """;
    String name = JsonWriter.line(HOSTILE);
    return assume.formatted(name, name, SECRET, SECRET)
        + stop.formatted(
            JsonWriter.line("arn:aws:sts::123456789012:assumed-role/audit/" + HOSTILE), name, name);
  }

  static Estate estate(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("123456789012.json"),
        """
        {"UserDetailList":[{"UserName":"mallory","UserId":"AIDAEXAMPLE","Path":"/",
          "Arn":"arn:aws:iam::123456789012:user/mallory","CreateDate":"2025-01-01T00:00:00Z",
          "UserPolicyList":[{"PolicyName":"p","PolicyDocument":{"Version":"2012-10-17",
            "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}}],
          "GroupList":[],"AttachedManagedPolicies":[]}],
         "GroupDetailList":[],"Policies":[],
         "RoleDetailList":[{"RoleName":"audit","RoleId":"AROAEXAMPLE","Path":"/",
          "Arn":"arn:aws:iam::123456789012:role/audit","CreateDate":"2025-01-01T00:00:00Z",
          "AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
            "Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]},
          "InstanceProfileList":[],"RolePolicyList":[],"AttachedManagedPolicies":[]}],
         "IsTruncated":false}
        """);
    return EstateFolder.read(folder).estate();
  }

  /** Fills stores as the server does. */
  static void fill(
      IntakeLog log, SqliteResultStore results, SqliteEvidenceStore evidence, Estate estate)
      throws IOException {
    byte[] bytes = records().getBytes(StandardCharsets.UTF_8);
    Instant received = Instant.parse("2026-03-18T10:10:00Z");
    Piece piece = new Piece("folder:a", "file", 2, List.of(), true, true);
    long number = log.append(received, received.minusSeconds(60), List.of(piece), bytes);
    List<TrailEvent> events = events(log.frame(number));
    evidence.add(
        number,
        Stream.iterate(0, i -> i + 1)
            .limit(events.size())
            .map(i -> found(number, i, events.get(i)))
            .toList());
    Map<String, FindingState> findings = new LinkedHashMap<>();
    Map<String, CaseState> cases = new LinkedHashMap<>();
    List<Detection> detections = PipelineSettings.DEFAULT.detections(estate);
    try (EmbeddedPipeline pipeline =
        new EmbeddedPipeline(
            new DetectionPipeline(
                detections,
                PipelineSettings.DEFAULT.baselines(estate),
                PipelineSettings.DEFAULT.policy(detections),
                Instant.EPOCH),
            Duration.ofHours(2),
            1,
            10_000)) {
      pipeline.onFinding((state, counts) -> findings.put(state.finding().id(), state));
      pipeline.onCase(finding -> true, state -> cases.put(state.told().id(), state));
      pipeline.offer(events);
      pipeline.finish();
    }
    results.apply(
        new Results(
            number,
            findings.values().stream().map(state -> stored(state, estate)).toList(),
            cases.values().stream()
                .map(state -> new StoredCase(state.told(), state.revision(), state.state()))
                .toList(),
            List.of(
                new SetAside(
                    0, received, "folder:a", "file", "MALFORMED", "It is cut off.", HOSTILE)),
            events.get(1).time()));
  }

  private static Evidence found(long frame, int ordinal, TrailEvent event) {
    return new Evidence(
        new Place(frame, ordinal),
        event.id(),
        event.time().getEpochSecond(),
        "123456789012",
        event.call(),
        "mallory 203.0.113.9 ASIAEXAMPLESESSION01");
  }

  private static StoredFinding stored(FindingState state, Estate estate) {
    Finding finding = state.finding();
    return new StoredFinding(
        finding.id(),
        state.revision(),
        state.state(),
        true,
        finding.detector(),
        finding.severity(),
        finding.score(),
        finding.identity(),
        finding.origin(),
        finding.account(),
        finding.start(),
        finding.end(),
        finding.raised(),
        JsonWriter.asciiLine(
            json ->
                FindingJson.write(
                    json, state, false, Optional.empty(), Names.of(estate), MadeWith.UNKNOWN)));
  }

  private static List<TrailEvent> events(Frame frame) {
    List<TrailEvent> events = new ArrayList<>();
    new FrameRecords()
        .read(
            frame,
            new TrailSink() {
              @Override
              public void event(TrailEvent event, RecordBytes raw) {
                events.add(event);
              }

              @Override
              public void rejected(Rejected rejected) {
                throw new AssertionError(rejected);
              }
            });
    return events;
  }
}
