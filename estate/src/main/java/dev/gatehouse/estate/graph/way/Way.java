package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.Subject;
import java.util.List;
import java.util.function.Consumer;

/** One family of ways from a subject to others. Stateless. */
public interface Way {
  /** By AssumeRole and its kin. */
  Way ASSUME = new AssumeRole();

  /** To every permission of the account, which the subject holds already. */
  Way ADMINISTERS = new Administers();

  /** To resources whose policies let the subject in. */
  Way RESOURCES = new ResourceAccess();

  /** The ways to more permissions, in the order in which they are told. */
  List<Way> OWN = List.of(new PolicyEdits(), new LiftLimits(), new MakeIdentity());

  /** The ways to other identities of the account. */
  List<Way> OTHERS = List.of(new TakeIdentity(), new TakeByCompute());

  /** Finds the edges that begin at the subject. */
  void find(Subject from, GraphIndex index, Consumer<Edge> out);
}
