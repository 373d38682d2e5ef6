package dev.gatehouse.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.serve.access.Secret;
import dev.gatehouse.serve.api.ApiSettings;
import dev.gatehouse.serve.source.FolderSettings;
import dev.gatehouse.serve.source.SourceSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String TOKEN = "a-token-for-the-tests-of-the-server-only";

  @TempDir Path folder;
  private Path trail;

  @BeforeEach
  void makeFolder() throws IOException {
    trail = Files.createDirectory(folder.resolve("trail"));
  }

  @Test
  void aRecordThatComesIsFoundWithItsSecretsMasked() throws Exception {
    try (Server server = start("data")) {
      write("a.json", record("one", "\"responseElements\":{\"sessionToken\":\"geheim\"}"));
      await(server, "records", 1);
      Map<String, Object> answer = json(server, "/api/v1/record?id=one");
      assertThat(answer).containsEntry("eventID", "one");
      assertThat(String.valueOf(answer)).contains("***").doesNotContain("geheim");
      assertThat(String.valueOf(json(server, "/api/v1/search?q=GetCallerIdentity")))
          .contains("one");
      assertThat(String.valueOf(json(server, "/api/v1/search?q=geheim"))).doesNotContain("one");
    }
  }

  @Test
  void whatCannotBeReadIsSetAsideAndTheRestIsTaken() throws Exception {
    try (Server server = start("data")) {
      write("a.json", record("one", "\"readOnly\":true") + "{\"broken\": tru");
      Map<String, Object> health = await(server, "setAside", 1);
      assertThat(String.valueOf(health.get("records"))).isEqualTo("1");
      assertThat(String.valueOf(json(server, "/api/v1/set-aside"))).contains("a.json");
    }
  }

  @Test
  void filesThatLieThereAreReadOnceThoughTheyAreNotDurableAtOnce() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      write(i + ".json", record("id" + i, "\"readOnly\":true"));
      Files.setLastModifiedTime(
          trail.resolve(i + ".json"), FileTime.from(Instant.parse("2026-01-31T10:05:00Z")));
      names.add("id" + i);
    }
    try (Server server = start("data")) {
      for (String name : names) {
        awaitFound(server, name);
      }
      Map<String, Object> health = await(server, "records", names.size());
      assertThat(health).containsEntry("duplicates", "0");
    }
  }

  @Test
  void aFileThatChangesIsReadAgainAndItsRecordsCountOnce() throws Exception {
    try (Server server = start("data")) {
      write("a.json", record("one", "\"readOnly\":true"));
      await(server, "records", 1);
      write("a.json", record("one", "\"readOnly\":true") + record("two", "\"readOnly\":true"));
      Map<String, Object> health = await(server, "records", 3);
      assertThat(String.valueOf(health.get("duplicates"))).isEqualTo("1");
    }
  }

  @Test
  void wrongQuestionsAreAnsweredWithASentence() throws Exception {
    try (Server server = start("data")) {
      assertThat(get(server, "/api/v1/cases?limit=0").statusCode()).isEqualTo(400);
      assertThat(get(server, "/api/v1/cases?after=x").statusCode()).isEqualTo(400);
      assertThat(get(server, "/api/v1/findings?severity=x").statusCode()).isEqualTo(400);
      assertThat(get(server, "/api/v1/findings/none").statusCode()).isEqualTo(404);
      assertThat(get(server, "/api/v1/search").body()).contains("`q` is missing");
      assertThat(get(server, "/nowhere").statusCode()).isEqualTo(404);
      assertThat(get(server, "/metrics").body()).contains("# TYPE gatehouse_records_total counter");
    }
  }

  @Test
  void twoServersDoNotShareADataFolder() throws Exception {
    try (Server server = start("data")) {
      assertThat(server.port()).isPositive();
      assertThatThrownBy(() -> start("data"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another server");
    }
  }

  @Test
  void aCopyMadeWhileItWorksGoesOnWhereItWas() throws Exception {
    Path copy = folder.resolve("copy");
    try (Server server = start("data")) {
      write("a.json", record("one", "\"readOnly\":true"));
      await(server, "records", 1);
      Backup.write(folder.resolve("data"), copy, Instant.EPOCH);
      assertThatThrownBy(() -> Backup.write(folder.resolve("data"), copy, Instant.EPOCH))
          .hasMessageContaining("is not empty");
    }
    Backup.restore(copy, folder.resolve("restored"));
    try (Server server = start("restored")) {
      assertThat(json(server, "/api/v1/record?id=one")).containsEntry("eventID", "one");
      write("b.json", record("two", "\"readOnly\":true"));
      awaitFound(server, "two");
    }
    assertThatThrownBy(() -> Backup.restore(trail, folder.resolve("other")))
        .hasMessageContaining("is no backup");
  }

  private Server start(String data) throws IOException {
    List<SourceSettings> sources = new ArrayList<>(List.of(new FolderSettings(trail)));
    return Server.start(
        new ServeSettings(
            folder.resolve(data),
            sources,
            Duration.ofHours(2),
            1,
            Estate.EMPTY,
            PipelineSettings.DEFAULT,
            null,
            new ApiSettings("127.0.0.1", 0, List.of(), null, Secret.hash(TOKEN))),
        Clock.systemUTC(),
        notice -> {});
  }

  private void write(String name, String text) throws IOException {
    // Written aside and moved, as a careful writer does.
    Path part = Files.writeString(folder.resolve("part"), text);
    Files.move(
        part,
        trail.resolve(name),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static String record(String id, String more) {
    return "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"Root\",\"accountId\":"
        + "\"123456789012\"},\"eventTime\":\"2026-01-31T10:00:00Z\",\"eventSource\":"
        + "\"sts.amazonaws.com\",\"eventName\":\"GetCallerIdentity\",\"awsRegion\":\"us-east-1\","
        + "\"eventID\":\""
        + id
        + "\",\"recipientAccountId\":\"123456789012\","
        + more
        + "}\n";
  }

  /** Waits until a number of /health is there and everything taken in is judged and findable. */
  private static Map<String, Object> await(Server server, String name, int number)
      throws Exception {
    while (true) {
      Map<?, ?> health =
          json(server, "/api/v1/health").get("details") instanceof Map<?, ?> told ? told : Map.of();
      if (String.valueOf(health.get(name)).equals(String.valueOf(number))
          && health.get("frames").equals(health.get("judged"))
          && health.get("frames").equals(health.get("findable"))) {
        Map<String, Object> found = new TreeMap<>();
        health.forEach((key, value) -> found.put(String.valueOf(key), String.valueOf(value)));
        return found;
      }
    }
  }

  private static void awaitFound(Server server, String id) throws Exception {
    while (get(server, "/api/v1/record?id=" + id).statusCode() != 200) {
      Thread.onSpinWait();
    }
  }

  private static Map<String, Object> json(Server server, String path) throws Exception {
    return Json.object(get(server, path).body());
  }

  private static HttpResponse<String> get(Server server, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    HttpResponse<String> answer;
    do {
      // Whoever asks too often is told to wait, and asks again.
      answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } while (answer.statusCode() == 429);
    return answer;
  }
}
