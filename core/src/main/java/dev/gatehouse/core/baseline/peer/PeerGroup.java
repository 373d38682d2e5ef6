package dev.gatehouse.core.baseline.peer;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.Estate;

/**
 * Who is like whom: those that work under the same permission set of Identity Center, roles of one
 * name over all accounts; else those of one type of origin in accounts of one business unit.
 */
final class PeerGroup {
  private static final String PERMISSION_SET = "AWSReservedSSO_";
  private static final String BUSINESS_UNIT = "bu";

  private final Estate estate;

  PeerGroup(Estate estate) {
    this.estate = estate;
  }

  /** The group's name. */
  String of(Anomaly in) {
    String identity = in.activity().identity();
    String acted = in.subject().kind() == Subject.Kind.TARGET ? in.subject().name() : identity;
    if (acted.contains(":role/")) {
      String role = acted.substring(acted.lastIndexOf('/') + 1);
      int end = role.lastIndexOf('_');
      return role.startsWith(PERMISSION_SET) && end > PERMISSION_SET.length()
          ? "permission set " + role.substring(PERMISSION_SET.length(), end)
          : "role " + role;
    }
    String unit =
        estate
            .account(in.activity().account())
            .map(Account::tags)
            .map(tags -> tags.get(BUSINESS_UNIT))
            .orElse(null);
    String where = unit == null ? "organization" : "business unit " + unit;
    // People, programs and the users of an app share an account, but no habits.
    return where + ", " + in.activity().lineage().originType().word();
  }

  /** Whom it counts as: the origin, whatever roles it takes; else the role itself. */
  static String member(Anomaly in) {
    if (in.subject().kind() == Subject.Kind.TARGET) {
      return in.subject().name();
    }
    Subject origin = Subject.of(Subject.Kind.ORIGIN, in.activity());
    return origin == null ? in.subject().name() : origin.name();
  }
}
