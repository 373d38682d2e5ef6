package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.random.SeededRandom;
import java.util.List;

/** Amazon EC2. */
public final class Ec2 {
  private Ec2() {}

  public static ApiCall describeInstances() {
    return ApiCall.read(
        "ec2",
        "DescribeInstances",
        object("maxResults", 1000).and("instancesSet", object()).and("filterSet", object()));
  }

  public static ApiCall describeVpcs() {
    return ApiCall.read("ec2", "DescribeVpcs", "vpcSet", object(), "filterSet", object());
  }

  public static ApiCall describeSubnets() {
    return ApiCall.read("ec2", "DescribeSubnets", "subnetSet", object(), "filterSet", object());
  }

  public static ApiCall describeSecurityGroups() {
    return ApiCall.read(
        "ec2", "DescribeSecurityGroups",
        "securityGroupSet", object(),
        "securityGroupIdSet", object(),
        "filterSet", object());
  }

  public static ApiCall describeVolumes() {
    return ApiCall.read("ec2", "DescribeVolumes", "volumeSet", object(), "filterSet", object());
  }

  public static ApiCall describeTags() {
    return ApiCall.read("ec2", "DescribeTags", "filterSet", object(), "maxResults", 100);
  }

  public static ApiCall createSnapshot(String volume, String snapshot) {
    return ApiCall.write("ec2", "CreateSnapshot", "volumeId", volume, "description", "nightly")
        .answered(
            "requestId", "5a6b7c8d-0000-4000-8000-000000000001",
            "snapshotId", snapshot,
            "volumeId", volume,
            "status", "pending",
            "volumeSize", "100",
            "encrypted", true,
            "description", "nightly");
  }

  /** Starts one instance of a random image. */
  public static ApiCall runInstances(String type, SeededRandom random) {
    String image = "ami-0" + random.hex(16);
    String instance = "i-0" + random.hex(16);
    return ApiCall.write(
            "ec2",
            "RunInstances",
            object(
                    "instancesSet",
                    object(
                        "items", List.of(object("imageId", image, "minCount", 1, "maxCount", 1))))
                .and("instanceType", type)
                .and("blockDeviceMapping", object())
                .and("monitoring", object("enabled", false))
                .and("disableApiTermination", false)
                .and("disableApiStop", false)
                .and("ebsOptimized", false)
                .and(
                    "clientToken",
                    "00000000-" + instance.substring(3, 7) + "-4000-8000-" + instance.substring(7)))
        .answered(
            object("reservationId", "r-0" + instance.substring(3))
                .and("groupSet", object())
                .and(
                    "instancesSet",
                    object(
                        "items",
                        List.of(
                            object(
                                "instanceId", instance,
                                "imageId", image,
                                "instanceState", object("code", 0, "name", "pending"),
                                "instanceType", type)))));
  }
}
