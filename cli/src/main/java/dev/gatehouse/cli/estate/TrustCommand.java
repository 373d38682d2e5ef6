package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Nearest;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Summary;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.harden.TrustSurvey;
import dev.gatehouse.output.estate.TrustJson;
import dev.gatehouse.output.estate.TrustSarif;
import dev.gatehouse.output.page.TrustReport;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gatehouse estate trust}: the trust policies against the checklist, or a draft trust map.
 */
@Command(
    name = "trust",
    description =
        "Hold trust policies against the checklist of eight points, or draft a trust map.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse estate trust --estate ./estate",
      "  gatehouse estate trust --estate ./estate deploy '*-admin'",
      "  gatehouse estate trust --estate ./estate --format sarif >trust.sarif",
      "  gatehouse estate trust --estate ./estate --trail ./AWSLogs",
      "  gatehouse estate trust --draft --estate ./estate --trail ./AWSLogs >trust.yaml",
    })
final class TrustCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Configuration configuration;
  private final Clock clock;

  @Mixin private EstateOption estate = new EstateOption();

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = "ROLE",
      description = "Only these roles: an ARN or a name, * allowed.")
  private List<String> roles = List.of();

  @Mixin
  private final FormatOption format =
      FormatOption.of(Format.TABLE, Format.JSONL, Format.SARIF, Format.HTML);

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 1 if a problem is at or over low, medium, high or critical.")
  private @Nullable Severity failOn;

  @Option(
      names = "--draft",
      description = "Write a trust.yaml from what policies allow and, with --trail, history did.")
  private boolean draft;

  @Option(
      names = "--trail",
      paramLabel = "PATH",
      arity = "1..*",
      description = {
        "CloudTrail files: changes since the estate was read count, and each principal is told with"
            + " the record that added it.",
        "With --draft: assumptions stand first in the draft."
      })
  private List<String> trail = List.of();

  @SuppressWarnings("UnusedVariable") // Configuration reads it before anything is parsed
  @Option(
      names = "--config",
      paramLabel = "F",
      description = "Settings; by default ./gatehouse.yaml. --config '' reads none.")
  private @Nullable String config;

  TrustCommand(Terminal terminal, Configuration configuration, Clock clock) {
    this.terminal = terminal;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    EstateFolder.Reading reading = estate.read(configuration.config().tagNames());
    reading.problems().forEach(terminal::notice);
    if (draft) {
      if (!roles.isEmpty() || failOn != null) {
        throw Refusal.usage(
            "`--draft` drafts a map of the whole estate; give no ROLE and no --fail-on.");
      }
      new DraftTrust(terminal, reading.estate()).print(trail, clock.instant());
      return ExitCode.DONE;
    }
    TrustTrail changes = new TrustTrail(reading.estate().inventory());
    if (!trail.isEmpty()) {
      TrailInput input = TrailInput.of(TrailOptions.of(trail, null), terminal);
      Summary.print(new TrailPass(terminal, input).run(changes::take).tally(), terminal);
    }
    TrustSurvey result =
        TrustSurvey.of(
            reading.estate(), changes.inventory(), changes.changes(), roles, clock.instant());
    if (result.roles().isEmpty()) {
      throw Refusal.usage(nothing(reading.estate()));
    }
    switch (format.chosen()) {
      case TABLE -> new TrustTable(terminal, result, !roles.isEmpty()).print();
      case JSONL -> TrustJson.lines(result).forEach(terminal.out()::println);
      case SARIF -> terminal.out().println(TrustSarif.of(result));
      case HTML -> terminal.out().print(TrustReport.of(result));
      default -> throw format.notOffered();
    }
    terminal.out().flush();
    boolean found =
        failOn != null && result.worst().map(worst -> worst.compareTo(failOn) >= 0).orElse(false);
    return found ? ExitCode.FOUND : ExitCode.DONE;
  }

  private String nothing(Estate known) {
    if (roles.isEmpty()) {
      return "The estate folder holds no roles; put the output of `aws iam"
          + " get-account-authorization-details` there.";
    }
    List<String> names = known.inventory().roles().map(IamRole::name).distinct().toList();
    String role = roles.get(0);
    String hint = Nearest.hint(role.substring(role.lastIndexOf('/') + 1), names);
    return "The estate knows no role `" + role + "`" + (hint.isEmpty() ? "." : hint);
  }
}
