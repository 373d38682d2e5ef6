package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.call.Call;
import dev.gatehouse.range.org.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions, containers, stacks, logs, trails, organization, billing. */
public final class Operations {
  private Operations() {}

  public static Call callerIdentity() {
    return Call.read("sts", "GetCallerIdentity");
  }

  public static Call listFunctions() {
    return Call.read("lambda", "ListFunctions20150331");
  }

  public static Call getFunction(String name) {
    return Call.read("lambda", "GetFunction20150331v2", "functionName", name);
  }

  public static Call invoke(Account account, String name) {
    return Call.write("lambda", "Invoke", "functionName", name)
        .on(account.arn("lambda", account.region(), "function:" + name), "AWS::Lambda::Function")
        .asData(0);
  }

  public static Call updateFunctionCode(Account account, String name, String role) {
    return Call.write(
            "lambda",
            "UpdateFunctionCode20150331v2",
            "fullyQualifiedArn",
            object(
                "arnPrefix",
                    object(
                        "partition", "aws",
                        "region", account.region(),
                        "account", account.id()),
                "relativeId", object("functionName", name),
                "functionQualifier", object()),
            "functionName",
            name,
            "publish",
            false,
            "dryRun",
            false)
        .answered(
            "functionName",
            name,
            "functionArn",
            account.arn("lambda", account.region(), "function:" + name),
            "runtime",
            "python3.12",
            "role",
            role,
            "handler",
            "index.handler",
            "codeSize",
            4096,
            "description",
            "",
            "timeout",
            30,
            "memorySize",
            256,
            "codeSha256",
            "q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9z0x1c=",
            "version",
            "$LATEST",
            "environment",
            object(),
            "tracingConfig",
            object("mode", "PassThrough"),
            "revisionId",
            "0b0c0d0e-0000-4000-8000-" + account.id(),
            "state",
            "Active",
            "lastUpdateStatus",
            "InProgress",
            "packageType",
            "Zip",
            "architectures",
            List.of("x86_64"),
            "ephemeralStorage",
            object("size", 512),
            "snapStart",
            object("applyOn", "None", "optimizationStatus", "Off"),
            "loggingConfig",
            object("logFormat", "Text", "logGroup", "/aws/lambda/" + name));
  }

  public static Call createFunction(Account account, String name, String role) {
    return Call.write(
            "lambda",
            "CreateFunction20150331",
            "functionName",
            name,
            "runtime",
            "python3.12",
            "role",
            role,
            "handler",
            "index.handler",
            "code",
            object(),
            "publish",
            false)
        .answered(
            "functionName",
            name,
            "functionArn",
            account.arn("lambda", account.region(), "function:" + name),
            "runtime",
            "python3.12",
            "role",
            role,
            "state",
            "Pending");
  }

  public static Call describeServices(String cluster) {
    return Call.read("ecs", "DescribeServices", "cluster", cluster, "services", List.of(cluster));
  }

  public static Call updateService(String cluster, int revision) {
    return Call.write(
            "ecs",
            "UpdateService",
            "cluster",
            cluster,
            "service",
            cluster,
            "taskDefinition",
            cluster + ":" + revision)
        .answered("service", object("serviceName", cluster, "status", "ACTIVE", "desiredCount", 2));
  }

  public static Call registerTask(String family, int revision) {
    return Call.write("ecs", "RegisterTaskDefinition", "family", family)
        .answered("taskDefinition", object("family", family, "revision", revision));
  }

  public static Call authorizationToken() {
    return Call.read("ecr", "GetAuthorizationToken");
  }

  public static Call describeStacks(String stack) {
    return Call.read("cloudformation", "DescribeStacks", "stackName", stack);
  }

  public static Call updateStack(Account account, String stack) {
    return Call.write(
            "cloudformation",
            "UpdateStack",
            "stackName",
            stack,
            "capabilities",
            List.of("CAPABILITY_NAMED_IAM"))
        .answered(
            "stackId",
            account.arn(
                "cloudformation",
                account.region(),
                "stack/" + stack + "/0a0b0c0d-0000-4000-8000-" + account.id()));
  }

  public static Call describeLogGroups() {
    return Call.read("logs", "DescribeLogGroups", "limit", 50);
  }

  public static Call createLogStream(String group, String stream) {
    return Call.write("logs", "CreateLogStream", "logGroupName", group, "logStreamName", stream);
  }

  public static Call startQuery(String group) {
    return Call.read("logs", "StartQuery", "logGroupName", group, "limit", 1000);
  }

  public static Call describeAlarms() {
    return Call.read("monitoring", "DescribeAlarms", "maxRecords", 100);
  }

  public static Call metricData() {
    return Call.read("monitoring", "GetMetricData", "maxDatapoints", 500);
  }

  public static Call describeTrails() {
    return Call.read("cloudtrail", "DescribeTrails", "includeShadowTrails", true);
  }

  public static Call trailStatus(String name) {
    return Call.read("cloudtrail", "GetTrailStatus", "name", name);
  }

  public static Call stopLogging(String name) {
    return Call.write("cloudtrail", "StopLogging", "name", name);
  }

  public static Call deleteTrail(String name) {
    return Call.write("cloudtrail", "DeleteTrail", "name", name);
  }

  public static Call eventSelectors(String name) {
    List<?> selectors =
        List.of(
            object(
                "readWriteType",
                "WriteOnly",
                "includeManagementEvents",
                false,
                "dataResources",
                List.of(),
                "excludeManagementEventSources",
                List.of()));
    return Call.write(
            "cloudtrail", "PutEventSelectors", "trailName", name, "eventSelectors", selectors)
        .answered("trailARN", name, "eventSelectors", selectors);
  }

  public static Call listAccounts() {
    return Call.read("organizations", "ListAccounts");
  }

  public static Call describeOrganization() {
    return Call.read("organizations", "DescribeOrganization");
  }

  public static Call detachPolicy(String policy, String target) {
    return Call.write("organizations", "DetachPolicy", "policyId", policy, "targetId", target);
  }

  public static Call costs() {
    return Call.read(
        "ce", "GetCostAndUsage", "granularity", "DAILY", "metrics", List.of("UnblendedCost"));
  }

  public static Call startAthenaQuery(String query) {
    return Call.write(
            "athena", "StartQueryExecution",
            "queryString", "HIDDEN_DUE_TO_SECURITY_REASONS",
            "workGroup", "primary",
            "clientRequestToken", query)
        .answered("queryExecutionId", query);
  }

  public static Call athenaQuery(String query) {
    return Call.read("athena", "GetQueryExecution", "queryExecutionId", query);
  }

  public static Call listFindings() {
    return Call.read(
        "guardduty", "ListFindings", "detectorId", "0example0detector", "maxResults", 50);
  }

  public static Call securityHubFindings() {
    return Call.read("securityhub", "GetFindings", "MaxResults", 100);
  }

  public static Call putEvents(String bus) {
    return Call.write(
            "events",
            "PutEvents",
            "entries",
            List.of(object("source", "app", "detailType", "state", "eventBusName", bus)))
        .answered("failedEntryCount", 0, "entries", List.of())
        .asData(0);
  }

  public static Call instancePing(String instance) {
    return Call.write(
        "ssm", "UpdateInstanceInformation",
        "instanceId", instance,
        "agentVersion", "3.3.1611.0",
        "agentStatus", "Active",
        "platformType", "Linux",
        "agentName", "amazon-ssm-agent");
  }

  public static Call createTrustAnchor(Account account, String name, String id, Instant now) {
    Map<String, @Nullable Object> source =
        object(
            "sourceData",
            object("x509CertificateData", "-----BEGIN CERTIFICATE-----"),
            "sourceType",
            "CERTIFICATE_BUNDLE");
    return Call.write(
            "rolesanywhere", "CreateTrustAnchor", "name", name, "enabled", true, "source", source)
        .answered(
            "trustAnchor",
            object(
                "name",
                name,
                "enabled",
                true,
                "trustAnchorId",
                id,
                "trustAnchorArn",
                account.arn("rolesanywhere", account.region(), "trust-anchor/" + id),
                "source",
                source,
                "createdAt",
                now.toString(),
                "updatedAt",
                now.toString()));
  }
}
