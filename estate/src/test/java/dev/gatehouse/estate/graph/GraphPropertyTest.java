package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.OTHER;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.aws;
import static dev.gatehouse.estate.graph.Paper.deny;
import static dev.gatehouse.estate.graph.Paper.policy;
import static dev.gatehouse.estate.graph.Paper.role;
import static dev.gatehouse.estate.graph.Paper.trust;
import static dev.gatehouse.estate.graph.Paper.user;
import static dev.gatehouse.estate.graph.Paper.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The index finds what asking the engine about every pair finds; a reach is a breadth-first search.
 */
class GraphPropertyTest {
  private static final List<String> ACCOUNTS = List.of(HOME, OTHER);

  /** Conditions that every caller meets or does not by nature, so that a pair has one answer. */
  private static final List<String> CONDITIONS =
      List.of(
          "{'StringEquals':{'aws:PrincipalOrgID':'o-test'}}",
          "{'StringEquals':{'aws:PrincipalOrgID':'o-else'}}",
          "{'StringEquals':{'aws:PrincipalAccount':'" + OTHER + "'}}",
          "{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/r*'}}",
          "{'StringNotEquals':{'aws:PrincipalType':'User'}}");

  @Property(tries = 300, seed = "20261130")
  void indexFindsWhatAllPairsFind(@ForAll long seed) {
    Inventory inventory = estate(new Random(seed)).inventory();
    TrustGraph graph = TrustGraph.of(inventory);
    Map<String, EdgeVerdict> found = new HashMap<>();
    for (Edge edge : graph.edges()) {
      if (edge.kind() == EdgeKind.ASSUME_ROLE) {
        found.put(edge.from().id() + " " + edge.to().id(), edge.verdict());
      }
    }
    inventory
        .principals()
        .forEach(
            caller -> {
              for (IamRole role : inventory.roles().toList()) {
                if (caller.arn().equals(role.arn())) {
                  continue;
                }
                boolean allowed = ask(inventory, caller.arn(), role).allowed();
                EdgeVerdict verdict = found.get(caller.arn() + " " + role.arn());
                assertThat(verdict == EdgeVerdict.OPEN)
                    .as("%s to %s: %s", caller.arn(), role.arn(), verdict)
                    .isEqualTo(allowed);
                assertThat(verdict).isNotIn(EdgeVerdict.CONDITIONAL, EdgeVerdict.UNKNOWN);
              }
            });
  }

  /** The engine asked plainly, with the inventory's own choice of policies. */
  private static Decision ask(Inventory inventory, String caller, IamRole role) {
    Request request =
        Request.of(
            Caller.parse(caller),
            "sts:AssumeRole",
            role.arn(),
            Context.of(Map.of("aws:PrincipalOrgID", "o-test")));
    Request derived = DerivedContext.derive(request, null);
    return Evaluator.decide(derived, inventory.policies(derived.caller(), role.arn()));
  }

  private static Paper estate(Random random) {
    Paper paper = new Paper().withPolicy(HOME, "limit", policy(allow(any(random), "sts:*")));
    for (String account : ACCOUNTS) {
      for (int i = 0; i < 3; i++) {
        paper.withUser(account, "u" + i, own(random, account));
        paper.withRole(account, "r" + i, policy(trusts(random)), own(random, account));
      }
    }
    if (random.nextInt(3) == 0) {
      paper.withScp(pick(random, ACCOUNTS), policy(deny(any(random), "sts:AssumeRole")));
    }
    return paper;
  }

  private static String[] own(Random random, String account) {
    List<String> own = new ArrayList<>();
    List<String> statements = new ArrayList<>(List.of(allow("*", "s3:ListAllMyBuckets")));
    for (int i = random.nextInt(3); i > 0; i--) {
      String action = pick(random, List.of("sts:AssumeRole", "sts:*", "*", "sts:TagSession"));
      String statement = allow(any(random), action);
      boolean conditional = random.nextInt(4) == 0;
      statements.add(conditional ? when(statement, pick(random, CONDITIONS)) : statement);
    }
    if (random.nextInt(5) == 0) {
      statements.add(deny(any(random), "sts:AssumeRole"));
    }
    own.add(policy(statements.toArray(String[]::new)));
    if (account.equals(HOME) && random.nextInt(5) == 0) {
      own.add(Paper.boundary("arn:aws:iam::" + HOME + ":policy/limit"));
    }
    return own.toArray(String[]::new);
  }

  private static String any(Random random) {
    return pick(
        random,
        List.of(
            "*",
            role(HOME, "*"),
            role("*", "r1"),
            role(HOME, "r0"),
            role(OTHER, "r" + random.nextInt(3))));
  }

  private static String[] trusts(Random random) {
    List<String> statements = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      String account = pick(random, ACCOUNTS);
      String name =
          pick(
              random,
              List.of(
                  "arn:aws:iam::" + account + ":root",
                  account,
                  role(account, "r" + random.nextInt(3)),
                  user(account, "u" + random.nextInt(3)),
                  "*"));
      String statement = trust(aws(name));
      if (random.nextInt(6) == 0) {
        statement = statement.replace("'Allow'", "'Deny'");
      }
      boolean conditional = random.nextInt(3) == 0;
      statements.add(conditional ? when(statement, pick(random, CONDITIONS)) : statement);
    }
    return statements.toArray(String[]::new);
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  @Property(tries = 500, seed = "20261130")
  void reachIsTheShortestWayOfTheMostOpenKind(@ForAll long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(7);
    List<Edge> edges = new ArrayList<>();
    for (int i = random.nextInt(25); i > 0; i--) {
      EdgeVerdict verdict = pick(random, List.of(EdgeVerdict.values()));
      edges.add(edge(random.nextInt(size), random.nextInt(size), verdict));
    }
    TrustGraph graph = new TrustGraph(Inventory.EMPTY, new GraphIndex(Inventory.EMPTY), edges);
    int stepsMax = 1 + random.nextInt(6);
    Reach reach = Reach.from(graph, List.of(node(0)), stepsMax);
    for (int to = 1; to < size; to++) {
      Optional<Reach.Reached> found = reach.to(node(to));
      EdgeVerdict best = null;
      int steps = 0;
      for (EdgeVerdict verdict :
          List.of(EdgeVerdict.OPEN, EdgeVerdict.CONDITIONAL, EdgeVerdict.UNKNOWN)) {
        int length = relaxed(edges, size, verdict)[to];
        if (best == null && length <= stepsMax) {
          best = verdict;
          steps = length;
        }
      }
      assertThat(found.map(Reach.Reached::verdict)).isEqualTo(Optional.ofNullable(best));
      if (found.isPresent()) {
        List<Edge> path = found.get().path();
        assertThat(path).hasSize(steps);
        assertThat(path.get(0).from()).isEqualTo(node(0));
        assertThat(path.get(path.size() - 1).to()).isEqualTo(node(to));
        for (int i = 1; i < path.size(); i++) {
          assertThat(path.get(i).from()).isEqualTo(path.get(i - 1).to());
        }
      }
    }
  }

  /** Bellman and Ford's relaxation over the edges at least as open as the verdict. */
  private static int[] relaxed(List<Edge> edges, int size, EdgeVerdict verdict) {
    int[] length = new int[size];
    java.util.Arrays.fill(length, 1_000_000);
    length[0] = 0;
    for (int round = 0; round < size; round++) {
      for (Edge edge : edges) {
        if (edge.verdict().compareTo(verdict) <= 0) {
          int from = Integer.parseInt(edge.from().account());
          int to = Integer.parseInt(edge.to().account());
          length[to] = Math.min(length[to], length[from] + 1);
        }
      }
    }
    return length;
  }

  private static Node node(int i) {
    return Node.account(Integer.toString(i));
  }

  private static Edge edge(int from, int to, EdgeVerdict verdict) {
    return new Edge(
        node(from),
        node(to),
        EdgeKind.ASSUME_ROLE,
        verdict,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
