package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Nearest;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.graph.Reach;
import dev.gatehouse.estate.graph.Starts;
import dev.gatehouse.estate.graph.TrustGraph;
import dev.gatehouse.estate.graph.WhoCan;
import dev.gatehouse.estate.graph.edge.LiveSession;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.output.estate.NodeLabel;
import dev.gatehouse.output.estate.ReachJson;
import dev.gatehouse.output.estate.ReachPage;
import dev.gatehouse.output.estate.ReachView;
import dev.gatehouse.output.estate.TrailUse;
import dev.gatehouse.output.estate.WhoCanJson;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse estate reach}: everything that somebody can become or act on. */
@Command(
    name = "reach",
    description = "Say what a principal reaches over all accounts, the shortest way to each.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse estate reach build --estate ./estate",
      "  gatehouse estate reach arn:aws:iam::123456789012:user/alice --estate ./estate",
      "  gatehouse estate reach build --estate ./estate --to admin",
      "  gatehouse estate reach ASIAEXAMPLEKEYID0001 --estate ./estate --live ./AWSLogs",
      "  gatehouse estate reach anyone --estate ./estate --format html >reach.html",
      "  gatehouse estate reach --who-can iam:PassRole '*' --estate ./estate",
    })
final class ReachCommand implements Callable<Integer> {
  private static final int AMBIGUOUS_SHOWN = 5;

  private final Terminal terminal;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PRINCIPAL",
      description = {
        "ARN or name of a user or role, service:PRINCIPAL, federated:PROVIDER[/SUBJECT],"
            + " account:ID or anyone;",
        "with --live an access key id, session ARN or session name;",
        "with --who-can the ARN of the resource, * for any."
      })
  private String principal = "";

  @Mixin private EstateOption estate = new EstateOption();

  @Option(
      names = "--to",
      paramLabel = "ROLE",
      description = "Only the way to this one, step by step; ARN, name or administrator:ACCOUNT.")
  private @Nullable String to;

  @Option(
      names = "--who-can",
      paramLabel = "ACTION",
      description =
          "The question backwards: who can make this call on the resource, how, and what would cut"
              + " it; with wildcards every action that it means.")
  private @Nullable String whoCan;

  @Option(
      names = "--live",
      paramLabel = "TRAIL",
      arity = "1..*",
      description = "Begin at a session in these CloudTrail files, with what it brings.")
  private List<String> live = List.of();

  @Option(
      names = "--trail",
      paramLabel = "PATH",
      arity = "1..*",
      description = "CloudTrail files that show which of the roles were used.")
  private List<String> trail = List.of();

  @Option(
      names = "--hops",
      paramLabel = "N",
      description = "Ways of at most so many steps; without it all.")
  private int hops = Integer.MAX_VALUE;

  @Option(
      names = "--all",
      description =
          "List users and roles too that are reached only as their account's administrator.")
  private boolean all;

  @Mixin
  private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL, Format.HTML);

  ReachCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (hops < 1) {
      throw Refusal.usage("`--hops " + hops + "` reaches nothing; give 1 or more.");
    }
    if (principal.isEmpty() && whoCan == null) {
      throw Refusal.usage("Give a principal, or `--who-can ACTION RESOURCE`.");
    }
    EstateFolder.Reading reading = estate.read();
    reading.problems().forEach(terminal::notice);
    NodeLabel label = new NodeLabel(reading.estate());
    if (whoCan != null) {
      whoCan(reading, label, whoCan);
      return ExitCode.DONE;
    }
    TrustGraph graph = TrustGraph.of(reading.estate().inventory());
    TrailUse use = live.isEmpty() && trail.isEmpty() ? null : new TrailUse();
    Set<Node> users = new LinkedHashSet<>();
    Reach reach;
    String who;
    if (live.isEmpty()) {
      List<Node> starts = starts(graph, principal);
      users.addAll(starts);
      if (use != null) {
        read(use, null);
      }
      reach = Reach.from(graph, starts, hops);
      who = words(starts, label);
    } else {
      LiveTrail session = new LiveTrail(principal);
      TrailInput input = read(use == null ? new TrailUse() : use, session);
      LiveTrail.Found found = found(session);
      LiveSession known = LiveTrail.live(found, input, graph.inventory());
      graph = graph.with(known);
      users.add(known.node());
      users.add(new Node(Node.Kind.SESSION, found.key()));
      reach = Reach.from(graph, List.of(known.node()), hops);
      who = LiveWords.of(found, known, graph.inventory(), label);
    }
    ReachView view = new ReachView(reach, who, label, use, users);
    print(view, graph);
    terminal.out().flush();
    MissingNotice.print(reading, terminal);
    return ExitCode.DONE;
  }

  private void whoCan(EstateFolder.Reading reading, NodeLabel label, String action) {
    if (to != null || !live.isEmpty() || !trail.isEmpty()) {
      throw Refusal.usage("`--who-can` goes without `--to`, `--live` and `--trail`.");
    }
    String resource = principal.isEmpty() ? "*" : principal;
    if (!resource.equals("*") && !resource.startsWith("arn:")) {
      throw Refusal.usage("`" + resource + "` is no resource; give an ARN or *.");
    }
    WhoCan who;
    try {
      who = WhoCan.of(TrustGraph.of(reading.estate().inventory()), action, resource);
    } catch (IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage() + ".");
    }
    switch (format.chosen()) {
      case TABLE -> new WhoCanTable(terminal, label).print(who, action, resource);
      case JSONL -> WhoCanJson.lines(who).forEach(terminal.out()::println);
      case HTML -> throw Refusal.usage("`--who-can` is told as table or jsonl.");
      default -> throw format.notOffered();
    }
    terminal.out().flush();
    MissingNotice.print(reading, terminal);
  }

  private void print(ReachView view, TrustGraph graph) {
    if (to != null) {
      List<Node> ends = starts(graph, to);
      switch (format.chosen()) {
        case TABLE -> ends.forEach(end -> new ReachTable(terminal, view).way(graph, end));
        case JSONL ->
            view.rows().stream()
                .filter(row -> ends.contains(row.reached().node()))
                .forEach(row -> terminal.out().println(ReachJson.line(row, view)));
        case HTML -> throw Refusal.usage("`--to` is told as table or jsonl.");
        default -> throw format.notOffered();
      }
      return;
    }
    switch (format.chosen()) {
      case TABLE -> new ReachTable(terminal, view).print(all);
      case JSONL -> ReachJson.lines(view).forEach(terminal.out()::println);
      case HTML -> terminal.out().print(ReachPage.of(view));
      default -> throw format.notOffered();
    }
  }

  /** Reads the trails once, for all that is asked of them. */
  private TrailInput read(TrailUse use, @Nullable LiveTrail session) {
    List<String> paths = new ArrayList<>(live);
    paths.addAll(trail);
    TrailInput input = TrailInput.of(TrailOptions.of(paths, null), terminal);
    new TrailPass(terminal, input)
        .run(
            activity -> {
              use.add(activity);
              if (session != null) {
                session.add(activity);
              }
            });
    if (use.leftOut() > 0) {
      terminal.notice(
          Text.count(use.leftOut(), "use") + " of further roles not kept; USED is not complete.");
    }
    return input;
  }

  private LiveTrail.Found found(LiveTrail session) {
    LiveTrail.Found found = session.found();
    if (found == null) {
      throw Refusal.usage(
          "No session in these files is called `"
              + principal
              + "`; give an access key id, a session ARN or a session name.");
    }
    if (session.sessions() > 1) {
      terminal.notice(
          "Several credentials are called `"
              + principal
              + "`; this is the one used last, "
              + Label.key(found.key())
              + ".");
    }
    return found;
  }

  private static List<Node> starts(TrustGraph graph, String text) {
    Starts starts = Starts.of(graph, text);
    if (starts.ambiguous()) {
      throw Refusal.usage(
          "`"
              + text
              + "` is the name of "
              + Text.count(starts.nodes().size(), "user or role")
                  .replace("user or roles", "users and roles")
              + "; give the ARN of one: "
              + starts.nodes().stream()
                  .limit(AMBIGUOUS_SHOWN)
                  .map(node -> "`" + node.id() + "`")
                  .collect(Collectors.joining(", "))
              + (starts.nodes().size() > AMBIGUOUS_SHOWN ? ", …." : "."));
    }
    if (starts.nodes().isEmpty()) {
      Set<String> known = new LinkedHashSet<>();
      graph.nodes().forEach(node -> known.add(text.contains(":") ? node.id() : Starts.name(node)));
      throw Refusal.usage(
          "Nobody in the estate is called `"
              + text
              + "`"
              + Nearest.to(text, known).map(near -> "; did you mean `" + near + "`?").orElse("."));
    }
    return starts.nodes();
  }

  private static String words(List<Node> starts, NodeLabel label) {
    return starts.stream().map(label::of).collect(Collectors.joining(" or "));
  }

  /** Says what a session brings. */
  private static final class LiveWords {
    static String of(
        LiveTrail.Found found, LiveSession known, Inventory inventory, NodeLabel label) {
      String role =
          inventory
              .principal(found.arn())
              .map(IamPrincipal.class::cast)
              .map(IamPrincipal::arn)
              .orElseThrow(
                  () ->
                      Refusal.usage(
                          "`" + found.arn() + "` is a session of nobody in the estate folder."));
      List<String> facts = new ArrayList<>();
      facts.add("since " + Label.time(found.since()));
      String mfa = known.keys().get("aws:MultiFactorAuthPresent");
      facts.add(mfa == null ? "MFA not recorded" : mfa.equals("true") ? "with MFA" : "without MFA");
      String source = known.keys().get("aws:SourceIdentity");
      if (source != null) {
        facts.add("source identity " + source);
      }
      if (known.limits() != null) {
        facts.add("limited by a session policy");
      } else if (found.issuedBy() == null) {
        facts.add("issue not in the trail, so a session policy would not be seen");
      }
      return label.of(known.node())
          + " ("
          + String.join(", ", facts)
          + "), a session of "
          + role
          + ",";
    }
  }
}
