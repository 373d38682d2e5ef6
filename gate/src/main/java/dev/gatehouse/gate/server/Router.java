package dev.gatehouse.gate.server;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.OperationModel;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.JsonProtocol;
import dev.gatehouse.gate.wire.Parameters;
import dev.gatehouse.gate.wire.QueryProtocol;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation of a request by what it says itself: the target of a JSON protocol, the path
 * of a REST protocol, or the action and version of a query protocol. The signature must then be for
 * that service.
 */
final class Router {
  private final Map<String, Service> byVersion = new LinkedHashMap<>();
  private final Map<String, Service> byTarget = new LinkedHashMap<>();
  private final Map<String, Service> byPath = new LinkedHashMap<>();

  Router(List<Service> services) {
    for (Service service : services) {
      ServiceModel model = service.model();
      if (model.protocol().equals("query")) {
        byVersion.put(model.version(), service);
      } else if (!model.target().isEmpty()) {
        byTarget.put(model.target(), service);
      } else {
        for (String name : model.operations()) {
          byPath.put(path(model, name), service);
        }
      }
    }
  }

  private static String path(ServiceModel model, String operation) {
    OperationModel known = Objects.requireNonNull(model.operation(operation));
    return known.method() + " " + known.uri();
  }

  /** The route of a request to a service of the gate; null for other services. */
  @Nullable Route route(HttpCall http) {
    String target = http.header("X-Amz-Target");
    if (target != null) {
      int dot = target.lastIndexOf('.');
      Service service = dot < 0 ? null : byTarget.get(target.substring(0, dot));
      return service == null ? null : json(http, service, target.substring(dot + 1));
    }
    if (!http.path().equals("/")) {
      return rest(http);
    }
    return query(http);
  }

  private static Route json(HttpCall http, Service service, String operation) {
    JsonProtocol protocol = new JsonProtocol(service.model());
    return new Route(
        service, protocol, operation, () -> protocol.input(model(service, operation), http.body()));
  }

  private @Nullable Route rest(HttpCall http) {
    String path = http.method() + " " + http.path();
    Service service = byPath.get(path);
    if (service == null) {
      return null;
    }
    for (String name : service.model().operations()) {
      if (path(service.model(), name).equals(path)) {
        return json(http, service, name);
      }
    }
    return null;
  }

  private @Nullable Route query(HttpCall http) {
    Map<String, String> parameters = Parameters.of(http.query());
    if (isForm(http)) {
      Parameters.add(new String(http.body(), StandardCharsets.UTF_8), parameters);
    }
    String action = parameters.get("Action");
    Service service = byVersion.get(parameters.getOrDefault("Version", ""));
    if (action == null || service == null) {
      return null;
    }
    QueryProtocol protocol = new QueryProtocol(service.model());
    return new Route(
        service, protocol, action, () -> protocol.input(model(service, action), parameters));
  }

  private static boolean isForm(HttpCall http) {
    return http.method().equals("POST")
        && http.header("Content-Type", "").startsWith("application/x-www-form-urlencoded");
  }

  private static OperationModel model(Service service, String operation) {
    OperationModel model = service.model().operation(operation);
    if (model == null) {
      throw service.model().protocol().equals("query")
          ? new AwsException(
              400,
              "InvalidAction",
              "Could not find operation " + operation + " for version " + service.model().version())
          : new AwsException(
              400, "UnknownOperationException", "The operation " + operation + " is not known.");
    }
    return model;
  }
}
