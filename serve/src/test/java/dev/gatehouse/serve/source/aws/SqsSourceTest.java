package dev.gatehouse.serve.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.FrameRecords;
import dev.gatehouse.serve.intake.Frontier;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.source.Lateness;
import dev.gatehouse.serve.source.SqsSettings;
import dev.gatehouse.serve.store.sqlite.SqliteJournal;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Against ElasticMQ. */
class SqsSourceTest {
  private static final Duration LATENESS = Duration.ofHours(2);
  private static SQSRestServer server;
  private static URI endpoint;

  @TempDir Path folder;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private SqsClient sqs;
  private String queue;
  private IntakeLog log;
  private SqliteJournal journal;
  private Intake intake;
  private SqsSource source;

  @BeforeAll
  static void startQueues() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withPort(0).start();
    int port = server.waitUntilStarted().localAddress().getPort();
    endpoint = URI.create("http://127.0.0.1:" + port);
  }

  @AfterAll
  static void stopQueues() {
    server.stopAndWait();
  }

  @BeforeEach
  void start() throws IOException {
    sqs = client();
    queue =
        sqs.createQueue(
                create ->
                    create
                        .queueName("q" + System.nanoTime())
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "2")))
            .queueUrl();
    open();
  }

  private static SqsClient client() {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private void open() throws IOException {
    log = IntakeLog.open(folder.resolve("intake"), 1 << 20);
    journal = new SqliteJournal(folder.resolve("journal.db"));
    intake = new Intake(log, journal, new Frontier(log.floor()), Clock.systemUTC());
    source =
        new SqsSource(
            new SqsSettings(queue, null, endpoint, null, 2),
            client(),
            new InMemory(),
            intake,
            new Lateness(LATENESS));
    source.start();
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
    intake.close();
    journal.close();
    log.close();
    sqs.close();
  }

  @Test
  void everyFormBringsItsRecordsAndTheQueueIsEmptyAfterwards() throws Exception {
    object("AWSLogs/direct file.json.gz", record("direct", "2026-01-31T10:00:00Z"));
    object("sns.json.gz", record("sns", "2026-01-31T10:00:01Z"));
    object("bridge+.json.gz", record("bridge", "2026-01-31T10:00:02Z"));
    object("trail-1", record("trail-1", "2026-01-31T10:00:03Z"));
    object("trail-2", record("trail-2", "2026-01-31T10:00:04Z"));
    send(s3("AWSLogs/direct+file.json.gz"));
    send(sns(s3("sns.json.gz")));
    send(
        "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":"
            + "{\"name\":\"b\"},\"object\":{\"key\":\"bridge+.json.gz\"}}}");
    send(sns("{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"trail-1\",\"trail-2\"]}"));
    send("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");
    send(sns("CloudTrail validation message."));
    send(
        "{\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.sts\",\"detail\":"
            + record("envelope", "2026-01-31T10:00:05Z")
            + "}");
    send(sns("{\"Records\":[" + record("in-sns", "2026-01-31T10:00:06Z") + "]}"));
    assertThat(ids(7))
        .containsExactlyInAnyOrder(
            "direct", "sns", "bridge", "trail-1", "trail-2", "envelope", "in-sns");
    awaitEmpty();
  }

  @Test
  void anObjectThatIsToldTwiceIsReadOnce() throws Exception {
    object("one", record("one", "2026-01-31T10:00:00Z"));
    object("two", record("two", "2026-01-31T10:00:00Z"));
    send(s3("one"));
    assertThat(ids(1)).containsExactly("one");
    awaitEmpty();
    send(sns(s3("one")));
    awaitEmpty();
    send(s3("two"));
    assertThat(ids(2)).containsExactly("one", "two");
  }

  @Test
  void whatIsNotThereIsSetAsideAndDoesNotComeAgain() throws Exception {
    send(s3("none"));
    send("what is this?");
    awaitEmpty();
    List<String> details = new ArrayList<>();
    for (Frame frame : frames()) {
      frame.pieces().forEach(piece -> piece.rejected().forEach(one -> details.add(one.detail())));
    }
    assertThat(details).hasSize(2);
    assertThat(details).anyMatch(detail -> detail.contains("There is no object `s3://b/none`"));
  }

  @Test
  void whatAServerReceivedBeforeItEndedComesAgainAndIsNotLate() throws Exception {
    // Received by somebody who says nothing more of it, as a killed server does.
    object("old", record("old", "2026-01-31T10:00:00Z"));
    object("new", record("new", "2026-02-03T10:00:00Z"));
    source.close();
    send(s3("old"));
    assertThat(sqs.receiveMessage(receive -> receive.queueUrl(queue)).messages()).hasSize(1);
    intake.close();
    journal.close();
    log.close();
    send(s3("new"));
    open();
    assertThat(ids(2)).containsExactly("new", "old");
    awaitEmpty();
    Instant old = Instant.parse("2026-01-31T10:00:00Z");
    for (Frame frame : frames()) {
      boolean holdsOld = new String(frame.records(), StandardCharsets.UTF_8).contains("\"old\"");
      if (holdsOld) {
        assertThat(frame.floor()).isBeforeOrEqualTo(old);
      }
    }
  }

  private void object(String key, String record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(("{\"Records\":[" + record + "]}").getBytes(StandardCharsets.UTF_8));
    }
    objects.put(key, bytes.toByteArray());
  }

  private static String record(String id, String time) {
    return JsonWriter.line(
        JsonWriter.object(
            "eventVersion", "1.11",
            "userIdentity", JsonWriter.object("type", "AWSService", "invokedBy", "x"),
            "eventTime", time,
            "eventSource", "sts.amazonaws.com",
            "eventName", "AssumeRole",
            "awsRegion", "us-east-1",
            "eventID", id,
            "eventType", "AwsApiCall",
            "recipientAccountId", "123456789012"));
  }

  private static String s3(String key) {
    return "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":"
        + "{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\""
        + key
        + "\"}}}]}";
  }

  private static String sns(String message) {
    return JsonWriter.line(JsonWriter.object("Type", "Notification", "Message", message));
  }

  private void send(String body) {
    sqs.sendMessage(send -> send.queueUrl(queue).messageBody(body));
  }

  private List<Frame> frames() throws Exception {
    List<Frame> frames = new ArrayList<>();
    try (IntakeLog.Reader reader = log.read(1)) {
      for (Frame frame = reader.next(Duration.ZERO);
          frame != null;
          frame = reader.next(Duration.ZERO)) {
        frames.add(frame);
      }
    }
    return frames;
  }

  /** Ids of the first so many records, once they are there. */
  private List<String> ids(int count) throws Exception {
    List<String> ids = new ArrayList<>();
    FrameRecords records = new FrameRecords();
    try (IntakeLog.Reader reader = log.read(1)) {
      while (ids.size() < count) {
        Frame frame = reader.next(Duration.ofSeconds(60));
        assertThat(frame).as("records after %s", ids).isNotNull();
        records.read(
            frame,
            new TrailSink() {
              @Override
              public void event(TrailEvent event, RecordBytes raw) {
                ids.add(event.id());
              }

              @Override
              public void rejected(Rejected rejected) {}
            });
      }
    }
    return ids;
  }

  /** Waits until every message is deleted; the queue says so itself. */
  private void awaitEmpty() {
    Instant end = Instant.now().plusSeconds(60);
    int left = 1;
    while (left > 0 && Instant.now().isBefore(end)) {
      var attributes =
          sqs.getQueueAttributes(get -> get.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
              .attributes();
      left =
          Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
              + Integer.parseInt(
                  attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }
    assertThat(left).isZero();
  }

  private final class InMemory implements ObjectStore {
    @Override
    public Opened open(String bucket, String key) throws GoneException {
      byte[] bytes = objects.get(key);
      if (bytes == null) {
        throw new GoneException("There is no object `s3://" + bucket + "/" + key + "`.");
      }
      return new Opened(new ByteArrayInputStream(bytes), String.valueOf(bytes.length));
    }

    @Override
    public void close() {}
  }
}
