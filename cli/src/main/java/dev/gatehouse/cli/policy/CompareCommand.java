package dev.gatehouse.cli.policy;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.admission.Newcomer;
import dev.gatehouse.estate.admission.NewlyAdmitted;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.compare.Comparison.Answer;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.policy.language.PolicyKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether one document grants more than another. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "compare",
    description = {
      "Say whether a new document grants anything that the old one did not.",
      "`no new access` is proved, `new access` comes with a request that shows it, everything else is"
          + " `cannot tell`.",
      "Exit 0 for no new access, 1 otherwise."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private KindOption kind;

  @Parameters(paramLabel = "OLD", index = "0", description = "The document as it was.")
  private String oldFile;

  @Parameters(paramLabel = "NEW", index = "1", description = "The document as it is to be.")
  private String newFile;

  /** Who comes in now, for documents that say so; at whatever time. */
  private static List<Newcomer> newcomers(Policy before, Policy after, PolicyKind kind) {
    RoleContext around = RoleContext.of(Estate.EMPTY, Instant.EPOCH);
    return switch (kind) {
      case TRUST -> NewlyAdmitted.toRole(before, after, "", around);
      case RESOURCE -> NewlyAdmitted.toResource(before, after, "", "", around);
      case IDENTITY, BOUNDARY, SESSION, SCP, RCP -> List.of();
    };
  }

  private static void print(Newcomer newcomer, PrintWriter out) {
    out.println(newcomer.sentence());
    if (newcomer.witness() != null) {
      out.println("  such as    " + newcomer.caller());
      out.println("  context    " + newcomer.witness());
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Policy oldPolicy = Policy.parse(oldFile, Input.bytes(oldFile));
      Policy newPolicy = Policy.parse(newFile, Input.bytes(newFile));
      PolicyKind compared = kind.of(newPolicy);
      Comparison comparison = Comparison.of(oldPolicy, newPolicy, compared);
      List<Newcomer> newcomers =
          comparison.answer() == Answer.NO_NEW_ACCESS
              ? List.of()
              : newcomers(oldPolicy, newPolicy, compared);
      boolean shown = newcomers.stream().anyMatch(each -> each.witness() != null);
      boolean found = shown && comparison.answer() == Answer.CANNOT_TELL;
      out.println(
          found
              ? Answer.NEW_ACCESS.words() + ": callers come in whom the old policy refused"
              : comparison.answer().words() + ": " + comparison.reason());
      Request witness = comparison.witness();
      if (witness != null) {
        out.println("  principal  " + witness.caller());
        out.println("  action     " + witness.action());
        out.println("  resource   " + witness.resource() + " of " + witness.resourceAccount());
        out.println("  context    " + witness.context());
        out.println("  given      " + comparison.environment());
      }
      newcomers.forEach(each -> print(each, out));
      out.flush();
      return comparison.answer() == Answer.NO_NEW_ACCESS ? Input.DONE : Input.FOUND;
    } catch (Input.UnreadableException | PolicyException e) {
      return Input.refuse(spec.commandLine().getErr(), oldFile + " or " + newFile, e);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
