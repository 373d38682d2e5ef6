package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.ServiceIndex.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a service that the gate knows by name only.
 *
 * @param operation as AWS calls it
 * @param parameters in the order of the request; a name may repeat
 */
record OtherCall(Listed service, String operation, List<Parameter> parameters) {
  /**
   * A parameter by the last part of its name: {@code TableName}, {@code InstanceId}.
   *
   * @param top whether it stands at the top of the request, not inside another value
   */
  record Parameter(String name, String value, boolean top) {}

  OtherCall {
    parameters = List.copyOf(parameters);
  }

  /** The value of a parameter at the top of the request; null when there is none. */
  @Nullable String text(String name) {
    for (Parameter each : parameters) {
      if (each.top() && each.name().equals(name)) {
        return each.value();
      }
    }
    return null;
  }
}
