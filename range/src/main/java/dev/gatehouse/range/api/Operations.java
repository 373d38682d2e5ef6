package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.org.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions, containers, stacks, logs, trails, organization, billing. */
public final class Operations {
  private Operations() {}

  public static ApiCall callerIdentity() {
    return ApiCall.read("sts", "GetCallerIdentity");
  }

  public static ApiCall listFunctions() {
    return ApiCall.read("lambda", "ListFunctions20150331");
  }

  public static ApiCall updateFunctionCode(Account account, String name, String role) {
    return ApiCall.write(
            "lambda",
            "UpdateFunctionCode20150331v2",
            object(
                    "fullyQualifiedArn",
                    object(
                            "arnPrefix",
                            object(
                                "partition", "aws",
                                "region", account.region(),
                                "account", account.id()))
                        .and("relativeId", object("functionName", name))
                        .and("functionQualifier", object()))
                .and("functionName", name)
                .and("publish", false)
                .and("dryRun", false))
        .answered(
            object("functionName", name)
                .and("functionArn", account.arn("lambda", account.region(), "function:" + name))
                .and("runtime", "python3.12")
                .and("role", role)
                .and("handler", "index.handler")
                .and("codeSize", 4096)
                .and("description", "")
                .and("timeout", 30)
                .and("memorySize", 256)
                .and("codeSha256", "q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9z0x1c=")
                .and("version", "$LATEST")
                .and("environment", object())
                .and("tracingConfig", object("mode", "PassThrough"))
                .and("revisionId", "0b0c0d0e-0000-4000-8000-" + account.id())
                .and("state", "Active")
                .and("lastUpdateStatus", "InProgress")
                .and("packageType", "Zip")
                .and("architectures", List.of("x86_64"))
                .and("ephemeralStorage", object("size", 512))
                .and("snapStart", object("applyOn", "None", "optimizationStatus", "Off"))
                .and(
                    "loggingConfig",
                    object("logFormat", "Text", "logGroup", "/aws/lambda/" + name)));
  }

  public static ApiCall describeServices(String cluster) {
    return ApiCall.read(
        "ecs", "DescribeServices", "cluster", cluster, "services", List.of(cluster));
  }

  public static ApiCall updateService(String cluster, int revision) {
    return ApiCall.write(
            "ecs",
            "UpdateService",
            object("cluster", cluster)
                .and("service", cluster)
                .and("taskDefinition", cluster + ":" + revision))
        .answered("service", object("serviceName", cluster, "status", "ACTIVE", "desiredCount", 2));
  }

  public static ApiCall registerTask(String family, int revision) {
    return ApiCall.write("ecs", "RegisterTaskDefinition", "family", family)
        .answered("taskDefinition", object("family", family, "revision", revision));
  }

  public static ApiCall authorizationToken() {
    return ApiCall.read("ecr", "GetAuthorizationToken");
  }

  public static ApiCall describeStacks(String stack) {
    return ApiCall.read("cloudformation", "DescribeStacks", "stackName", stack);
  }

  public static ApiCall updateStack(Account account, String stack) {
    return ApiCall.write(
            "cloudformation",
            "UpdateStack",
            object("stackName", stack).and("capabilities", List.of("CAPABILITY_NAMED_IAM")))
        .answered(
            "stackId",
            account.arn(
                "cloudformation",
                account.region(),
                "stack/" + stack + "/0a0b0c0d-0000-4000-8000-" + account.id()));
  }

  public static ApiCall describeLogGroups() {
    return ApiCall.read("logs", "DescribeLogGroups", "limit", 50);
  }

  public static ApiCall createLogStream(String group, String stream) {
    return ApiCall.write("logs", "CreateLogStream", "logGroupName", group, "logStreamName", stream);
  }

  public static ApiCall startQuery(String group) {
    return ApiCall.read("logs", "StartQuery", "logGroupName", group, "limit", 1000);
  }

  public static ApiCall describeAlarms() {
    return ApiCall.read("monitoring", "DescribeAlarms", "maxRecords", 100);
  }

  public static ApiCall metricData() {
    return ApiCall.read("monitoring", "GetMetricData", "maxDatapoints", 500);
  }

  public static ApiCall describeTrails() {
    return ApiCall.read("cloudtrail", "DescribeTrails", "includeShadowTrails", true);
  }

  public static ApiCall trailStatus(String name) {
    return ApiCall.read("cloudtrail", "GetTrailStatus", "name", name);
  }

  public static ApiCall stopLogging(String name) {
    return ApiCall.write("cloudtrail", "StopLogging", "name", name);
  }

  public static ApiCall deleteTrail(String name) {
    return ApiCall.write("cloudtrail", "DeleteTrail", "name", name);
  }

  public static ApiCall eventSelectors(String name) {
    List<?> selectors =
        List.of(
            object("readWriteType", "WriteOnly")
                .and("includeManagementEvents", false)
                .and("dataResources", List.of())
                .and("excludeManagementEventSources", List.of()));
    return ApiCall.write(
            "cloudtrail", "PutEventSelectors", "trailName", name, "eventSelectors", selectors)
        .answered("trailARN", name, "eventSelectors", selectors);
  }

  public static ApiCall listAccounts() {
    return ApiCall.read("organizations", "ListAccounts");
  }

  public static ApiCall describeOrganization() {
    return ApiCall.read("organizations", "DescribeOrganization");
  }

  public static ApiCall detachPolicy(String policy, String target) {
    return ApiCall.write("organizations", "DetachPolicy", "policyId", policy, "targetId", target);
  }

  public static ApiCall costs() {
    return ApiCall.read(
        "ce", "GetCostAndUsage", "granularity", "DAILY", "metrics", List.of("UnblendedCost"));
  }

  public static ApiCall startAthenaQuery(String query) {
    return ApiCall.write(
            "athena", "StartQueryExecution",
            "queryString", "HIDDEN_DUE_TO_SECURITY_REASONS",
            "workGroup", "primary",
            "clientRequestToken", query)
        .answered("queryExecutionId", query);
  }

  public static ApiCall athenaQuery(String query) {
    return ApiCall.read("athena", "GetQueryExecution", "queryExecutionId", query);
  }

  public static ApiCall listFindings() {
    return ApiCall.read(
        "guardduty", "ListFindings", "detectorId", "0example0detector", "maxResults", 50);
  }

  public static ApiCall securityHubFindings() {
    return ApiCall.read("securityhub", "GetFindings", "MaxResults", 100);
  }

  public static ApiCall putEvents(String bus) {
    return ApiCall.write(
            "events",
            "PutEvents",
            "entries",
            List.of(object("source", "app", "detailType", "state", "eventBusName", bus)))
        .answered("failedEntryCount", 0, "entries", List.of())
        .asData(0);
  }

  public static ApiCall instancePing(String instance) {
    return ApiCall.write(
        "ssm", "UpdateInstanceInformation",
        "instanceId", instance,
        "agentVersion", "3.3.1611.0",
        "agentStatus", "Active",
        "platformType", "Linux",
        "agentName", "amazon-ssm-agent");
  }

  public static ApiCall createTrustAnchor(Account account, String name, String id, Instant now) {
    Map<String, @Nullable Object> source =
        object("sourceData", object("x509CertificateData", "-----BEGIN CERTIFICATE-----"))
            .and("sourceType", "CERTIFICATE_BUNDLE");
    return ApiCall.write(
            "rolesanywhere", "CreateTrustAnchor", "name", name, "enabled", true, "source", source)
        .answered(
            "trustAnchor",
            object("name", name)
                .and("enabled", true)
                .and("trustAnchorId", id)
                .and(
                    "trustAnchorArn",
                    account.arn("rolesanywhere", account.region(), "trust-anchor/" + id))
                .and("source", source)
                .and("createdAt", now.toString())
                .and("updatedAt", now.toString()));
  }

  public static ApiCall putContactInformation() {
    return ApiCall.write(
        "account", "PutContactInformation", "contactInformation", "HIDDEN_DUE_TO_SECURITY_REASONS");
  }
}
