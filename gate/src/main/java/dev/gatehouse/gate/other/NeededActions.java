package dev.gatehouse.gate.other;

import dev.gatehouse.gate.other.OtherCall.Parameter;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs to be allowed, from AWS's service authorization reference: the action that is
 * called as the operation is, on the resource whose ARN the parameters fill in.
 */
final class NeededActions {
  /** Services whose actions begin with another word than their signature. */
  private static final Map<String, String> PREFIXES =
      Map.of("monitoring", "cloudwatch", "email", "ses");

  /** Operations whose action has another name. */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("s3:ListObjects", "s3:ListBucket"),
          Map.entry("s3:ListObjectsV2", "s3:ListBucket"),
          Map.entry("s3:HeadBucket", "s3:ListBucket"),
          Map.entry("s3:ListBuckets", "s3:ListAllMyBuckets"),
          Map.entry("s3:ListObjectVersions", "s3:ListBucketVersions"),
          Map.entry("s3:ListMultipartUploads", "s3:ListBucketMultipartUploads"),
          Map.entry("s3:ListParts", "s3:ListMultipartUploadParts"),
          Map.entry("s3:HeadObject", "s3:GetObject"),
          Map.entry("s3:CreateMultipartUpload", "s3:PutObject"),
          Map.entry("s3:UploadPart", "s3:PutObject"),
          Map.entry("s3:CompleteMultipartUpload", "s3:PutObject"),
          Map.entry("s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
          Map.entry("s3:PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
          Map.entry("s3:DeleteBucketLifecycle", "s3:PutLifecycleConfiguration"),
          Map.entry("s3:GetBucketReplication", "s3:GetReplicationConfiguration"),
          Map.entry("s3:PutBucketReplication", "s3:PutReplicationConfiguration"),
          Map.entry("s3:DeleteBucketReplication", "s3:PutReplicationConfiguration"),
          Map.entry("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
          Map.entry("s3:PutBucketEncryption", "s3:PutEncryptionConfiguration"),
          Map.entry("s3:DeleteBucketEncryption", "s3:PutEncryptionConfiguration"),
          Map.entry("s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
          Map.entry("s3:PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
          Map.entry("s3:DeletePublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
          Map.entry("s3:GetBucketNotificationConfiguration", "s3:GetBucketNotification"),
          Map.entry("s3:PutBucketNotificationConfiguration", "s3:PutBucketNotification"),
          Map.entry("lambda:Invoke", "lambda:InvokeFunction"),
          Map.entry("lambda:InvokeAsync", "lambda:InvokeFunction"),
          Map.entry("lambda:InvokeWithResponseStream", "lambda:InvokeFunction"));

  /** Operations that read or write further things than their parameters name. */
  private static final Set<String> OPAQUE =
      Set.of(
          "s3:CopyObject",
          "s3:UploadPartCopy",
          "s3:DeleteObjects",
          "s3:SelectObjectContent",
          "dynamodb:BatchExecuteStatement",
          "dynamodb:ExecuteStatement",
          "dynamodb:ExecuteTransaction");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
  private static final Pattern NOISE = Pattern.compile("(name|id|identifier|arn|url|alias)$");
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+");

  /**
   * One action on one resource.
   *
   * @param resource {@code *} where the action has none; null where nobody knows which it is
   */
  record Needed(String action, @Nullable String resource) {}

  private NeededActions() {}

  /** The prefix of a service's actions. */
  static String prefix(String service) {
    return PREFIXES.getOrDefault(service, service);
  }

  /** The action of an operation; null when nobody knows it. */
  static @Nullable Action action(OtherCall call) {
    String name = prefix(call.service().name()) + ":" + call.operation();
    if (OPAQUE.contains(name)) {
      return null;
    }
    Action action = ActionCatalogue.aws().action(ACTIONS.getOrDefault(name, name));
    if (action != null && call.text("versionId") != null) {
      Action ofVersion = ActionCatalogue.aws().action(action.name() + "Version");
      return ofVersion == null ? action : ofVersion;
    }
    return action;
  }

  /** Everything that a call needs; empty when its action is not known. */
  static List<Needed> of(OtherCall call, HttpCall http, String region, String account) {
    Action action = action(call);
    if (action == null) {
      return List.of();
    }
    Set<Needed> needed = new LinkedHashSet<>();
    for (String resource : resources(call, action, region, account)) {
      needed.add(new Needed(action.name(), resource));
      if (action.name().equals("s3:PutObject") || action.name().equals("s3:CreateBucket")) {
        String word = action.name().equals("s3:PutObject") ? "Object" : "Bucket";
        if (http.headers().stream().anyMatch(NeededActions::grants)) {
          needed.add(new Needed("s3:Put" + word + "Acl", resource));
        }
        if (http.header("x-amz-tagging") != null) {
          needed.add(new Needed("s3:PutObjectTagging", resource));
        }
      }
    }
    if (needed.isEmpty()) {
      needed.add(new Needed(action.name(), action.resourceTypes().isEmpty() ? "*" : null));
    }
    if (action.level().changes()) {
      for (Parameter each : call.parameters()) {
        boolean passed = each.name().toLowerCase(Locale.ROOT).contains("role");
        if (passed && ROLE.matcher(each.value()).matches()) {
          needed.add(new Needed("iam:PassRole", each.value()));
        }
      }
    }
    return List.copyOf(needed);
  }

  private static boolean grants(HttpCall.Header header) {
    String name = header.name().toLowerCase(Locale.ROOT);
    return name.equals("x-amz-acl") || name.startsWith("x-amz-grant-");
  }

  private static List<String> resources(
      OtherCall call, Action action, String region, String account) {
    Set<String> found = new LinkedHashSet<>();
    String prefix = prefix(call.service().name());
    for (String type : action.resourceTypes()) {
      String template = ActionCatalogue.aws().resourceArn(prefix, type);
      if (template != null) {
        found.addAll(given(call, template));
      }
    }
    for (String type : action.resourceTypes()) {
      String template = ActionCatalogue.aws().resourceArn(prefix, type);
      String filled = template == null ? null : filled(call, template, region, account);
      if (filled != null) {
        found.add(filled);
        break;
      }
    }
    return List.copyOf(found);
  }

  /**
   * Parameters at the top of the request that are ARNs of such a resource themselves. What stands
   * inside a value is data: it names nothing that the call is about.
   */
  private static List<String> given(OtherCall call, String template) {
    StringBuilder pattern = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(template);
    int end = 0;
    while (placeholder.find()) {
      pattern.append(Pattern.quote(template.substring(end, placeholder.start()))).append("[^:]*");
      end = placeholder.end();
    }
    pattern.append(Pattern.quote(template.substring(end)));
    Pattern arn = Pattern.compile(pattern.toString());
    List<String> found = new ArrayList<>();
    for (Parameter each : call.parameters()) {
      if (each.top() && each.value().startsWith("arn:") && arn.matcher(each.value()).matches()) {
        found.add(each.value());
      }
    }
    return found;
  }

  /** The template with parameters in place of its words; null when one is missing. */
  private static @Nullable String filled(
      OtherCall call, String template, String region, String account) {
    StringBuilder arn = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(template);
    int end = 0;
    while (placeholder.find()) {
      String value =
          switch (placeholder.group(1)) {
            case "Partition" -> "aws";
            case "Region" -> region;
            case "Account" -> account;
            default -> value(call, placeholder.group(1));
          };
      if (value == null || value.isEmpty() || value.startsWith("arn:")) {
        return null;
      }
      arn.append(template, end, placeholder.start()).append(value);
      end = placeholder.end();
    }
    return arn.append(template.substring(end)).toString();
  }

  private static @Nullable String value(OtherCall call, String word) {
    if (word.equals("ObjectName")) {
      return call.text("Key");
    }
    String stem = stem(word);
    for (Parameter each : call.parameters()) {
      if (each.top() && stem(each.name()).equals(stem)) {
        return each.name().endsWith("Url")
            ? each.value().substring(each.value().lastIndexOf('/') + 1)
            : each.value();
      }
    }
    return null;
  }

  private static String stem(String word) {
    return NOISE.matcher(word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")).replaceAll("");
  }

  /** The account that an ARN names; the caller's where it names none. */
  static String owner(String resource, String account) {
    Arn arn = Arn.parse(resource);
    return arn == null || arn.account().isEmpty() ? account : arn.account();
  }
}
