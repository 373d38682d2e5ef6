package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Nearest;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Shell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.RecordTable;
import dev.gatehouse.cli.trail.Shortfalls;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.output.finding.CaseJson;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.finding.MadeWith;
import dev.gatehouse.output.lineage.EvidenceRecord;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse explain}: a finding or a case told whole, with its records. */
@Command(
    name = "explain",
    description = {
      "Show all that is known of one finding or case: the way home, the arithmetic, what to do, and"
          + " the records.",
      "With --from the findings of an earlier run are looked up, and files are read for records"
          + " only; else the files are searched for findings again.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse explain root-used-20260131T15-3f9ab2c1d0e4 ./AWSLogs",
      "  gatehouse explain 0131-k7m2qd --from cases.jsonl",
      "  gatehouse explain 3f9ab2c1d0e4 --from findings.jsonl ./AWSLogs",
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Configuration configuration;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description =
          "Id of a finding or case, the short id of a case, or the last part of a finding's id.")
  private String typed = "";

  @Option(
      names = "--from",
      paramLabel = "F",
      description = "What `detect --format jsonl` wrote, with or without --cases.")
  private @Nullable Path from;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PATH",
      description = TrailOptions.PATH_HELP + " With --from they may be left out.")
  void paths(List<String> words) {
    trail.paths(words);
  }

  /** A command over the given streams and settings. */
  public ExplainCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    if (from != null) {
      saved(new AskedId(typed), from);
      return ExitCode.DONE;
    }
    if (trail.typed().isEmpty()) {
      throw Refusal.usage(
          "`explain` needs files: the paths in which the finding was found, or `--from F` with what"
              + " `detect --format jsonl` wrote.");
    }
    return found(new AskedId(typed));
  }

  /** Looks it up in a file. */
  private void saved(AskedId asked, Path file) {
    List<Saved> named = new ArrayList<>();
    List<Saved> holding = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    new SavedFindings("--from", file)
        .read(
            fields -> {
              Saved saved = new Saved(fields);
              String id = saved.text("id");
              if (asked.names(id) || asked.isShort(saved.text("shortId"))) {
                named.add(saved);
              } else if (saved.texts("findings").stream().anyMatch(asked::names)) {
                holding.add(saved);
              }
              if (ids.size() < AskedId.KNOWN_MAX) {
                ids.add(id);
              }
            });
    List<Saved> matching = named.isEmpty() ? holding : named;
    if (matching.isEmpty()) {
      throw Refusal.usage("`" + file + "` holds nothing called `" + typed + "`" + hint(ids, "."));
    }
    asked.refuseSeveral(matching.stream().map(saved -> saved.text("id")).distinct().toList());
    Saved saved = matching.get(0);
    Saved madeWith = saved.object("madeWith");
    if (madeWith != null) {
      compare(madeWith, file);
    }
    TrailInput input = trail.typed().isEmpty() ? null : TrailInput.of(trail, terminal);
    if (SavedFindings.isCase(saved.fields())) {
      if (named.isEmpty()) {
        terminal.notice("`" + typed + "` is told as a part of case " + saved.text("shortId") + ".");
      }
      CaseExplanation explanation = new CaseExplanation(saved, terminal);
      explanation.story();
      records("Records", explanation.cited(), input, false);
    } else {
      About about = about(saved.text("detector"));
      Explanation explanation = new Explanation(saved, about, terminal);
      explanation.story();
      records(explanation.evidence(), explanation.cited(), input, true);
    }
  }

  private @Nullable About about(String detector) {
    return configuration.about(detector).orElse(null);
  }

  /** What was made with other things than are given now may not be found again. */
  private void compare(Saved then, Path file) {
    MadeWith now = trail.madeWith(configuration.settings());
    if (!now.estate().isEmpty() && !now.estate().equals(then.text("estate"))) {
      terminal.notice(
          "What `"
              + file
              + "` holds was made "
              + (then.has("estate")
                  ? "with another estate or other suppressions"
                  : "without an estate")
              + " than are given now; it is told as it was made.");
    }
    if (!now.settings().equals(then.text("settings"))) {
      Path config = configuration.file();
      terminal.notice(
          "What `"
              + file
              + "` holds was made with other settings than "
              + (config == null ? "the defaults" : "`" + config + "`")
              + "; it is told as it was made.");
    }
  }

  /** Finds it again in the files. */
  private int found(AskedId asked) {
    boolean cases = asked.isCase();
    DetectionRun detection = new DetectionRun(terminal, configuration, trail);
    Detected detected = detection.run(all -> Set.of(), new TrailPass.Wanted(!cases, cases));
    if (cases) {
      CaseExplanation explanation = new CaseExplanation(theCase(asked, detected), terminal);
      explanation.story();
      records("Records", explanation.cited(), detection.input(), false);
    } else {
      Saved finding = theFinding(asked, detected);
      Explanation explanation =
          new Explanation(finding, detected.about().get(finding.text("detector")), terminal);
      explanation.story();
      records(explanation.evidence(), explanation.cited(), detection.input(), true);
    }
    return Shortfalls.tell(detected.tally(), trail, terminal);
  }

  private Saved theCase(AskedId asked, Detected detected) {
    List<Case> matching = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Case told : detected.cases()) {
      if (asked.names(told.id()) || asked.isShort(told.shortId())) {
        matching.add(told);
      } else if (ids.size() < AskedId.KNOWN_MAX) {
        ids.add(told.shortId());
      }
    }
    if (matching.isEmpty()) {
      throw notFound("case", ids, "`gatehouse detect --cases`");
    }
    asked.refuseSeveral(matching.stream().map(Case::id).toList());
    RelatedCases related =
        new RelatedCases(detected.firstCases(BuildCases.WORST_FIRST, RelatedCases.CASES_MAX));
    return new Saved(Json.object(CaseJson.line(detected, matching.get(0), related)));
  }

  private Saved theFinding(AskedId asked, Detected detected) {
    List<FindingState> matching = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (FindingState state : detected.findings()) {
      if (asked.names(state.finding().id())) {
        matching.add(state);
      } else if (ids.size() < AskedId.KNOWN_MAX) {
        ids.add(state.finding().id());
      }
    }
    if (matching.isEmpty()) {
      throw notFound("finding", ids, "`gatehouse detect`");
    }
    asked.refuseSeveral(matching.stream().map(state -> state.finding().id()).toList());
    return new Saved(Json.object(FindingJson.line(detected, matching.get(0))));
  }

  private Refusal notFound(String what, List<String> ids, String lister) {
    return Refusal.usage(
        "These files give no "
            + what
            + " `"
            + typed
            + "`"
            + hint(
                ids,
                "; "
                    + lister
                    + " lists those there are, and if it had --estate or --config, give them here"
                    + " too."));
  }

  private String hint(List<String> ids, String otherwise) {
    String hint = Nearest.hint(typed, ids);
    return hint.isEmpty() ? otherwise : hint;
  }

  /** The records: in a table, and whole if they are those of one finding. */
  private void records(String head, Set<String> cited, @Nullable TrailInput input, boolean whole) {
    terminal.out().println();
    terminal.out().println(terminal.paint().strong(head));
    if (input == null) {
      cited.forEach(
          id -> terminal.out().println("  " + dev.gatehouse.output.label.Text.oneLine(id)));
      terminal.out().println();
      terminal.paragraph("To see the records, name the files they are in as well:");
      terminal
          .out()
          .println(
              "  "
                  + terminal.command()
                  + " explain "
                  + Shell.quoted(typed)
                  + " --from "
                  + Shell.quoted(String.valueOf(from))
                  + " ./AWSLogs");
      return;
    }
    Map<String, EvidenceRecord> records = input.records(cited);
    List<EvidenceRecord> inOrder =
        records.values().stream()
            .sorted(
                Comparator.comparing((EvidenceRecord record) -> record.event().time())
                    .thenComparing(record -> record.event().id()))
            .toList();
    new RecordTable(terminal).print(inOrder.stream().map(EvidenceRecord::event).toList());
    for (String id : cited) {
      EvidenceRecord record = records.get(id);
      if (record == null) {
        terminal.out().println();
        terminal.paragraph(id + " is not in these files, or in them under another id.");
      } else if (whole) {
        Object tree = Json.tree(record.raw());
        terminal.out().println();
        terminal.out().println(JsonWriter.asciiPretty(json -> JsonWriter.value(json, tree)));
      }
    }
  }
}
