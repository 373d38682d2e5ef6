package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A vendor is broken into, and its support role opens tenant after tenant. */
public final class VendorTenants extends Campaign {
  public VendorTenants() {
    super(
        "vendor-tenants",
        "A support vendor's identity enters its role in many tenant accounts and copies objects.");
  }

  @Override
  public void begin(CampaignRun run) {
    Vendor vendor = run.org().vendor("support");
    if (run.loud()) {
      run.atStart(now -> sweep(run, now, vendor.roles(), 12));
      return;
    }
    int visits = Math.min(5, vendor.roles().size());
    for (int i = 0; i < visits; i++) {
      List<Role> one = List.of(vendor.roles().get(i));
      run.after(Duration.ofHours(5L * i), now -> sweep(run, now, one, 3));
    }
  }

  private static void sweep(CampaignRun run, Instant now, List<Role> roles, int objects) {
    Vendor vendor = run.org().vendor("support");
    Client client = run.loud() ? run.commandLine() : Client.boto3(vendor.address());
    Caller caller = run.attacker(client, now);
    for (Role role : roles) {
      caller.label(run.stage("initial-access", "T1199"));
      String name = run.loud() ? "session" : "support-scan";
      caller.assumeFromOutside(vendor, role, AssumeRoleOptions.named(name)).pauseSeconds(2);
      String bucket = role.account().bucket("assets");
      caller.label(run.stage("discovery", "T1619")).call(S3.listBuckets());
      caller.label(run.stage("collection", "T1530")).call(S3.listObjects(bucket, ""));
      for (int i = 0; i < objects; i++) {
        caller.call(S3.getObject(bucket, "customers/" + i + ".csv", 5_000_000));
      }
    }
  }
}
