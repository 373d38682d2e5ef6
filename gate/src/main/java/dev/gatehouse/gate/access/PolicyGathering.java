package dev.gatehouse.gate.access;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.catalogue.ManagedPolicies;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts together every policy that counts for one caller and resource, out of the state. */
public final class PolicyGathering {
  private final State state;
  private final Documents documents = new Documents();
  private final ControlPolicies controls;
  private final Map<String, Policy> awsManaged = new ConcurrentHashMap<>();

  PolicyGathering(State state) {
    this.state = state;
    this.controls = new ControlPolicies(state, documents);
  }

  /** A document that was checked when it came in, compiled. */
  public Policy document(String name, String text) {
    return documents.get(name, text);
  }

  PolicySet policies(Identity caller, Permission permission) {
    PolicySet.Builder set = PolicySet.builder().resource(permission.policy());
    Holdings holdings = state.account(caller.account());
    if (holdings == null) {
      throw new IllegalStateException("A caller of an account that is not here.");
    }
    Structure entity = caller.entity();
    if (entity != null) {
      set.identity(identity(holdings, entity)).boundary(boundary(holdings, entity));
    }
    set.session(session(holdings, caller.session()));
    controls.add(set, caller.account(), permission.owner());
    return set.build();
  }

  /** RCPs above the resource, for a caller who has no account here. */
  PolicySet policiesOfToken(Permission permission) {
    PolicySet.Builder set = PolicySet.builder().resource(permission.policy());
    controls.add(set, "", permission.owner());
    return set.build();
  }

  /** The policies of a user or role, those of its groups included. */
  public List<Policy> identity(Holdings holdings, Structure entity) {
    List<Policy> all = new ArrayList<>();
    own(holdings, entity, all);
    for (String group : entity.texts("Groups")) {
      Structure found = holdings.get(Kind.GROUP, group);
      if (found != null) {
        own(holdings, found, all);
      }
    }
    return all;
  }

  private void own(Holdings holdings, Structure entity, List<Policy> all) {
    for (Structure inline : entity.structures("InlinePolicies")) {
      all.add(documents.get(inline.need("PolicyName"), inline.need("PolicyDocument")));
    }
    for (String arn : entity.texts("AttachedPolicies")) {
      all.add(managed(holdings, arn));
    }
  }

  private @Nullable List<Policy> boundary(Holdings holdings, Structure entity) {
    String arn = entity.text("Boundary");
    return arn == null ? null : List.of(managed(holdings, arn));
  }

  private @Nullable List<Policy> session(Holdings holdings, @Nullable Session session) {
    if (session == null || (session.policy() == null && session.policyArns().isEmpty())) {
      return null;
    }
    List<Policy> all = new ArrayList<>();
    if (session.policy() != null) {
      all.add(documents.get("session policy", session.policy()));
    }
    session.policyArns().forEach(arn -> all.add(managed(holdings, arn)));
    return all;
  }

  /**
   * The default version of a managed policy; one that nobody knows is opaque and decides nothing.
   */
  public Policy managed(Holdings holdings, String arn) {
    Structure own = holdings.get(Kind.POLICY, arn);
    if (own != null) {
      String version = own.need("DefaultVersionId");
      for (Structure each : own.structures("Versions")) {
        if (each.need("VersionId").equals(version)) {
          return documents.get(arn, each.need("Document"));
        }
      }
    }
    return awsManaged.computeIfAbsent(arn, PolicyGathering::shipped);
  }

  private static Policy shipped(String arn) {
    ManagedPolicies.ManagedPolicy policy = ManagedPolicies.aws().get(arn);
    return policy == null ? Policy.unknown(arn) : Policy.of(arn, policy.document());
  }
}
