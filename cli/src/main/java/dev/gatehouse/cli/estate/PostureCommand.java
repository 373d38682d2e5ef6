package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.InventoryHistory;
import dev.gatehouse.estate.posture.Posture;
import dev.gatehouse.estate.posture.PostureResult;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import dev.gatehouse.estate.posture.PostureResult.Standing;
import dev.gatehouse.estate.posture.Scene;
import dev.gatehouse.estate.posture.TrailUse;
import dev.gatehouse.output.estate.PostureJson;
import dev.gatehouse.output.estate.PosturePage;
import dev.gatehouse.trail.TrailEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse estate posture}: what is wrong before anything happens. */
@Command(
    name = "posture",
    description = {
      "Check identities before anything happens: root, keys, MFA, roles, sessions, and what each"
          + " identity should be instead.",
      "Exit 1 if something open is at or over --fail-on, else 0.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Ages count to the newest moment that estate and trail tell of.",
      "",
      "Examples:",
      "  gatehouse estate posture --estate ./estate",
      "  gatehouse estate posture --estate ./estate --trail ./AWSLogs --fail-on high",
      "  gatehouse estate posture --estate ./estate --format html >posture.html",
    })
final class PostureCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private EstateOption estate = new EstateOption();

  @Option(
      names = "--trail",
      paramLabel = "PATH",
      arity = "1..*",
      description = {
        "CloudTrail files: what was used, how, and what changed in IAM since the export.",
      })
  private List<String> trail = List.of();

  @Mixin
  private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL, Format.HTML);

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "low, medium, high or critical: exit 1 if something open is as bad.")
  private @Nullable Severity failOn;

  PostureCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    EstateFolder.Reading reading = estate.read();
    reading.problems().forEach(terminal::notice);
    List<PostureResult> results = Posture.of(scene(reading.estate(), trail, terminal, clock));
    switch (format.chosen()) {
      case TABLE -> new PostureTable(terminal, reading.estate()).print(results);
      case HTML -> terminal.out().print(PosturePage.of(results, reading.estate()));
      case JSONL -> results.forEach(each -> terminal.out().println(PostureJson.line(each)));
      default -> throw format.notOffered();
    }
    terminal.out().flush();
    boolean bad =
        failOn != null
            && results.stream()
                .anyMatch(
                    each ->
                        each.standing() == Standing.OPEN && each.severity().compareTo(failOn) >= 0);
    return bad ? ExitCode.FOUND : ExitCode.DONE;
  }

  /** An estate with what a trail shows of it. */
  static Scene scene(Estate known, List<String> trail, Terminal terminal, Clock clock) {
    TrailUse use = new TrailUse();
    List<TrailEvent> changes = new ArrayList<>();
    if (!trail.isEmpty()) {
      TrailInput.of(TrailOptions.of(trail, null), terminal)
          .scan(
              (event, raw) -> {
                use.accept(event);
                if (InventoryHistory.concerns(event)) {
                  changes.add(event);
                }
              });
    }
    Inventory inventory = InventoryHistory.of(known.inventory(), changes).latest();
    Instant newest = Scene.newest(inventory, use);
    return new Scene(known, inventory, use, newest == null ? clock.instant() : newest);
  }
}
