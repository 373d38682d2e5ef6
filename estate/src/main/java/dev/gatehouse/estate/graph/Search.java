package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds the edges of an estate, subject by subject. */
final class Search {
  private static final Way ASSUME = new AssumeRole();
  private static final Way ADMINISTERS = new Administers();
  private static final Way RESOURCES = new ResourceAccess();

  /** The ways to more permissions, in the order in which they are told. */
  private static final List<Way> OWN = List.of(new PolicyEdits(), new LiftLimits());

  /** The ways to other identities of the account. */
  private static final List<Way> OTHERS = List.of(new TakeIdentity(), new TakeByCompute());

  private final Inventory inventory;
  private final GraphIndex survey;

  Search(Inventory inventory) {
    this(inventory, new GraphIndex(inventory));
  }

  Search(Inventory inventory, GraphIndex survey) {
    this.inventory = inventory;
    this.survey = survey;
  }

  TrustGraph graph() {
    List<Edge> edges =
        new ArrayList<>(
            survey.subjects().parallelStream().flatMap(each -> of(each).stream()).toList());
    inventory.roles().forEach(role -> new Outsiders(survey, edges::add).find(role));
    for (Resources.Opened opened : survey.resources().all()) {
      new Outsiders(survey, edges::add).find(opened);
    }
    raised(edges);
    return new TrustGraph(inventory, survey, edges);
  }

  /** Every edge that begins at the subject, the most open one of each kind and end. */
  private List<Edge> of(Subject from) {
    Map<List<Object>, Edge> found = new LinkedHashMap<>();
    Consumer<Edge> keep =
        edge ->
            found.merge(
                List.of(edge.to(), edge.kind()),
                edge,
                (old, other) -> other.verdict().compareTo(old.verdict()) < 0 ? other : old);
    ASSUME.find(from, survey, keep);
    RESOURCES.find(from, survey, keep);
    ADMINISTERS.find(from, survey, keep);
    boolean limited = from.node().kind() != Node.Kind.ADMINISTRATOR;
    if (limited && from.partlyUnknown()) {
      return List.copyOf(found.values());
    }
    if (!from.administrator()) {
      OWN.forEach(way -> way.find(from, survey, keep));
    }
    Node administrator = Node.administrator(from.account());
    boolean covered =
        limited
            && found.values().stream()
                .anyMatch(
                    edge -> edge.to().equals(administrator) && edge.verdict() == EdgeVerdict.OPEN);
    if (!covered) {
      OTHERS.forEach(way -> way.find(from, survey, keep));
    }
    return List.copyOf(found.values());
  }

  /** The edges of subjects that give themselves every permission and stay limited. */
  private void raised(List<Edge> edges) {
    Map<Node, Subject> raised = new LinkedHashMap<>();
    for (Edge edge : List.copyOf(edges)) {
      if (edge.to().kind() == Node.Kind.RAISED && edge.passable()) {
        String arn = edge.to().id().substring(edge.to().id().indexOf(':') + 1);
        survey.principal(arn).ifPresent(each -> raised.putIfAbsent(edge.to(), each.raised()));
      }
    }
    raised.values().forEach(subject -> edges.addAll(of(subject)));
  }

  /** The edges of one session. */
  void session(LiveSession session, Consumer<Edge> out) {
    IamPrincipal principal = inventory.principal(session.arn()).orElse(null);
    Subject base = principal == null ? null : survey.principal(principal.arn()).orElse(null);
    if (base == null) {
      return;
    }
    Caller caller =
        principal instanceof IamUser
            ? base.caller()
            : Caller.parse(session.arn()).withRoleArn(base.arn());
    Context.Builder keys = base.keys().toBuilder();
    session.keys().forEach(keys::put);
    Subject live = base.inSession(session.node(), caller, session.limits(), keys.build());
    of(live).forEach(out);
  }

  static Node node(IamPrincipal principal) {
    Node.Kind kind = principal instanceof IamUser ? Node.Kind.USER : Node.Kind.ROLE;
    return new Node(kind, principal.arn());
  }
}
