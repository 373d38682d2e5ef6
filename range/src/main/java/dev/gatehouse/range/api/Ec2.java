package dev.gatehouse.range.api;

import static dev.gatehouse.trail.JsonOut.object;

import dev.gatehouse.range.aws.ApiCall;
import java.util.List;

/** Amazon EC2. */
public final class Ec2 {
  private Ec2() {}

  public static ApiCall describeInstances() {
    return ApiCall.read(
        "ec2",
        "DescribeInstances",
        "maxResults",
        1000,
        "instancesSet",
        object(),
        "filterSet",
        object());
  }

  public static ApiCall describeInstances(String id) {
    return ApiCall.read(
        "ec2", "DescribeInstances",
        "instancesSet", object("items", List.of(object("instanceId", id))),
        "filterSet", object());
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

  public static ApiCall describeRegions() {
    return ApiCall.read("ec2", "DescribeRegions", "regionSet", object(), "allRegions", false);
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

  public static ApiCall shareSnapshot(String snapshot, String account) {
    return ApiCall.write(
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

  public static ApiCall authorizeIngress(String group, String cidr, int port) {
    return ApiCall.write(
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

  public static ApiCall runInstances(String image, String type, String instance) {
    return ApiCall.write(
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

  public static ApiCall terminate(String instance) {
    return ApiCall.write(
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
