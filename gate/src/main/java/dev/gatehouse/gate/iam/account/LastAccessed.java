package dev.gatehouse.gate.iam.account;

import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which services a user, group, role or policy could use and when it last did. Jobs are over as
 * soon as they are asked for.
 */
public final class LastAccessed {
  private static final int JOBS_MAX = 1_000;

  private final Map<String, Structure> jobs = new ConcurrentHashMap<>();

  private LastAccessed() {}

  public static void addTo(Service iam) {
    LastAccessed accessed = new LastAccessed();
    iam.read("GenerateServiceLastAccessedDetails", accessed::generate);
    iam.read("GetServiceLastAccessedDetails", accessed::get);
    iam.read("GetServiceLastAccessedDetailsWithEntities", accessed::getEntities);
    iam.read("ListPoliciesGrantingServiceAccess", LastAccessed::granting);
  }

  private Structure generate(Call call) {
    item(call, call.need("Arn"));
    if (jobs.size() >= JOBS_MAX) {
      jobs.clear();
    }
    String id = UUID.randomUUID().toString();
    jobs.put(
        id,
        Structure.of(
            "Arn", call.need("Arn"),
            "Account", call.account(),
            "Granularity", call.input().text("Granularity", "SERVICE_LEVEL"),
            "Created", call.now()));
    return Structure.of("JobId", id);
  }

  private static Structure item(Call call, String arn) {
    for (Entity entity : List.of(Entity.USER, Entity.GROUP, Entity.ROLE)) {
      if (arn.contains(":" + entity.resourceType() + "/")) {
        return entity.find(call.holdings(), arn.substring(arn.lastIndexOf('/') + 1));
      }
    }
    Structure policy = call.holdings().get(Kind.POLICY, arn);
    if (policy == null && !arn.startsWith("arn:aws:iam::aws:policy/")) {
      throw Errors.noSuchEntity("Arn " + arn + " cannot be found.");
    }
    return policy == null ? Structure.of("Arn", arn) : policy;
  }

  private Structure job(Call call) {
    Structure job = jobs.get(call.need("JobId"));
    if (job == null || !job.need("Account").equals(call.account())) {
      throw Errors.noSuchEntity("JobId " + call.need("JobId") + " does not exist");
    }
    return job;
  }

  private Structure get(Call call) {
    Structure job = job(call);
    List<Structure> services = new ArrayList<>();
    for (String service : services(policies(call, job.need("Arn")))) {
      services.add(
          Structure.of(
              "ServiceName", service,
              "ServiceNamespace", service,
              "TotalAuthenticatedEntities", 0));
    }
    return Structure.of(
        "JobStatus",
        "COMPLETED",
        "JobType",
        job.need("Granularity"),
        "JobCreationDate",
        job.get("Created"),
        "JobCompletionDate",
        job.get("Created"),
        "ServicesLastAccessed",
        services,
        "IsTruncated",
        false);
  }

  private Structure getEntities(Call call) {
    Structure job = job(call);
    return Structure.of(
        "JobStatus", "COMPLETED",
        "JobCreationDate", job.get("Created"),
        "JobCompletionDate", job.get("Created"),
        "EntityDetailsList", List.of(),
        "IsTruncated", false);
  }

  private static List<Policy> policies(Call call, String arn) {
    Structure item = item(call, arn);
    return item.has("PolicyName") || arn.startsWith("arn:aws:iam::aws:policy/")
        ? List.of(call.authorizer().gathering().managed(call.holdings(), arn))
        : call.authorizer().gathering().identity(call.holdings(), item);
  }

  private static List<String> services(List<Policy> policies) {
    return ActionCatalogue.aws().services().stream()
        .filter(service -> policies.stream().anyMatch(policy -> grants(policy, service)))
        .sorted()
        .toList();
  }

  private static boolean grants(Policy policy, String service) {
    return policy.candidates(service).length > 0;
  }

  private static Structure granting(Call call) {
    String arn = call.need("Arn");
    Structure item = item(call, arn);
    List<Structure> answers = new ArrayList<>();
    Map<String, Policy> byName = new TreeMap<>();
    for (Policy policy : call.authorizer().gathering().identity(call.holdings(), item)) {
      byName.put(policy.name(), policy);
    }
    for (String service : call.input().texts("ServiceNamespaces")) {
      List<Structure> policies = new ArrayList<>();
      byName.forEach(
          (name, policy) -> {
            if (grants(policy, service)) {
              policies.add(policy(name, item));
            }
          });
      answers.add(Structure.of("ServiceNamespace", service, "Policies", policies));
    }
    return Structure.of("PoliciesGrantingServiceAccess", answers, "IsTruncated", false);
  }

  private static Structure policy(String name, Structure item) {
    boolean managed = name.startsWith("arn:");
    return Structure.of(
        "PolicyName", name.substring(name.lastIndexOf('/') + 1),
        "PolicyType", managed ? "MANAGED" : "INLINE",
        "PolicyArn", managed ? name : null,
        "EntityType", managed ? null : type(item),
        "EntityName", managed ? null : entityName(item));
  }

  private static String type(Structure item) {
    return item.has("UserName") ? "USER" : item.has("RoleName") ? "ROLE" : "GROUP";
  }

  private static @Nullable String entityName(Structure item) {
    return item.text("UserName", item.text("RoleName", item.text("GroupName", "")));
  }
}
