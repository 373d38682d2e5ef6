package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.index.Resources;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.graph.way.Outsiders;
import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.pattern.ActionPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who may make a call on a resource himself. */
final class Access {
  private static final Ruling OWN_ACCOUNT =
      Ruling.circumstance("the resource is of the caller's account, which no file says");
  private static final Ruling NOT_DENIED =
      Ruling.circumstance("the resource's own policy, which is in no file, does not deny it");

  private final TrustGraph graph;
  private final GraphIndex index;
  private final List<String> actions;
  private final String resource;
  private final @Nullable ResourcePolicy known;
  private final @Nullable IamPrincipal principal;

  Access(TrustGraph graph, String action, String resource) {
    this.graph = graph;
    index = graph.index();
    actions = actions(action);
    this.resource = resource;
    principal = index.inventory().principal(resource).orElse(null);
    known = policyOf(resource);
  }

  /** A pattern stands for every action that it means; all of them are asked for. */
  private static List<String> actions(String text) {
    int colon = text.indexOf(':');
    if (!text.equals("*") && (colon <= 0 || colon == text.length() - 1)) {
      throw new IllegalArgumentException(
          "`" + text + "` is no action; write `service:Name`, such as `s3:GetObject`");
    }
    if (text.indexOf('*') < 0 && text.indexOf('?') < 0) {
      return List.of(text);
    }
    List<String> names =
        ActionCatalogue.aws().matching(ActionPattern.of(text)).stream().map(Action::name).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("`" + text + "` means no action that is known");
    }
    return names;
  }

  /** The policy of the resource, or of the bucket or function that it lies in. */
  private @Nullable ResourcePolicy policyOf(String arn) {
    for (ResourcePolicy each : index.inventory().resourcePolicies()) {
      if (arn.equals(each.arn())
          || arn.startsWith(each.arn() + "/")
          || arn.startsWith(each.arn() + ":")) {
        return each;
      }
    }
    return null;
  }

  /** Everybody for whom the answer is not no. */
  Map<Node, Ruling> holders() {
    Map<Node, Ruling> holders = new LinkedHashMap<>();
    Consumer<Subject> ask =
        subject -> {
          Ruling ruling = ruling(subject);
          if (ruling != null && ruling.verdict() != EdgeVerdict.BLOCKED) {
            holders.put(subject.node(), ruling);
          }
        };
    index.subjects().stream().filter(each -> each.node().kind() != Node.Kind.GROUP).forEach(ask);
    graph.nodes().stream()
        .filter(node -> node.kind() == Node.Kind.RAISED || node.kind() == Node.Kind.MADE)
        .forEach(node -> index.subject(node).ifPresent(ask));
    Consumer<Edge> none = edge -> {};
    new Outsiders(index, none)
        .callers(policy()).values().stream()
            .filter(each -> !each.account().equals(owner()))
            .forEach(ask);
    return holders;
  }

  private @Nullable Policy policy() {
    if (principal instanceof IamRole role && actions.stream().allMatch(Access::assumes)) {
      return role.trust();
    }
    if (known == null && resource.startsWith("arn:") && resource.contains(":kms:")) {
      return Policy.unknown("policy of " + resource);
    }
    return known == null ? null : known.policy();
  }

  private static boolean assumes(String action) {
    return action.toLowerCase(Locale.ROOT).startsWith("sts:assumerole");
  }

  private String owner() {
    return known != null && !known.account().isEmpty() ? known.account() : Arn.account(resource);
  }

  private @Nullable Ruling ruling(Subject from) {
    Ruling all = null;
    for (String action : actions) {
      Ruling ruling = ruling(from, action);
      all = all == null ? ruling : Ruling.both(all, ruling);
      if (all == null || all.verdict() == EdgeVerdict.BLOCKED) {
        return all;
      }
    }
    return all;
  }

  private @Nullable Ruling ruling(Subject from, String action) {
    if (resource.equals("*")) {
      return index.call(from, action, resource, Map.of());
    }
    String owner = owner();
    boolean assumed = owner.isEmpty();
    String account = assumed ? from.account() : owner;
    boolean own = account.equals(from.account());
    if (policy() == null && (!own || !PolicyQueries.may(from, action, resource))) {
      return null;
    }
    Context.Builder keys = index.keys().on(from.keys(), account, Map.of()).toBuilder();
    if (principal != null) {
      GraphIndex.put(index.asTarget(principal), keys);
    }
    Request request = Request.of(from.caller(), action, resource, account, keys.build());
    PolicySet policies = index.towards(from.policies(), account, policy()).build();
    Ruling ruling = PolicyQueries.decide(request, policies, PolicyQueries.BOTH_SIDES);
    if (ruling != null && assumed) {
      ruling = Ruling.both(OWN_ACCOUNT, ruling);
    }
    boolean unread = known == null && principal == null && Resources.hasPolicy(resource);
    return ruling != null && unread ? Ruling.both(NOT_DENIED, ruling) : ruling;
  }
}
