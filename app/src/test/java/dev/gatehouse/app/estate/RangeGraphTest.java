package dev.gatehouse.app.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.core.lineage.Identity;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.graph.TrustGraph;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.trail.TrailEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph of a generated organization against what its trail shows and its truth knows. */
class RangeGraphTest {
  @TempDir static Path folder;

  private static TrustGraph graph = TrustGraph.of(dev.gatehouse.estate.inventory.Inventory.EMPTY);
  private static final List<TrailEvent> assumed = new ArrayList<>();
  private static final Set<String> attacks = new HashSet<>();
  private static final Set<String> retrusted = new HashSet<>();

  @BeforeAll
  static void generate() throws IOException {
    Path out = folder.resolve("range");
    Invocation made =
        Invocation.of(
            "range",
            "generate",
            "--seed",
            "42",
            "--accounts",
            "12",
            "--days",
            "3",
            "--events-per-day",
            "3000",
            "--slot-minutes",
            "30",
            "--out",
            out.toString());
    assertThat(made.exitCode()).isEqualTo(ExitCode.DONE);
    graph = TrustGraph.of(EstateFolder.read(out.resolve("estate")).estate().inventory());
    for (String line : Files.readAllLines(out.resolve("truth/labels.jsonl"))) {
      attacks.add(Objects.requireNonNull(Json.text(line, "eventID")));
    }
    Terminal silent =
        Terminal.of(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of());
    TrailOptions options = TrailOptions.of(List.of(out.resolve("trail").toString()), null);
    TrailInput.of(options, silent).scan((event, raw) -> take(event));
  }

  private static void take(TrailEvent event) {
    if (event.succeeded() && event.eventName().equals("UpdateAssumeRolePolicy")) {
      retrusted.add(event.recipientAccountId() + "/" + event.request("roleName"));
    }
    boolean copy = event.userIdentity().type().equals("AWSAccount");
    if (event.succeeded() && event.eventName().startsWith("AssumeRole") && !copy) {
      assumed.add(event);
    }
  }

  @Test
  void whatWasAssumedCouldBe() {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (TrailEvent event : assumed) {
      Node role = new Node(Node.Kind.ROLE, String.valueOf(event.request("roleArn")));
      boolean attack = attacks.contains(event.id());
      String word = attack ? "attack " : "benign ";
      if (!graph.nodes().contains(role)) {
        counts.merge(word + "role made later", 1, Integer::sum);
        continue;
      }
      List<Edge> edges = edges(event, role);
      boolean passable = edges.stream().anyMatch(Edge::passable);
      String verdict = edges.isEmpty() ? "absent" : edges.get(0).verdict().word();
      counts.merge(word + verdict, 1, Integer::sum);
      String name = role.account() + role.id().substring(role.id().lastIndexOf('/'));
      if (!passable && !retrusted.contains(name)) {
        wrong.add(word + Identity.of(event.userIdentity()) + " to " + role + ": " + verdict);
      }
    }
    assertThat(wrong).as("%s", counts).isEmpty();
    assertThat(counts).containsKeys("benign open", "benign conditional", "attack open");
  }

  private static List<Edge> edges(TrailEvent event, Node role) {
    String who = who(event);
    return graph.edges().stream()
        .filter(edge -> edge.to().equals(role))
        .filter(edge -> means(edge.from(), who))
        .toList();
  }

  private static boolean means(Node node, String who) {
    return node.kind() == Node.Kind.FEDERATED
        ? Glob.of(node.id()).matches(who) || node.id().startsWith(who)
        : node.id().equals(who);
  }

  private static String who(TrailEvent event) {
    String saml = event.request("principalArn");
    if (saml != null) {
      return Node.federated(saml, String.valueOf(event.userIdentity().userName())).id();
    }
    String provider = event.userIdentity().identityProvider();
    if (provider != null && event.userIdentity().type().equals("WebIdentityUser")) {
      String host = provider.substring(provider.indexOf(":oidc-provider/") + 1);
      String name =
          host.startsWith("oidc-provider/") ? host.substring(host.indexOf('/') + 1) : provider;
      return Node.federated(name, String.valueOf(event.userIdentity().userName())).id();
    }
    String identity = Identity.of(event.userIdentity());
    return identity.equals("service:rolesanywhere.amazonaws.com")
        ? "federated:rolesanywhere/"
        : identity;
  }
}
