package dev.gatehouse.serve.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.Frontier;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.source.BucketSettings;
import dev.gatehouse.serve.source.Lateness;
import dev.gatehouse.serve.store.sqlite.SqliteJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against an HTTP server that lists and hands out objects as S3 does, two a page. */
class BucketSourceTest {
  private static final int PAGE = 2;
  private static final String FORBIDDEN = "forbidden";

  @TempDir Path folder;
  private final SortedMap<String, String> objects = new ConcurrentSkipListMap<>();
  private HttpServer server;
  private IntakeLog log;
  private SqliteJournal journal;
  private Intake intake;
  private BucketSource source;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    log = IntakeLog.open(folder.resolve("intake"), 1 << 20);
    journal = new SqliteJournal(folder.resolve("journal.db"));
    intake = new Intake(log, journal, new Frontier(log.floor()), Clock.systemUTC());
    source =
        new BucketSource(
            new BucketSettings("bucket", "logs/", Duration.ofSeconds(1), null, null),
            S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build(),
            intake,
            new Lateness(Duration.ofHours(2)));
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
    intake.close();
    journal.close();
    log.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String path = exchange.getRequestURI().getPath();
    byte[] body;
    int status = 200;
    if (query.contains("list-type=2")) {
      body = page(query).getBytes(StandardCharsets.UTF_8);
    } else {
      String key = path.substring("/bucket/".length());
      String object = objects.get(key);
      status = object == null ? 404 : object.equals(FORBIDDEN) ? 403 : 200;
      body = (status == 200 ? object : "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("ETag", tag(String.valueOf(object)));
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String page(String query) {
    String from = query.replaceAll(".*continuation-token=([^&]*).*|.*", "$1");
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    int count = 0;
    String next = null;
    for (Map.Entry<String, String> entry : objects.tailMap(from).entrySet()) {
      if (count++ == PAGE) {
        next = entry.getKey();
        break;
      }
      xml.append("<Contents><Key>").append(entry.getKey()).append("</Key><ETag>");
      xml.append(tag(entry.getValue())).append("</ETag></Contents>");
    }
    xml.append("<IsTruncated>").append(next != null).append("</IsTruncated>");
    if (next != null) {
      xml.append("<NextContinuationToken>").append(next).append("</NextContinuationToken>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static String tag(String content) {
    return "\"" + Integer.toHexString(content.hashCode()) + "\"";
  }

  @Test
  void everyObjectIsReadOnceWhateverItsKey() throws Exception {
    for (String name : List.of("b", "d", "e", "f", "g")) {
      objects.put("logs/" + name, record(name));
    }
    source.start();
    assertThat(ids(5)).containsExactlyInAnyOrder("b", "d", "e", "f", "g");
    // Behind no last key.
    objects.put("logs/a", record("a"));
    objects.put("logs/c", record("c"));
    assertThat(ids(7)).hasSize(7).contains("a", "c");
  }

  @Test
  void anObjectThatChangesIsReadAgain() throws Exception {
    objects.put("logs/a", record("a"));
    source.start();
    assertThat(ids(1)).containsExactly("a");
    objects.put("logs/a", record("b"));
    assertThat(ids(2)).containsExactly("a", "b");
  }

  @Test
  void anObjectThatMayNotBeReadHoldsUpNoOther() throws Exception {
    objects.put("logs/a", FORBIDDEN);
    objects.put("logs/b", record("b"));
    source.start();
    assertThat(ids(1)).containsExactly("b");
    while (source.state().failure() == null) {
      Thread.onSpinWait();
    }
    assertThat(source.state().failure()).contains("s3://bucket/logs/a");
    objects.put("logs/a", record("a"));
    assertThat(ids(2)).containsExactly("b", "a");
  }

  private static String record(String id) {
    return "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"Root\"},"
        + "\"eventTime\":\"2026-01-31T10:00:00Z\",\"eventSource\":\"sts.amazonaws.com\","
        + "\"eventName\":\"GetCallerIdentity\",\"awsRegion\":\"us-east-1\",\"eventID\":\""
        + id
        + "\"}";
  }

  /** Ids of the first so many records, once they are there. */
  private List<String> ids(int count) throws Exception {
    List<String> ids = new ArrayList<>();
    try (IntakeLog.Reader reader = log.read(1)) {
      while (ids.size() < count) {
        Frame frame = reader.next(Duration.ofSeconds(60));
        assertThat(frame).as("records after %s", ids).isNotNull();
        for (String record : new String(frame.records(), StandardCharsets.UTF_8).split("\n")) {
          if (!record.isEmpty()) {
            ids.add(record.replaceAll(".*\"eventID\":\"(.*?)\".*", "$1"));
          }
        }
      }
    }
    return ids;
  }
}
