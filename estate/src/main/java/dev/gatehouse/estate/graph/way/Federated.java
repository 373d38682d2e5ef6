package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Witness;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who comes with a token or certificate: one node for each provider and pattern of subjects that a
 * trust policy names, {@code *} where it names none.
 *
 * <p>The audience goes with the token: whoever asks the provider for one names it. What else a
 * trust policy asks of a token is a condition of the edge.
 */
final class Federated {
  static final String ROLES_ANYWHERE = "rolesanywhere.amazonaws.com";

  private final GraphIndex index;
  private final Consumer<Edge> out;

  Federated(GraphIndex index, Consumer<Edge> out) {
    this.index = index;
    this.out = out;
  }

  void find(IamRole role) {
    Set<List<String>> done = new LinkedHashSet<>();
    for (TrustedPrincipal trusted : TrustedPrincipal.of(role.trust())) {
      if (trusted.everyoneElse()) {
        continue;
      }
      String provider = trusted.entry().value();
      if (trusted.entry().kind() == EntryKind.FEDERATED) {
        String key = subjectKey(provider);
        for (String subject : subjects(trusted, key)) {
          if (done.add(List.of(provider, subject))) {
            token(role, provider, key, subject);
          }
        }
      } else if (ServicePrincipal.common(provider).equals(ROLES_ANYWHERE)) {
        for (String anchor : subjects(trusted, "aws:SourceArn")) {
          if (done.add(List.of(provider, anchor))) {
            certificate(role, anchor);
          }
        }
      }
    }
  }

  private void token(IamRole role, String provider, String key, String subject) {
    boolean saml = provider.contains(":saml-provider/");
    Map<String, String> claims =
        subject.equals("*") ? Map.of() : Map.of(key, Witness.exampleOf(subject));
    EdgeKind kind = saml ? EdgeKind.ASSUME_ROLE_WITH_SAML : EdgeKind.ASSUME_ROLE_WITH_WEB_IDENTITY;
    emit(
        Node.federated(name(provider), subject),
        role,
        kind,
        action(provider),
        bearer(role, provider, claims, index));
  }

  private static String action(String provider) {
    boolean saml = provider.contains(":saml-provider/");
    return saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
  }

  /** Whether the role lets the bearer of a token of the provider in. */
  static @Nullable Ruling bearer(
      IamRole role, String provider, Map<String, String> claims, GraphIndex index) {
    Context.Builder keys = index.keys().bearer();
    claims.forEach(keys::put);
    for (TrustedPrincipal trusted : TrustedPrincipal.of(role.trust())) {
      for (Condition condition : trusted.conditions()) {
        String name = condition.key().name().toLowerCase(Locale.ROOT);
        boolean audience = name.endsWith(":aud") && !condition.name().operator().negated();
        if (audience && trusted.entry().value().equals(provider)) {
          keys.put(condition.key().name(), Witness.exampleOf(condition.values().get(0)));
        }
      }
    }
    keys.put("aws:FederatedProvider", provider);
    return ruling(role, Caller.federated(provider), action(provider), keys.build(), index);
  }

  private void certificate(IamRole role, String anchor) {
    Context.Builder keys = index.keys().service(ROLES_ANYWHERE, role.account()).toBuilder();
    if (!anchor.equals("*")) {
      keys.put("aws:SourceArn", Witness.exampleOf(anchor));
    }
    String action = "sts:AssumeRole";
    Ruling ruling = ruling(role, Caller.service(ROLES_ANYWHERE), action, keys.build(), index);
    emit(Node.federated("rolesanywhere", anchor), role, EdgeKind.ROLES_ANYWHERE, action, ruling);
  }

  private static @Nullable Ruling ruling(
      IamRole role, Caller caller, String action, Context known, GraphIndex index) {
    Context keys = index.keys().on(known, role.account(), role.tags());
    Request request = Request.of(caller, action, role.arn(), role.account(), keys);
    PolicySet policies = index.towards(PolicySet.builder(), role, role.trust()).build();
    return PolicyQueries.decide(request, policies, PolicyQueries.NEITHER);
  }

  private void emit(
      Node from, IamRole role, EdgeKind kind, String action, @Nullable Ruling ruling) {
    if (ruling != null) {
      Node to = new Node(Node.Kind.ROLE, role.arn());
      out.accept(Edge.of(from, to, kind, List.of(action), ruling));
    }
  }

  /** The subjects that a statement names for a key; {@code *} when it names none. */
  private static Set<String> subjects(TrustedPrincipal trusted, String key) {
    Set<String> subjects = new LinkedHashSet<>();
    for (Condition condition : trusted.conditions()) {
      if (condition.key().name().equalsIgnoreCase(key)
          && !condition.name().operator().negated()
          && condition.name().operator() != dev.gatehouse.policy.condition.Operator.NULL) {
        subjects.addAll(condition.values());
      }
    }
    return subjects.isEmpty() ? Set.of("*") : subjects;
  }

  private static String subjectKey(String provider) {
    return provider.contains(":saml-provider/") ? "SAML:sub" : name(provider) + ":sub";
  }

  /** An OpenID Connect provider goes by its host and path, a SAML provider by its ARN. */
  private static String name(String provider) {
    int oidc = provider.indexOf(":oidc-provider/");
    return oidc < 0 ? provider : provider.substring(oidc + ":oidc-provider/".length());
  }
}
