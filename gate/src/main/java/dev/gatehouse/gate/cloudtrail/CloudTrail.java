package dev.gatehouse.gate.cloudtrail;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.record.DigestSigner;
import dev.gatehouse.gate.record.EventHistory;
import dev.gatehouse.policy.context.Context;
import java.util.List;
import java.util.Set;

/** CloudTrail as far as it reads: the event history, and the one trail that the gate writes. */
public final class CloudTrail {
  private static final String TRAIL = "gate";
  private static final String HOME_REGION = "us-east-1";

  /** What is granted on the trail; the others are on all resources. */
  private static final Set<String> ON_TRAIL =
      Set.of("GetTrail", "GetTrailStatus", "GetEventSelectors");

  private CloudTrail() {}

  /**
   * The service with all of its operations.
   *
   * @param writesFiles whether there is a trail at all
   */
  public static Service service(EventHistory history, DigestSigner signer, boolean writesFiles) {
    Service service = new Service(ServiceModel.load("cloudtrail"), CloudTrail::require);
    service.read("LookupEvents", new LookupEvents(history));
    service.read("ListPublicKeys", call -> Structure.of("PublicKeyList", signer.publicKeys()));
    service.read(
        "DescribeTrails",
        call -> Structure.of("trailList", writesFiles ? List.of(trail(call)) : List.of()));
    service.read(
        "ListTrails",
        call ->
            Structure.of(
                "Trails",
                writesFiles
                    ? List.of(trail(call).only("TrailARN", "Name", "HomeRegion"))
                    : List.of()));
    service.read("GetTrail", call -> Structure.of("Trail", named(call, "Name", writesFiles)));
    service.read(
        "GetTrailStatus",
        call -> {
          named(call, "Name", writesFiles);
          return Structure.of("IsLogging", true);
        });
    service.read(
        "GetEventSelectors",
        call ->
            Structure.of(
                "TrailARN", named(call, "TrailName", writesFiles).need("TrailARN"),
                "EventSelectors",
                    List.of(
                        Structure.of(
                            "ReadWriteType",
                            "All",
                            "IncludeManagementEvents",
                            true,
                            "DataResources",
                            List.of()))));
    return service.refuseRest("what is recorded is said with `--trail`");
  }

  private static void require(Call call) {
    String resource = ON_TRAIL.contains(call.name()) ? arn(call) : "*";
    call.require(
        Permission.of("cloudtrail:" + call.name(), resource, call.account(), Context.empty()));
  }

  private static String arn(Call call) {
    return "arn:aws:cloudtrail:" + HOME_REGION + ":" + call.account() + ":trail/" + TRAIL;
  }

  private static Structure trail(Call call) {
    return Structure.of(
        "Name", TRAIL,
        "S3BucketName", "gatehouse-gate",
        "IncludeGlobalServiceEvents", true,
        "IsMultiRegionTrail", true,
        "HomeRegion", HOME_REGION,
        "TrailARN", arn(call),
        "LogFileValidationEnabled", true,
        "HasCustomEventSelectors", false,
        "HasInsightSelectors", false,
        "IsOrganizationTrail", false);
  }

  private static Structure named(Call call, String member, boolean writesFiles) {
    String name = call.need(member);
    if (!writesFiles || !(name.equals(TRAIL) || name.equals(arn(call)))) {
      throw new AwsException(
          400,
          "TrailNotFoundException",
          "Unknown trail: " + name + " for the user: " + call.account());
    }
    return trail(call);
  }
}
