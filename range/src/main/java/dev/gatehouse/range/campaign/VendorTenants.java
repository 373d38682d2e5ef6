package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A vendor is broken into, and its support role opens tenant after tenant. */
final class VendorTenants implements Campaign {
  @Override
  public String id() {
    return "vendor-tenants";
  }

  @Override
  public String summary() {
    return "A support vendor's identity enters its role in many tenant accounts and copies objects.";
  }

  @Override
  public void run(Attack attack) {
    Vendor vendor = attack.org().vendor("support");
    if (attack.loud()) {
      attack.after(Duration.ZERO, now -> sweep(attack, now, vendor.roles(), 12));
      return;
    }
    int visits = Math.min(5, vendor.roles().size());
    for (int i = 0; i < visits; i++) {
      List<Role> one = List.of(vendor.roles().get(i));
      attack.after(Duration.ofHours(5L * i), now -> sweep(attack, now, one, 3));
    }
  }

  private static void sweep(Attack attack, Instant now, List<Role> roles, int objects) {
    Vendor vendor = attack.org().vendor("support");
    Client client = attack.loud() ? attack.commandLine() : Client.boto3(vendor.address());
    Shell shell = attack.shell(client, now);
    for (Role role : roles) {
      Label access = attack.stage("initial-access", "T1199");
      shell.label(access);
      shell.use(
          attack
              .world()
              .desk()
              .tokens()
              .outside(
                  vendor,
                  client,
                  shell.now(),
                  role,
                  Asking.as(attack.loud() ? "session" : "support-scan"),
                  access,
                  attack.random()));
      shell.wait(Duration.ofSeconds(2));
      String bucket = role.account().bucket("assets");
      shell.label(attack.stage("discovery", "T1619")).call(S3.listBuckets());
      shell.label(attack.stage("collection", "T1530")).call(S3.listObjects(bucket, ""));
      for (int i = 0; i < objects; i++) {
        shell.call(S3.getObject(bucket, "customers/" + i + ".csv", 5_000_000));
      }
    }
  }
}
