package dev.gatehouse.cli.lineage;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.tree.Session;
import dev.gatehouse.core.lineage.tree.SessionTree;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.lineage.EvidenceRecord;
import dev.gatehouse.output.lineage.TraceJson;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse trace}: one credential, home and onward. */
@Command(
    name = "trace",
    description = "Show where a credential came from and all that grew from it, with every record.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse trace ASIAEXAMPLEKEYID0001 ./AWSLogs",
      "  gatehouse trace deploy-session ./AWSLogs",
      "  gatehouse trace ASIAEXAMPLEKEYID0001 --from cases.jsonl",
      "  gatehouse trace --format jsonl 6f1c0a4e-0000-4000-8000-000000000001 ./AWSLogs",
    })
public final class TraceCommand implements Callable<Integer> {
  /** Sessions without a tie to the id that are remembered in case a later act makes one. */
  private static final int SESSIONS_MAX = 100_000;

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "An event id, access key id, session ARN, session name or identity's ARN.")
  private String id = "";

  @Mixin private TrailOptions trail = new TrailOptions();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PATH",
      description = TrailOptions.PATH_HELP + " With --from they may be left out.")
  void paths(List<String> typed) {
    trail.paths(typed);
  }

  @Option(
      names = "--from",
      paramLabel = "F",
      description =
          "Look it up in what `detect --cases --format jsonl` wrote, rather than read everything"
              + " again; files are read for the records alone.")
  private @Nullable Path from;

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

  /** A command over the given streams. */
  public TraceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (from != null) {
      SavedSessions saved = SavedSessions.of(from, id);
      print(saved.trees(), trail.typed().isEmpty() ? List.of() : records(saved.cited()));
      return ExitCode.DONE;
    }
    if (trail.typed().isEmpty()) {
      throw Refusal.usage(
          "`trace` needs files: the paths in which it is looked for, or `--from F` with what"
              + " `detect --cases --format jsonl` wrote.");
    }
    TrailInput input = TrailInput.of(trail, terminal);
    SessionTree tree = grow(input, id);
    if (tree.askedByEvent()) {
      tree = grow(input, tree.asked().iterator().next());
    }
    if (tree.asked().isEmpty()) {
      throw Refusal.usage(
          "Nothing in these files is called `"
              + id
              + "`; give an event id, an access key id, a session ARN or a session name.");
    }
    List<Session.Branch> branches = tree.trees();
    Set<String> ids = new HashSet<>(tree.records());
    branches.forEach(branch -> cited(branch, ids));
    print(branches, records(ids));
    long unnamed = tree.recordsAll() - tree.records().size();
    if (unnamed > 0) {
      terminal.notice(
          Text.count(unnamed, "further record") + " counted in the tree and not listed.");
    }
    if (tree.leftOut() > 0) {
      terminal.notice(
          Text.count(tree.leftOut(), "record")
              + " of sessions without a tie to `"
              + id
              + "` not kept; acts that tie them later are missed.");
    }
    return ExitCode.DONE;
  }

  private void print(List<Session.Branch> branches, List<EvidenceRecord> records) {
    switch (format.chosen()) {
      case TABLE -> new TraceTable(terminal).print(branches, records);
      case JSONL -> new TraceJson(terminal.out()).print(branches, records);
      default -> throw format.notOffered();
    }
    terminal.out().flush();
  }

  /** Records by their ids, in the order of time. */
  private List<EvidenceRecord> records(Set<String> ids) {
    return TrailInput.of(trail, terminal).records(ids).values().stream()
        .sorted(
            Comparator.comparing((EvidenceRecord record) -> record.event().time())
                .thenComparing(record -> record.event().id()))
        .toList();
  }

  private SessionTree grow(TrailInput input, String asked) {
    SessionTree tree = new SessionTree(asked, SESSIONS_MAX);
    new TrailPass(terminal, input).run(tree::add);
    return tree;
  }

  /** The records that prove the edges. */
  private static void cited(Session.Branch branch, Set<String> ids) {
    Hop issue = branch.session().issue();
    if (issue != null && issue.issuedBy() != null) {
      ids.add(issue.issuedBy());
    }
    for (Cause cause : branch.session().causes()) {
      ids.add(cause.eventId());
    }
    branch.grown().forEach(child -> cited(child, ids));
  }
}
