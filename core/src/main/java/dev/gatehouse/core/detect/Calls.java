package dev.gatehouse.core.detect;

import dev.gatehouse.core.stage.Topology.Choice;
import java.util.Set;

/**
 * The calls that a detection looks at. It is shown no others, so that what it does not look at
 * costs nothing: a table of who wants which call is made as calls are met.
 *
 * <p>It may include more than the detection needs and never less: a record of any other call must
 * have no key.
 */
@FunctionalInterface
public interface Calls extends Choice<Call> {
  /** Every call. */
  Calls ALL = call -> true;

  /**
   * Calls of one service.
   *
   * @param service without its domain: {@code iam}
   * @param names those of them; all if there are none here
   */
  static Calls of(String service, String... names) {
    Set<String> some = Set.of(names);
    return call -> (some.isEmpty() || some.contains(call.name())) && call.service().equals(service);
  }

  /** Calls of these names, whatever the service. */
  static Calls named(Set<String> names) {
    Set<String> some = Set.copyOf(names);
    return call -> some.contains(call.name());
  }

  /** Every call by an identity of this type: {@code Root}. */
  static Calls by(String identityType) {
    return call -> call.identityType().equals(identityType);
  }

  /** STS calls that assume a role. */
  static Calls assumingRoles() {
    return call -> call.name().startsWith("AssumeRole") && call.service().equals("sts");
  }

  /** These and those. */
  default Calls or(Calls more) {
    return call -> test(call) || more.test(call);
  }
}
