package dev.gatehouse.app.serve;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse status}: how a running server is doing. */
@Command(
    name = "status",
    description = "Say how a running server is doing; exit 1 if something does not work.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The server asks for a token: `GATEHOUSE_API_TOKEN`, or the file that"
          + " `GATEHOUSE_API_TOKEN_FILE` names.",
      "",
      "Example:",
      "  gatehouse status --url http://127.0.0.1:8422"
    })
public final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> NUMBERS =
      List.of(
          "records",
          "duplicates",
          "late",
          "sealedEarly",
          "setAside",
          "findings",
          "cases",
          "frames",
          "judged",
          "findable");

  private final Terminal terminal;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8422",
      description = "Where it listens; default ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:8422");

  /** A command over the given streams. */
  public StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, @Nullable Object> answer = ask();
    if (answer.get("error") instanceof Map<?, ?> error) {
      throw Refusal.unreadable(
          text(error.get("message"))
              + " `gatehouse status` takes the token from `GATEHOUSE_API_TOKEN`, or from the file"
              + " that `GATEHOUSE_API_TOKEN_FILE` names.");
    }
    Map<String, @Nullable Object> health = new LinkedHashMap<>(answer);
    if (answer.get("details") instanceof Map<?, ?> details) {
      details.forEach((name, value) -> health.put(String.valueOf(name), value));
    }
    var out = terminal.out();
    out.println("Status        " + text(health.get("status")));
    if (health.get("problems") instanceof List<?> problems) {
      problems.forEach(problem -> out.println("Problem       " + text(problem)));
    }
    for (String name : NUMBERS) {
      out.println(String.format(Locale.ROOT, "%-13s %s", name, text(health.get(name))));
    }
    out.println("settled to    " + text(health.get("floor")));
    if (health.get("sources") instanceof List<?> sources) {
      for (Object one : sources) {
        if (one instanceof Map<?, ?> source) {
          out.println(
              String.format(
                  Locale.ROOT,
                  "source        %s: %s records, %s set aside, %s waiting, last %s",
                  text(source.get("name")),
                  text(source.get("records")),
                  text(source.get("rejected")),
                  text(source.get("waiting")),
                  text(source.get("lastRead"))));
        }
      }
    }
    return "ok".equals(health.get("status")) ? ExitCode.DONE : ExitCode.FOUND;
  }

  /** What a server says may hold text out of records. */
  private static String text(@Nullable Object value) {
    return value == null ? "-" : Text.oneLine(String.valueOf(value));
  }

  private Map<String, @Nullable Object> ask() throws InterruptedException {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      throw Refusal.usage(
          "`" + url + "` is no address of a server; write it as http://127.0.0.1:8422.");
    }
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url.resolve("/api/v1/health")).timeout(PATIENCE);
      String token = ApiToken.ofEnvironment();
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
      return Json.object(answer.body());
    } catch (IOException | IllegalArgumentException | JsonException e) {
      throw Refusal.unreadable("No server answers at `" + url + "`; is it running?");
    }
  }
}
