package dev.gatehouse.range.org;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an Identity Center user.
 *
 * @param email user name in Identity Center, and so the session name
 * @param userId id in the identity store
 * @param job what the person does
 * @param unit business unit
 * @param manager e-mail of the manager
 * @param homeAddress public address at home
 * @param officeAddress public address of the office
 * @param accounts accounts that the person's permission sets are assigned in
 * @param console whether the browser is preferred to the command line
 */
public record Person(
    String email,
    String name,
    String userId,
    Job job,
    String team,
    String unit,
    @Nullable String manager,
    Place place,
    String homeAddress,
    String officeAddress,
    boolean contractor,
    boolean console,
    String userAgent,
    List<Account> accounts) {
  /** The person's time zone. */
  public ZoneId zone() {
    return place.zone();
  }

  /** What people do, and the permission set that goes with it. */
  public enum Job {
    ENGINEER("PowerUserAccess"),
    PLATFORM("PlatformEngineer"),
    DATABASE("DatabaseOperator"),
    ANALYST("DataAnalyst"),
    SECURITY("SecurityAudit"),
    FINANCE("Billing");

    private final String permissionSet;

    Job(String permissionSet) {
      this.permissionSet = permissionSet;
    }

    /** Name of the permission set. */
    public String permissionSet() {
      return permissionSet;
    }
  }
}
