package dev.gatehouse.gate.operation;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A service that the gate answers for: its model, who may call its operations, and what answers
 * them.
 */
public final class Service {
  private final ServiceModel model;
  private final Consumer<Call> permission;
  private final Map<String, Handler> handlers = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private final Set<String> readers = new HashSet<>();

  /**
   * A service without operations.
   *
   * @param permission refuses a call that is not allowed, before its handler sees it
   */
  public Service(ServiceModel model, Consumer<Call> permission) {
    this.model = model;
    this.permission = permission;
  }

  public ServiceModel model() {
    return model;
  }

  /** Answers an operation that changes nothing. */
  public Service read(String operation, Handler handler) {
    readers.add(operation);
    return write(operation, handler);
  }

  /** Answers an operation that may change something. */
  public Service write(String operation, Handler handler) {
    if (model.operation(operation) == null) {
      throw new IllegalArgumentException(
          "`" + operation + "` is no operation of " + model.service());
    }
    if (handlers.put(operation, handler) != null) {
      throw new IllegalArgumentException("`" + operation + "` has a handler already");
    }
    return this;
  }

  /** Refuses an operation, with the reason that docs/gate.md gives. */
  public Service refuse(String operation, String reason) {
    refused.put(operation, reason);
    return this;
  }

  /** Refuses every operation that nothing answers or refuses yet, for one reason. */
  public Service refuseRest(String reason) {
    for (String operation : model.operations()) {
      if (!handlers.containsKey(operation)) {
        refused.putIfAbsent(operation, reason);
      }
    }
    return this;
  }

  /** Whether an operation is answered under the lock of readers. */
  public boolean onlyReads(String operation) {
    return readers.contains(operation);
  }

  /** The operations that are answered. */
  public Set<String> answered() {
    return Set.copyOf(handlers.keySet());
  }

  /** The operations that are refused, with the reason. */
  public Map<String, String> refused() {
    return Map.copyOf(refused);
  }

  /** Authorizes and answers. */
  public Structure answer(Call call) {
    permission.accept(call);
    Handler handler = handlers.get(call.name());
    if (handler == null) {
      String reason = refused.get(call.name());
      throw new AwsException(
          501,
          "NotImplemented",
          "The gate does not answer "
              + model.service()
              + ":"
              + call.name()
              + (reason == null ? "." : ", since " + reason + "."));
    }
    return handler.answer(call);
  }
}
