package dev.gatehouse.cli.policy;

import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.policy.language.Problem;
import dev.gatehouse.policy.language.Problem.Severity;
import dev.gatehouse.policy.lint.Lint;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds mistakes in documents. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "lint",
    description = {
      "Find mistakes in policy documents.",
      "Errors are what AWS would refuse; warnings what never matches or lets in too many.",
      "Exit 1 when there is an error."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private KindOption kind;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policy documents as JSON.")
  private List<String> files;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int errors = 0;
    int warnings = 0;
    int unreadable = 0;
    for (String file : files) {
      try {
        Policy policy = Policy.parse(file, Input.bytes(file));
        for (Problem problem : Lint.check(policy, kind.of(policy))) {
          boolean error = problem.severity() == Severity.ERROR;
          errors += error ? 1 : 0;
          warnings += error ? 0 : 1;
          print(file, problem, out);
        }
      } catch (PolicyException e) {
        e.problems().forEach(problem -> print(file, problem, out));
        errors += e.problems().size();
        unreadable++;
      } catch (Input.UnreadableException e) {
        Input.refuse(spec.commandLine().getErr(), file, e);
        unreadable++;
      } catch (IllegalArgumentException e) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    out.println(errors + " errors, " + warnings + " warnings");
    out.flush();
    if (unreadable > 0) {
      return Input.UNREADABLE;
    }
    return errors == 0 ? Input.DONE : Input.FOUND;
  }

  private static void print(String file, Problem problem, PrintWriter out) {
    out.println(
        file
            + ":"
            + problem.line()
            + ":"
            + problem.column()
            + ": "
            + problem.severity().name().toLowerCase(Locale.ROOT)
            + " ["
            + problem.code()
            + "] "
            + problem.path()
            + ": "
            + problem.message());
  }
}
