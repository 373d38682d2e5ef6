package dev.gatehouse.range.org;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.random.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vendors and the roles made for them. */
final class VendorPlan {
  private VendorPlan() {}

  static void fill(Organization org, SeededRandom random) {
    add(
        org,
        random,
        "posture",
        "100077770001",
        "203.0.113.2",
        "3f1d-example-posture",
        org.accounts(),
        "posture-readonly",
        "tight",
        "ec2:Describe*",
        "s3:GetBucket*",
        "s3:ListAllMyBuckets",
        "iam:Get*",
        "iam:List*",
        "rds:Describe*",
        "kms:List*",
        "lambda:List*",
        "cloudtrail:Describe*");
    add(
        org,
        random,
        "observability",
        "100077770002",
        "203.0.113.18",
        "obs-example-7781",
        org.of("prod"),
        "observability",
        "tight",
        "cloudwatch:*",
        "ec2:Describe*",
        "tag:GetResources",
        "logs:Describe*",
        "rds:Describe*",
        "lambda:List*");
    add(
        org,
        random,
        "support",
        "100077770003",
        "203.0.113.34",
        null,
        org.services().stream().filter(a -> !a.environment().equals("sandbox")).toList(),
        "support-access",
        "loose: no ExternalId, any principal of the vendor's account",
        "s3:*",
        "ec2:Describe*",
        "logs:*",
        "support:*",
        "rds:Describe*");
  }

  private static void add(
      Organization org,
      SeededRandom random,
      String name,
      String account,
      String address,
      @Nullable String externalId,
      List<Account> accounts,
      String roleName,
      String note,
      String... actions) {
    List<Role> roles = new ArrayList<>();
    for (Account each : accounts) {
      roles.add(
          org.add(
              RolePlan.role(
                  random,
                  each,
                  "/",
                  roleName,
                  Document.of(
                      Document.trustAws(
                          externalId == null
                              ? null
                              : object("StringEquals", object("sts:ExternalId", externalId)),
                          "arn:aws:iam::" + account + ":root")),
                  Document.allow(actions),
                  List.of(),
                  note)));
    }
    org.vendors()
        .add(
            new Vendor(
                name, account, random.id("AROA", 21) + ":" + name, externalId, address, roles));
  }
}
