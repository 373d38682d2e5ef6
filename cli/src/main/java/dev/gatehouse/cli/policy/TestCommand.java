package dev.gatehouse.cli.policy;

import dev.gatehouse.estate.yaml.YamlException;
import dev.gatehouse.policy.explain.Explanation;
import dev.gatehouse.policy.trial.CaseException;
import dev.gatehouse.policy.trial.PolicyCase;
import dev.gatehouse.policy.trial.PolicyCase.Result;
import dev.gatehouse.policy.trial.Question;
import dev.gatehouse.policy.trial.QuestionReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs unit tests of policies. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "test",
    description = {
      "Run policy unit tests: JSON, one case a line, or YAML; see docs/policy.md.",
      "Prints each failure with its explanation and closes with `N passed, N failed`; exit 1 if one failed."
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of cases.")
  private List<String> files;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print failures without their explanation.")
  private boolean quiet;

  private int passed;
  private int failed;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    for (String file : files) {
      try {
        if (file.endsWith(".yaml") || file.endsWith(".yml")) {
          for (PolicyCase each : YamlCases.read(Path.of(file), Input.text(file))) {
            report(file, each, out);
          }
        } else {
          lines(file, out);
        }
      } catch (Input.UnreadableException | CaseException e) {
        int code = Input.refuse(err, file, e);
        return e.getCause() instanceof YamlException yaml && yaml.isRefused() ? Input.USAGE : code;
      }
    }
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 ? Input.DONE : Input.FOUND;
  }

  /** A line that is no case fails by itself; the others still run. */
  private void lines(String file, PrintWriter out) {
    for (QuestionFile.Entry entry : QuestionFile.of(Input.text(file))) {
      PolicyCase each;
      try {
        each = QuestionReader.readCase(entry.text());
      } catch (CaseException e) {
        failed++;
        out.println("FAILED " + file + ":" + entry.line() + " " + e.getMessage());
        continue;
      }
      report(file, each, out);
    }
  }

  private void report(String file, PolicyCase each, PrintWriter out) {
    Result result = each.run();
    if (result.passed()) {
      passed++;
      return;
    }
    failed++;
    Question question = each.question();
    String label = (question.id() + " " + each.name()).strip();
    out.println("FAILED " + (label.isEmpty() ? file : label));
    out.println(
        "  expected "
            + each.expected().word()
            + ", the answer is "
            + result.decision().outcome().word());
    if (!quiet) {
      Explanation.of(question.request(), question.policies(), result.decision())
          .forEach(line -> out.println("  " + line));
    }
  }
}
