package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.posture.Migration;
import dev.gatehouse.output.estate.MigrationJson;
import dev.gatehouse.output.label.Text;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse estate migrate}: what becomes of each IAM user, in the order to go. */
@Command(
    name = "migrate",
    description = "Say what each IAM user should become, with what, and in which order.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse estate migrate --estate ./estate",
      "  gatehouse estate migrate --estate ./estate --trail ./AWSLogs --format jsonl",
    })
final class MigrateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private EstateOption estate = new EstateOption();

  @Option(
      names = "--trail",
      paramLabel = "PATH",
      arity = "1..*",
      description = "CloudTrail files: who uses the users, from where, and which calls they need.")
  private List<String> trail = List.of();

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

  MigrateCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    EstateFolder.Reading reading = estate.read();
    reading.problems().forEach(terminal::notice);
    List<Migration.Plan> plans =
        Migration.of(PostureCommand.scene(reading.estate(), trail, terminal, clock));
    switch (format.chosen()) {
      case TABLE -> print(plans);
      case JSONL -> plans.forEach(each -> terminal.out().println(MigrationJson.line(each)));
      default -> throw format.notOffered();
    }
    terminal.out().flush();
    return ExitCode.DONE;
  }

  private void print(List<Migration.Plan> plans) {
    long staying = plans.stream().filter(each -> each.becomes().startsWith("stays")).count();
    terminal
        .out()
        .println(
            Text.count(plans.size(), "IAM user")
                + ", "
                + (plans.size() - staying)
                + " to replace, in this order:");
    int number = 0;
    for (Migration.Plan plan : plans) {
      number++;
      line("");
      line(
          number
              + ". "
              + Text.oneLine(plan.user())
              + " → "
              + Text.oneLine(plan.becomes())
              + (plan.privileged() ? " (may change IAM or everything)" : ""));
      plan.why().forEach(each -> line("   because " + Text.oneLine(each)));
      plan.grants().forEach(each -> line("   has     " + Text.oneLine(each)));
      if (plan.used() != null) {
        line("   needs   " + Text.oneLine(plan.used()));
      }
      if (plan.trust() != null) {
        line("   trust   " + plan.trust());
      }
      for (int i = 0; i < plan.steps().size(); i++) {
        line("   " + (i + 1) + ") " + plan.steps().get(i));
      }
    }
  }

  private void line(String text) {
    terminal.out().println(text);
  }
}
