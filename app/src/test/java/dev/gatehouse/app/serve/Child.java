package dev.gatehouse.app.serve;

import dev.gatehouse.app.Main;
import dev.gatehouse.policy.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be killed. */
final class Child implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String TOKEN = "a-token-for-the-tests-of-the-server-only";

  private final Process process;
  private final String address;

  private Child(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static Child start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                "",
                "--port",
                "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("GATEHOUSE_API_TOKEN", TOKEN);
    Process process = builder.start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("The server ended before it listened.");
    }
    return new Child(process, line.substring(line.indexOf("http")));
  }

  /** Kills it, as {@code kill -9} does, unless it ends by itself within the time. */
  void killAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", "Bearer " + TOKEN)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  Map<String, Object> json(String path) throws IOException, InterruptedException {
    return Json.object(get(path).body());
  }

  private Map<String, Object> health() throws IOException, InterruptedException {
    Map<String, Object> health = new TreeMap<>();
    json("/api/v1/health")
        .forEach(
            (name, value) -> {
              if (value instanceof Map<?, ?> details) {
                details.forEach((inner, each) -> health.put(String.valueOf(inner), each));
              } else {
                health.put(name, value);
              }
            });
    return health;
  }

  /** Waits until time has come so far and everything taken in is judged. */
  Map<String, Object> awaitFloor(String floor) throws IOException, InterruptedException {
    while (true) {
      Map<String, Object> health = health();
      if (floor.equals(health.get("floor"))
          && health.get("frames").equals(health.get("judged"))
          && health.get("frames").equals(health.get("findable"))) {
        return health;
      }
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException("The server ended.");
      }
    }
  }

  /** Ends it in order. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
