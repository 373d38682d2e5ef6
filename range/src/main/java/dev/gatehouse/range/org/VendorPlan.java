package dev.gatehouse.range.org;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.random.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vendors and the roles made for them. */
final class VendorPlan {
  private final Organization org;
  private final SeededRandom random;

  private VendorPlan(Organization org, SeededRandom random) {
    this.org = org;
    this.random = random;
  }

  static void fill(Organization org, SeededRandom random) {
    VendorPlan plan = new VendorPlan(org, random);
    plan.add(
        "posture",
        "100077770001",
        "203.0.113.2",
        "3f1d-example-posture",
        org.accounts(),
        "posture-readonly",
        """
        ec2:Describe* s3:GetBucket* s3:ListAllMyBuckets iam:Get* iam:List* rds:Describe* kms:List*
        lambda:List* cloudtrail:Describe*\
        """);
    plan.add(
        "observability",
        "100077770002",
        "203.0.113.18",
        "obs-example-7781",
        org.of("prod"),
        "observability",
        "cloudwatch:* ec2:Describe* tag:GetResources logs:Describe* rds:Describe* lambda:List*");
    plan.add(
        "support",
        "100077770003",
        "203.0.113.34",
        null,
        org.services().stream().filter(a -> !a.environment().equals("sandbox")).toList(),
        "support-access",
        "s3:* ec2:Describe* logs:* support:* rds:Describe*");
  }

  private void add(
      String name,
      String accountId,
      String address,
      @Nullable String externalId,
      List<Account> accounts,
      String roleName,
      String actions) {
    JsonMap trust = PolicyDocument.trustAccount(accountId);
    String note = "loose: no ExternalId, any principal of the vendor's account";
    if (externalId != null) {
      PolicyDocument.when(trust, "StringEquals", "sts:ExternalId", externalId);
      note = "tight";
    }
    List<Role> roles = new ArrayList<>();
    for (Account account : accounts) {
      roles.add(
          org.add(
              Role.of(random, account, roleName, trust, PolicyDocument.allow(actions))
                  .noted(note)));
    }
    String principalId = random.id("AROA", 21) + ":" + name;
    org.vendors().add(new Vendor(name, accountId, principalId, externalId, address, roles));
  }
}
