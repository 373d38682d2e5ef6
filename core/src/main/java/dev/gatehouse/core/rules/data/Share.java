package dev.gatehouse.core.rules.data;

import dev.gatehouse.core.detect.Call;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.Tree;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that lets somebody at a resource: what it says, in one shape for all services.
 *
 * @param kind of resource: {@code image}, {@code bucket}, …
 * @param thing its name
 * @param whole whether a copy of the data itself is given away (images, snapshots, secrets, keys)
 * @param principals accounts, ARNs or {@code *} that are let in directly
 * @param document a resource policy put in place; null where there is none
 */
record Share(
    String kind, String thing, boolean whole, List<String> principals, @Nullable Policy document) {

  private static final Set<String> CALLS =
      Set.of(
          "ModifyImageAttribute",
          "ModifySnapshotAttribute",
          "ModifyDBSnapshotAttribute",
          "ModifyDBClusterSnapshotAttribute",
          "PutBucketPolicy",
          "PutBucketAcl",
          "PutAccessPointPolicy",
          "PutKeyPolicy",
          "CreateGrant",
          "PutResourcePolicy",
          "SetTopicAttributes",
          "SetQueueAttributes",
          "AddPermission",
          "SetRepositoryPolicy",
          "PutPermission",
          "PutBackupVaultAccessPolicy",
          "ModifyDocumentPermission",
          "AuthorizeSnapshotAccess",
          "PutFileSystemPolicy",
          "PutDestinationPolicy",
          "CreateResourceShare",
          "AssociateResourceShare");

  private static final Calls ALL_CALLS = Calls.named(CALLS).or(Share::isPermissionOfFunction);

  /** Lambda's calls carry an API date. */
  private static boolean isPermissionOfFunction(Call call) {
    return call.source().equals("lambda.amazonaws.com")
        && (call.name().startsWith("AddPermission")
            || call.name().startsWith("AddLayerVersionPermission"));
  }

  /** Calls that can be one. */
  static Calls calls() {
    return ALL_CALLS;
  }

  /** What the call shares; null if it is none of the calls that share. */
  static @Nullable Share of(TrailEvent event) {
    String call = event.eventName();
    if (!calls().test(Call.of(event))) {
      return null;
    }
    Tree r = Tree.of(event.requestParameters());
    if ("true".equals(r.at("omitted").text())) {
      // CloudTrail leaves out what is too large: that something was given is all that is known.
      return new Share("something of", event.service(), false, List.of(), Policy.unknown("-"));
    }
    return switch (event.eventSource()) {
      case "ec2.amazonaws.com" -> ec2(call, r);
      case "rds.amazonaws.com" ->
          direct(
              "database snapshot",
              thing(r, "dBSnapshotIdentifier", "dBClusterSnapshotIdentifier"),
              true,
              "restore".equals(r.at("attributeName").text())
                  ? r.at("valuesToAdd").texts()
                  : List.of());
      case "redshift.amazonaws.com" ->
          direct(
              "snapshot",
              thing(r, "snapshotIdentifier", "snapshotArn"),
              true,
              r.at("accountWithRestoreAccess").texts());
      case "s3.amazonaws.com" -> s3(call, r);
      case "kms.amazonaws.com" ->
          call.equals("CreateGrant")
              ? direct("key", thing(r, "keyId"), true, r.at("granteePrincipal").texts())
              : policy("key", thing(r, "keyId"), true, r.at("policy"));
      case "lambda.amazonaws.com" -> lambda(r);
      case "secretsmanager.amazonaws.com" ->
          policy("secret", thing(r, "secretId"), true, r.at("resourcePolicy"));
      case "sns.amazonaws.com" ->
          call.equals("AddPermission")
              ? direct("topic", thing(r, "topicArn"), false, r.at("aWSAccountId").texts())
              : policy(
                  "topic",
                  thing(r, "topicArn"),
                  false,
                  "Policy".equals(r.at("attributeName").text())
                      ? r.at("attributeValue")
                      : r.at("-"));
      case "sqs.amazonaws.com" ->
          call.equals("AddPermission")
              ? direct("queue", thing(r, "queueUrl"), false, r.at("aWSAccountIds").texts())
              : policy("queue", thing(r, "queueUrl"), false, r.at("attributes", "Policy"));
      case "ecr.amazonaws.com" ->
          policy("repository", thing(r, "repositoryName"), false, r.at("policyText"));
      case "events.amazonaws.com" ->
          r.at("policy").isAbsent()
              ? direct(
                  "event bus",
                  thing(r, "eventBusName"),
                  false,
                  r.at("condition").isAbsent() ? r.at("principal").texts() : List.of())
              : policy("event bus", thing(r, "eventBusName"), false, r.at("policy"));
      case "backup.amazonaws.com" ->
          policy("backup vault", thing(r, "backupVaultName"), true, r.at("policy"));
      case "ssm.amazonaws.com" ->
          direct("document", thing(r, "name"), false, r.at("accountIdsToAdd").texts());
      case "elasticfilesystem.amazonaws.com" ->
          policy("file system", thing(r, "fileSystemId"), false, r.at("policy"));
      case "logs.amazonaws.com" ->
          policy(
              "log destination",
              thing(r, "destinationName", "policyName"),
              false,
              r.at("accessPolicy").isAbsent() ? r.at("policyDocument") : r.at("accessPolicy"));
      case "dynamodb.amazonaws.com" ->
          policy("table", thing(r, "resourceArn"), false, r.at("policy"));
      case "glue.amazonaws.com" -> policy("data catalog", "-", false, r.at("policyInJson"));
      case "ram.amazonaws.com" ->
          direct(
              "resource share",
              thing(r, "name", "resourceShareArn"),
              false,
              r.at("principals").texts());
      default -> null;
    };
  }

  private static @Nullable Share ec2(String call, Tree r) {
    boolean image = call.equals("ModifyImageAttribute");
    Tree add = r.at(image ? "launchPermission" : "createVolumePermission", "add", "items");
    List<String> principals = new ArrayList<>();
    for (Tree item : add.items()) {
      String user = item.at("userId").text();
      if (user != null) {
        principals.add(user);
      }
      if ("all".equals(item.at("group").text())) {
        principals.add("*");
      }
    }
    return direct(
        image ? "image" : "snapshot", thing(r, "imageId", "snapshotId"), true, principals);
  }

  private static Share s3(String call, Tree r) {
    String bucket = thing(r, "bucketName");
    if (!call.equals("PutBucketAcl")) {
      Tree policy = r.at("bucketPolicy");
      return policy("bucket", bucket, false, policy.isAbsent() ? r.at("policy") : policy);
    }
    List<String> principals = new ArrayList<>();
    for (String canned : r.at("x-amz-acl").texts()) {
      if (canned.startsWith("public-") || canned.equals("authenticated-read")) {
        principals.add("*");
      }
    }
    Tree acl = r.at("AccessControlPolicy");
    for (Tree grant : acl.at("AccessControlList", "Grant").items()) {
      String group = grant.at("Grantee", "URI").text();
      if (group != null && (group.endsWith("/AllUsers") || group.endsWith("/AuthenticatedUsers"))) {
        principals.add("*");
      }
    }
    return direct("bucket", bucket, false, principals);
  }

  private static Share lambda(Tree r) {
    boolean narrowed =
        r.at("sourceAccount").text() != null
            || r.at("sourceArn").text() != null
            || r.at("organizationId").text() != null
            || r.at("principalOrgID").text() != null;
    List<String> principals = r.at("principal").texts();
    return direct(
        "function",
        thing(r, "functionName", "layerName"),
        false,
        narrowed ? principals.stream().filter(p -> !p.equals("*")).toList() : principals);
  }

  private static Share direct(String kind, String thing, boolean whole, List<String> principals) {
    return new Share(
        kind,
        thing,
        whole,
        principals.stream().map(p -> p.equals("all") ? "*" : p).distinct().toList(),
        null);
  }

  private static Share policy(String kind, String thing, boolean whole, Tree policy) {
    boolean none = policy.isAbsent() || "".equals(policy.value());
    return new Share(kind, thing, whole, List.of(), none ? null : Documents.policy(thing, policy));
  }

  private static String thing(Tree request, String... names) {
    for (String name : names) {
      String text = request.at(name).text();
      if (text != null) {
        return text;
      }
    }
    return "-";
  }
}
