package dev.gatehouse.gate.iam.principal;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Roles that belong to services. What they are called and may do is AWS's to say: {@code
 * service-linked-roles.tsv} has what is known of it.
 */
public final class ServiceLinkedRoles {
  /** What AWS makes for a service. */
  private record Template(String service, String roleName, String policyArn, boolean suffix) {}

  private static final Map<String, Template> TEMPLATES = load();

  private final Ids ids;

  private ServiceLinkedRoles(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    ServiceLinkedRoles roles = new ServiceLinkedRoles(ids);
    iam.write("CreateServiceLinkedRole", roles::create);
    iam.write("DeleteServiceLinkedRole", ServiceLinkedRoles::delete);
    iam.read("GetServiceLinkedRoleDeletionStatus", ServiceLinkedRoles::status);
  }

  private static Map<String, Template> load() {
    try (InputStream in =
        ServiceLinkedRoles.class.getResourceAsStream("service-linked-roles.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the service-linked roles are missing from the jar");
      }
      Map<String, Template> templates = new HashMap<>();
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(
              cells ->
                  templates.put(
                      cells[0], new Template(cells[0], cells[1], cells[2], !cells[3].isEmpty())));
      return templates;
    } catch (IOException e) {
      throw new UncheckedIOException("the service-linked roles cannot be read", e);
    }
  }

  private Structure create(Call call) {
    String service = call.need("AWSServiceName");
    Template template = TEMPLATES.get(service);
    if (template == null) {
      throw Errors.invalidInput("Service linked roles are not supported for " + service);
    }
    String suffix = call.text("CustomSuffix");
    if (suffix != null && !template.suffix()) {
      throw Errors.invalidInput("Custom suffix is not allowed for " + service);
    }
    String name = template.roleName() + (suffix == null ? "" : "_" + suffix);
    if (call.holdings().get(Kind.ROLE, name) != null) {
      throw Errors.invalidInput(
          "Service role name "
              + name
              + " has been taken in this account, please try a different suffix.");
    }
    String path = "/aws-service-role/" + service + "/";
    Structure role =
        Structure.of(
            "Path", path,
            "RoleName", name,
            "RoleId", ids.uniqueId("AROA", call.account()),
            "Arn", Entity.ROLE.arn(call.account(), path, name),
            "CreateDate", call.now(),
            "AssumeRolePolicyDocument", trust(service),
            "Description", call.text("Description"),
            "MaxSessionDuration", 3_600,
            "AttachedPolicies", List.of(template.policyArn()));
    call.holdings().put(Kind.ROLE, role);
    return Structure.of("Role", Views.newRole(call.state(), role));
  }

  private static String trust(String service) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":"
        + "\"Allow\",\"Principal\":{\"Service\":\""
        + service
        + "\"}}]}";
  }

  /** Nothing uses such a role here, so it is gone at once; the task only says so. */
  private static Structure delete(Call call) {
    Structure role = Entity.ROLE.find(call);
    String path = role.need("Path");
    if (!path.startsWith("/aws-service-role/")) {
      throw Errors.invalidInput("Role " + role.need("RoleName") + " is not a service linked role.");
    }
    call.holdings().remove(Kind.ROLE, role.need("RoleName"));
    String task = "task" + path + role.need("RoleName") + "/" + UUID.randomUUID();
    return Structure.of("DeletionTaskId", task);
  }

  private static Structure status(Call call) {
    String task = call.need("DeletionTaskId");
    if (!task.matches("task/aws-service-role/[^/]+/[^/]+/[0-9a-f-]{36}")) {
      throw Errors.noSuchEntity("Deletion task " + task + " cannot be found.");
    }
    return Structure.of("Status", "SUCCEEDED");
  }
}
