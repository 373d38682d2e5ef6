package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.call.Call;
import java.util.List;

/** Amazon EC2. */
public final class Ec2 {
  private Ec2() {}

  public static Call describeInstances() {
    return Call.read(
        "ec2",
        "DescribeInstances",
        "maxResults",
        1000,
        "instancesSet",
        object(),
        "filterSet",
        object());
  }

  public static Call describeInstances(String id) {
    return Call.read(
        "ec2", "DescribeInstances",
        "instancesSet", object("items", List.of(object("instanceId", id))),
        "filterSet", object());
  }

  public static Call describeVpcs() {
    return Call.read("ec2", "DescribeVpcs", "vpcSet", object(), "filterSet", object());
  }

  public static Call describeSubnets() {
    return Call.read("ec2", "DescribeSubnets", "subnetSet", object(), "filterSet", object());
  }

  public static Call describeSecurityGroups() {
    return Call.read(
        "ec2", "DescribeSecurityGroups",
        "securityGroupSet", object(),
        "securityGroupIdSet", object(),
        "filterSet", object());
  }

  public static Call describeVolumes() {
    return Call.read("ec2", "DescribeVolumes", "volumeSet", object(), "filterSet", object());
  }

  public static Call describeTags() {
    return Call.read("ec2", "DescribeTags", "filterSet", object(), "maxResults", 100);
  }

  public static Call describeRegions() {
    return Call.read("ec2", "DescribeRegions", "regionSet", object(), "allRegions", false);
  }

  public static Call createSnapshot(String volume, String snapshot) {
    return Call.write("ec2", "CreateSnapshot", "volumeId", volume, "description", "nightly")
        .answered(
            "requestId", "5a6b7c8d-0000-4000-8000-000000000001",
            "snapshotId", snapshot,
            "volumeId", volume,
            "status", "pending",
            "volumeSize", "100",
            "encrypted", true,
            "description", "nightly");
  }

  public static Call shareSnapshot(String snapshot, String account) {
    return Call.write(
            "ec2",
            "ModifySnapshotAttribute",
            "snapshotId",
            snapshot,
            "createVolumePermission",
            object("add", object("items", List.of(object("userId", account)))),
            "attributeType",
            "CREATE_VOLUME_PERMISSION")
        .answered("_return", true);
  }

  public static Call authorizeIngress(String group, String cidr, int port) {
    return Call.write(
            "ec2",
            "AuthorizeSecurityGroupIngress",
            "groupId",
            group,
            "ipPermissions",
            object(
                "items",
                List.of(
                    object(
                        "ipProtocol", "tcp",
                        "fromPort", port,
                        "toPort", port,
                        "groups", object(),
                        "ipRanges", object("items", List.of(object("cidrIp", cidr))),
                        "ipv6Ranges", object(),
                        "prefixListIds", object()))))
        .answered("_return", true);
  }

  public static Call runInstances(String image, String type, String instance) {
    return Call.write(
            "ec2",
            "RunInstances",
            "instancesSet",
            object("items", List.of(object("imageId", image, "minCount", 1, "maxCount", 1))),
            "instanceType",
            type,
            "blockDeviceMapping",
            object(),
            "monitoring",
            object("enabled", false),
            "disableApiTermination",
            false,
            "disableApiStop",
            false,
            "ebsOptimized",
            false,
            "clientToken",
            "00000000-" + instance.substring(3, 7) + "-4000-8000-" + instance.substring(7))
        .answered(
            "reservationId",
            "r-0" + instance.substring(3),
            "groupSet",
            object(),
            "instancesSet",
            object(
                "items",
                List.of(
                    object(
                        "instanceId", instance,
                        "imageId", image,
                        "instanceState", object("code", 0, "name", "pending"),
                        "instanceType", type))));
  }

  public static Call terminate(String instance) {
    return Call.write(
            "ec2",
            "TerminateInstances",
            "instancesSet",
            object("items", List.of(object("instanceId", instance))))
        .answered(
            "instancesSet",
            object(
                "items",
                List.of(
                    object(
                        "instanceId", instance,
                        "currentState", object("code", 32, "name", "shutting-down"),
                        "previousState", object("code", 16, "name", "running")))));
  }
}
