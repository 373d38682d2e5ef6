package dev.gatehouse.gate;

import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A gate with one account and its administrator, and a clock that stands until it is moved. */
final class GateKit implements AutoCloseable {
  static final String ACCOUNT = "111122223333";

  private final MovableClock clock = new MovableClock();
  private final @Nullable Path folder;
  private final @Nullable Path trail;
  private final @Nullable URI upstream;
  private Gate gate;
  final RequestSigner admin;

  GateKit(@Nullable Path folder, @Nullable Path trail) {
    this(folder, trail, (URI) null);
  }

  GateKit(@Nullable Path folder, @Nullable Path trail, @Nullable URI upstream) {
    this.folder = folder;
    this.trail = trail;
    this.upstream = upstream;
    gate = start();
    admin = signer(gate.seed().administrator(ACCOUNT, "admin"));
  }

  private GateKit(Path folder, RequestSigner admin) {
    this.folder = folder;
    this.trail = null;
    this.upstream = null;
    this.admin = admin;
    gate = start();
  }

  /** A gate on a folder that another one has left. */
  static GateKit on(Path folder) {
    return new GateKit(folder, new RequestSigner("", "", null));
  }

  static GateKit inMemory() {
    return new GateKit((Path) null, (Path) null);
  }

  private Gate start() {
    try {
      return Gate.start(
          new GateOptions(
              "127.0.0.1", 0, folder, trail, Duration.ofMinutes(5), upstream, true, Map.of()),
          clock,
          fault -> {
            throw new AssertionError("a call failed", fault);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Gate gate() {
    return gate;
  }

  Instant now() {
    return clock.instant();
  }

  void advance(Duration by) {
    clock.now = clock.now.plus(by);
  }

  static RequestSigner signer(Seed.Key key) {
    return new RequestSigner(key.accessKeyId(), key.secretAccessKey(), null);
  }

  /** Calls IAM or STS; parameters are names and values in turn. */
  Answer call(RequestSigner signer, String service, String action, String... parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", action);
    form.put("Version", service.equals("iam") ? "2010-05-08" : "2011-06-15");
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i], parameters[i + 1]);
    }
    return send(signer.query(service, form, now()));
  }

  Answer send(HttpCall call) {
    HttpAnswer answer = gate.answer(call);
    return new Answer(answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  /** The records that wait for delivery, in order. */
  List<Map<String, @Nullable Object>> records() throws IOException {
    Path waiting = Objects.requireNonNull(trail).resolve("undelivered.jsonl");
    return Files.readAllLines(waiting).stream().map(Json::object).toList();
  }

  /** Root with a new access key. */
  RequestSigner root() {
    return signer(gate.seed().root(ACCOUNT));
  }

  /** Makes a user with an access key. */
  RequestSigner user(String name) {
    call(admin, "iam", "CreateUser", "UserName", name);
    return call(admin, "iam", "CreateAccessKey", "UserName", name).signer();
  }

  @Override
  public void close() {
    gate.close();
  }

  /** Stops the gate and starts another on the same folder. */
  void restart() {
    gate.close();
    gate = start();
  }

  /** An answer in XML or JSON. */
  record Answer(int status, String body) {
    /** The text of the first element of a name; "" when there is none. */
    String text(String element) {
      Matcher found =
          Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(body);
      return found.find() ? found.group(1) : "";
    }

    String code() {
      return text("Code");
    }

    RequestSigner signer() {
      String token = text("SessionToken");
      return new RequestSigner(
          text("AccessKeyId"), text("SecretAccessKey"), token.isEmpty() ? null : token);
    }
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
