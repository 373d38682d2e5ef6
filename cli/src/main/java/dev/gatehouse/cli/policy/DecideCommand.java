package dev.gatehouse.cli.policy;

import dev.gatehouse.policy.decision.DecisionJson;
import dev.gatehouse.policy.trial.CaseException;
import dev.gatehouse.policy.trial.Question;
import dev.gatehouse.policy.trial.QuestionReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers questions, one JSON object a line. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "decide",
    description = {
      "Answer each question about a request with one line of JSON.",
      "An answer is {\"id\", \"decision\", \"because\", \"blockers\", \"unknown\"}.",
      "A question names principal, action, resource, context and the policies; see docs/policy.md."
    },
    mixinStandardHelpOptions = true)
final class DecideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "-",
      description = "One question as JSON, or one a line; - or nothing reads standard input.")
  private String file;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    try {
      int unreadable = 0;
      int answered = 0;
      for (QuestionFile.Entry entry : QuestionFile.of(Input.text(file))) {
        try {
          Question question = QuestionReader.read(entry.text());
          out.println(DecisionJson.line(question.id(), question.answer()));
          answered++;
        } catch (CaseException e) {
          err.println("gatehouse policy: line " + entry.line() + ": " + e.getMessage());
          unreadable++;
        }
      }
      out.flush();
      return answered == 0 || unreadable > 0 ? Input.UNREADABLE : Input.DONE;
    } catch (Input.UnreadableException e) {
      return Input.refuse(err, file, e);
    }
  }
}
