package dev.gatehouse.benchmarks.policy;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.trial.Question;
import dev.gatehouse.policy.trial.QuestionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Prints {@code NAME TAB decision TAB decisions/s} for each question of a folder.
 *
 * <p>As with the peer's authorize-only path the policies are parsed once and caller, request and
 * context are made anew from plain strings for every decision. A question is a JSON object with
 * {@code request} (principal, action, resource, resourceAccount, context), the policies, and {@code
 * expected}.
 */
public final class PolicyBenchmark {
  private static final int BATCH = 64;

  private PolicyBenchmark() {}

  /**
   * Measures every question of a folder.
   *
   * @param arguments the folder, and the seconds to measure for each question (default 3)
   */
  public static void main(String[] arguments) throws IOException {
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 3;
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of(arguments[0]))) {
      files = listed.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : files) {
      run(file, seconds);
    }
  }

  private static void run(Path file, double seconds) throws IOException {
    Question question = question(Files.readString(file));
    Outcome outcome = question.answer().outcome();
    Request asked = question.request();
    Map<String, Object> entries = asked.context().entries();
    measure(asked, entries, question.policies(), outcome, Math.max(6, seconds));
    double rate = measure(asked, entries, question.policies(), outcome, seconds);
    System.out.printf(Locale.ROOT, "%s\t%s\t%.0f%n", question.id(), outcome.word(), rate);
  }

  private static double measure(
      Request asked,
      Map<String, Object> entries,
      PolicySet policies,
      Outcome expected,
      double seconds) {
    String caller = asked.caller().text();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long done = 0;
    long now = start;
    while (now < end) {
      for (int i = 0; i < BATCH; i++) {
        Request request =
            Request.of(
                Caller.parse(caller),
                asked.action(),
                asked.resource(),
                asked.resourceAccount(),
                Context.of(entries));
        if (Evaluator.decide(request, policies).outcome() != expected) {
          throw new IllegalStateException("the answer changed from one decision to the next");
        }
      }
      done += BATCH;
      now = System.nanoTime();
    }
    return done / ((now - start) / 1e9);
  }

  /** Flattens {@code request} into the question. */
  private static Question question(String json) {
    JsonObject whole = (JsonObject) JsonReader.read(json);
    String request = JsonWriter.pretty(Objects.requireNonNull(whole.get("request")));
    String rest = JsonWriter.pretty(whole);
    String flat =
        request.substring(0, request.lastIndexOf('}'))
            + ",\"id\":\""
            + whole.text("name")
            + "\","
            + rest.substring(rest.indexOf('{') + 1);
    return QuestionReader.read(flat);
  }
}
