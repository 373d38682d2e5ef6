package dev.gatehouse.cli.policy;

import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.explain.Explanation;
import dev.gatehouse.policy.trial.CaseException;
import dev.gatehouse.policy.trial.Question;
import dev.gatehouse.policy.trial.QuestionReader;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers questions in words, with the statements that decide. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "explain",
    description = "Say in words why a request is allowed or not, with the statements shown.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "-",
      description = "A question as for `decide`; - or nothing reads standard input.")
  private String file;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    try {
      for (QuestionFile.Entry entry : QuestionFile.of(Input.text(file))) {
        Question question = QuestionReader.read(entry.text());
        Decision decision = question.answer();
        List<String> lines = Explanation.of(question.request(), question.policies(), decision);
        lines.forEach(out::println);
      }
      out.flush();
      return Input.DONE;
    } catch (Input.UnreadableException | CaseException e) {
      return Input.refuse(err, file, e);
    }
  }
}
