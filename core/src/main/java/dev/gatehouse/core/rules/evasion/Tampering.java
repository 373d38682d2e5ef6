package dev.gatehouse.core.rules.evasion;

import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.rules.kit.Glob;
import dev.gatehouse.core.rules.kit.Tree;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that weakens logging or detection.
 *
 * @param what was done, in a few words of which the first is the verb: {@code stopped trail}
 * @param thing what it was done to; {@code -} if the call names nothing
 * @param keepDays for how many days logs are kept from then on; 0 if that was not changed
 */
record Tampering(String what, String thing, Severity severity, int keepDays) {
  /** The verbs, as they stand after "tried to". */
  private static final Map<String, String> VERBS =
      Map.ofEntries(
          Map.entry("cut", "cut"),
          Map.entry("deleted", "delete"),
          Map.entry("disabled", "disable"),
          Map.entry("gave", "give"),
          Map.entry("hid", "hide"),
          Map.entry("removed", "remove"),
          Map.entry("silenced", "silence"),
          Map.entry("stopped", "stop"),
          Map.entry("suspended", "suspend"),
          Map.entry("switched", "switch"),
          Map.entry("took", "take"));

  Tampering(String what, String thing, Severity severity) {
    this(what, thing, severity, 0);
  }

  /** Services whose calls are tampering if they ask for certain things. */
  private static final Set<String> SERVICES = Set.of("cloudtrail", "guardduty", "s3", "logs");

  /** Calls that are tampering whatever they ask: what they do, what names the thing, how bad. */
  static final Map<String, Simple> SIMPLE =
      table(
          """
          cloudtrail:StopLogging                             | stopped trail                                | name                      | high
          cloudtrail:DeleteTrail                             | deleted trail                                | name                      | high
          cloudtrail:DeleteEventDataStore                    | deleted event data store                     | eventDataStore            | high
          cloudtrail:StopEventDataStoreIngestion             | stopped event data store                     | eventDataStore            | high
          ec2:DeleteFlowLogs                                 | deleted flow logs                            | flowLogIds                | medium
          guardduty:DeleteDetector                           | deleted GuardDuty detector                   | detectorId                | high
          guardduty:StopMonitoringMembers                    | stopped GuardDuty for members of             | detectorId                | high
          guardduty:DisassociateMembers                      | cut members off GuardDuty detector           | detectorId                | medium
          guardduty:DeleteMembers                            | removed members of GuardDuty detector        | detectorId                | medium
          guardduty:DisassociateFromMasterAccount            | cut off GuardDuty detector                   | detectorId                | high
          guardduty:DisassociateFromAdministratorAccount     | cut off GuardDuty detector                   | detectorId                | high
          guardduty:DeletePublishingDestination              | stopped the export of GuardDuty detector     | detectorId                | medium
          guardduty:CreateIPSet                              | gave trusted addresses to GuardDuty detector | detectorId                | medium
          config:StopConfigurationRecorder                   | stopped Config recorder                      | configurationRecorderName | medium
          config:DeleteConfigurationRecorder                 | deleted Config recorder                      | configurationRecorderName | medium
          config:DeleteDeliveryChannel                       | deleted Config delivery channel              | deliveryChannelName       | medium
          securityhub:DisableSecurityHub                     | disabled Security Hub                        | hubArn                    | medium
          securityhub:DisassociateFromAdministratorAccount   | cut off Security Hub                         | hubArn                    | medium
          securityhub:DisassociateMembers                    | cut members off Security Hub                 | accountIds                | medium
          securityhub:BatchDisableStandards                  | disabled Security Hub standards              | standardsSubscriptionArns | low
          access-analyzer:DeleteAnalyzer                     | deleted analyzer                             | analyzerName              | low
          macie2:DisableMacie                                | disabled Macie                               | -                         | low
          inspector2:Disable                                 | disabled Inspector for                       | accountIds                | low
          detective:DeleteGraph                              | deleted Detective graph                      | graphArn                  | low
          organizations:LeaveOrganization                    | took the account out of its organization     | -                         | high
          events:DisableRule                                 | disabled event rule                          | name                      | low
          monitoring:DeleteAlarms                            | deleted alarms                               | alarmNames                | low
          monitoring:DisableAlarmActions                     | silenced alarms                              | alarmNames                | low
          logs:DeleteSubscriptionFilter                      | stopped the forwarding of log group          | logGroupName              | low
          route53resolver:DeleteResolverQueryLogConfig       | deleted resolver query log                   | resolverQueryLogConfigId  | low
          route53resolver:DisassociateResolverQueryLogConfig | cut off resolver query log                   | resolverQueryLogConfigId  | low
          wafv2:DeleteLoggingConfiguration                   | stopped the logging of web ACL               | resourceArn               | low
          """);

  private static final Set<String> DROPPED =
      Set.of(
          "isMultiRegionTrail",
          "includeGlobalServiceEvents",
          "enableLogFileValidation",
          "isOrganizationTrail");

  private static final Set<String> SECURITY_LOGS =
      Set.of("cloudtrail", "flowlog", "flow-log", "audit", "guardduty");

  record Simple(String what, String parameter, Severity severity) {}

  private static Map<String, Simple> table(String lines) {
    Map<String, Simple> table = new HashMap<>();
    for (String line : lines.lines().toList()) {
      String[] cells = line.strip().split(" *\\| *", 4);
      Severity severity = Severity.valueOf(cells[3].toUpperCase(Locale.ROOT));
      table.put(cells[0], new Simple(cells[1], cells[2], severity));
    }
    return Map.copyOf(table);
  }

  /** The title if AWS did it. */
  Headline done() {
    return keepDays > 0 ? kept("set", "") : title("{actor} " + what, "");
  }

  /** The title if AWS refused, or it failed for another reason. */
  Headline tried(boolean refused) {
    String end = refused ? " and was refused" : " and failed";
    int blank = what.indexOf(' ');
    return keepDays > 0
        ? kept("tried to set", end)
        : title(
            "{actor} tried to " + VERBS.get(what.substring(0, blank)) + what.substring(blank), end);
  }

  private Headline kept(String set, String end) {
    return Headline.of(
        "{actor} " + set + " {} to keep logs for only {}" + end,
        Quantity.text(thing),
        Quantity.of(Unit.DAYS, keepDays));
  }

  private Headline title(String words, String end) {
    return thing.equals("-")
        ? Headline.of(words + end)
        : Headline.of(words + " {}" + end, Quantity.text(thing));
  }

  /** Calls that can be one. */
  static Calls calls() {
    return call ->
        SERVICES.contains(call.service()) || SIMPLE.containsKey(call.service() + ":" + call.name());
  }

  /** What the call is; null if it weakens nothing. */
  static @Nullable Tampering of(
      TrailEvent event, LogTampering.Settings settings, Set<String> logBuckets) {
    Simple simple = SIMPLE.get(event.call());
    if (simple != null) {
      Tree request = Tree.of(event.requestParameters());
      String thing = String.join(", ", request.at(simple.parameter()).texts());
      if (simple.parameter().equals("flowLogIds")) {
        thing = flowLogs(request);
      }
      return new Tampering(simple.what(), thing.isEmpty() ? "-" : thing, simple.severity());
    }
    return switch (event.service()) {
      case "cloudtrail" -> trail(event);
      case "guardduty" -> guardDuty(event);
      case "s3" -> bucket(event, settings, logBuckets);
      case "logs" -> logGroup(event, settings);
      default -> null;
    };
  }

  private static @Nullable Tampering trail(TrailEvent event) {
    Tree request = Tree.of(event.requestParameters());
    return switch (event.eventName()) {
      case "UpdateTrail" -> {
        List<String> dropped = new ArrayList<>();
        for (String field : DROPPED.stream().sorted().toList()) {
          if ("false".equals(request.at(field).text())) {
            dropped.add(field);
          }
        }
        yield dropped.isEmpty()
            ? null
            : new Tampering(
                "switched off " + String.join(", ", dropped) + " of trail",
                text(request, "name"),
                Severity.MEDIUM);
      }
      case "PutEventSelectors" -> {
        String lost = lost(request);
        yield lost == null
            ? null
            : new Tampering(
                "took " + lost + " out of trail",
                text(request, "trailName"),
                lost.equals("management events") ? Severity.HIGH : Severity.MEDIUM);
      }
      default -> null;
    };
  }

  /** What event selectors leave out of the management events; null if nothing. */
  private static @Nullable String lost(Tree request) {
    List<Tree> basic = request.at("eventSelectors").items();
    List<Tree> advanced = request.at("advancedEventSelectors").items();
    if (!basic.isEmpty()) {
      boolean reads = false;
      boolean writes = false;
      boolean whole = true;
      for (Tree selector : basic) {
        if (!"false".equals(selector.at("includeManagementEvents").text())) {
          String type = selector.at("readWriteType").text();
          reads |= !"WriteOnly".equals(type);
          writes |= !"ReadOnly".equals(type);
          whole &= selector.at("excludeManagementEventSources").items().isEmpty();
        }
      }
      return !reads && !writes
          ? "management events"
          : !writes ? "writing calls" : !reads ? "reading calls" : whole ? null : "some services";
    }
    if (!advanced.isEmpty()) {
      boolean management = false;
      boolean whole = false;
      for (Tree selector : advanced) {
        List<Tree> fields = selector.at("fieldSelectors").items();
        boolean of =
            fields.stream()
                .anyMatch(
                    f ->
                        "eventCategory".equals(f.at("field").text())
                            && f.at("equals").texts().contains("Management"));
        management |= of;
        whole |= of && fields.size() == 1;
      }
      return whole ? null : management ? "part of the management events" : "management events";
    }
    return null;
  }

  private static @Nullable Tampering guardDuty(TrailEvent event) {
    Tree request = Tree.of(event.requestParameters());
    String detector = text(request, "detectorId");
    if (event.eventName().equals("UpdateDetector") && "false".equals(request.at("enable").text())) {
      return new Tampering("suspended GuardDuty detector", detector, Severity.HIGH);
    }
    if ((event.eventName().equals("CreateFilter") || event.eventName().equals("UpdateFilter"))
        && "ARCHIVE".equals(request.at("action").text())) {
      return new Tampering("hid findings of GuardDuty detector", detector, Severity.LOW);
    }
    return null;
  }

  private static @Nullable Tampering bucket(
      TrailEvent event, LogTampering.Settings settings, Set<String> logBuckets) {
    String call = event.eventName();
    if (!(call.equals("DeleteBucket")
        || call.equals("DeleteBucketPolicy")
        || call.equals("PutBucketVersioning")
        || call.startsWith("PutBucketLifecycle"))) {
      return null;
    }
    Tree request = Tree.of(event.requestParameters());
    String bucket = text(request, "bucketName");
    boolean logs =
        logBuckets.contains(bucket)
            || bucket.contains("cloudtrail")
            || settings.logBuckets().stream().anyMatch(glob -> Glob.matches(glob, bucket));
    if (!logs) {
      return null;
    }
    return switch (call) {
      case "DeleteBucket" -> new Tampering("deleted log bucket", bucket, Severity.HIGH);
      case "DeleteBucketPolicy" ->
          new Tampering("took the policy off log bucket", bucket, Severity.MEDIUM);
      case "PutBucketVersioning" ->
          "Suspended".equals(request.at("VersioningConfiguration", "Status").text())
              ? new Tampering("suspended versioning of log bucket", bucket, Severity.MEDIUM)
              : null;
      default -> lifecycle(request, bucket, settings.keepDaysMin());
    };
  }

  private static @Nullable Tampering lifecycle(Tree request, String bucket, int keepDaysMin) {
    for (Tree rule : request.at("LifecycleConfiguration", "Rule").items()) {
      String days = rule.at("Expiration", "Days").text();
      if (days != null
          && "Enabled".equals(rule.at("Status").text())
          && days.matches("\\d{1,6}")
          && Integer.parseInt(days) < keepDaysMin) {
        return new Tampering(
            "lets objects expire after " + days + " days in log bucket",
            bucket,
            Severity.MEDIUM,
            Integer.parseInt(days));
      }
    }
    return null;
  }

  private static @Nullable Tampering logGroup(TrailEvent event, LogTampering.Settings settings) {
    boolean delete = event.eventName().equals("DeleteLogGroup");
    if (!delete && !event.eventName().equals("PutRetentionPolicy")) {
      return null;
    }
    Tree request = Tree.of(event.requestParameters());
    String group = text(request, "logGroupName");
    String lower = group.toLowerCase(Locale.ROOT);
    if (SECURITY_LOGS.stream().noneMatch(lower::contains)) {
      return null;
    }
    String days = request.at("retentionInDays").text();
    boolean brief =
        days != null && days.matches("\\d{1,6}") && Integer.parseInt(days) < settings.keepDaysMin();
    return delete
        ? new Tampering("deleted log group", group, Severity.MEDIUM)
        : brief
            ? new Tampering(
                "keeps only " + days + " days in log group",
                group,
                Severity.LOW,
                Integer.parseInt(days))
            : null;
  }

  private static String flowLogs(Tree request) {
    Tree ids = request.at("DeleteFlowLogsRequest", "FlowLogId");
    return String.join(
        ", ",
        ids.items().stream()
            .map(id -> id.at("content").text())
            .map(id -> id == null ? "-" : id)
            .toList());
  }

  private static String text(Tree request, String name) {
    String text = request.at(name).text();
    return text == null ? "-" : text;
  }
}
