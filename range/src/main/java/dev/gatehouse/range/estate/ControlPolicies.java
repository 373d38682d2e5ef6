package dev.gatehouse.range.estate;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.org.Organization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The organization's service and resource control policies. */
final class ControlPolicies {
  private ControlPolicies() {}

  static List<Map<String, @Nullable Object>> of(Organization org) {
    List<Object> units =
        List.copyOf(org.units().stream().map(unit -> String.valueOf(unit.get("Id"))).toList());
    // AWS attaches it at every level; one without an Allow would forbid everything below it.
    List<Object> everything = new ArrayList<>(List.of("r-ex01"));
    everything.addAll(units);
    org.accounts().forEach(account -> everything.add(account.id()));
    return List.of(
        policy(
            "p-FullAWSAccess",
            "FullAWSAccess",
            "SERVICE_CONTROL_POLICY",
            object(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(object("Effect", "Allow", "Action", "*", "Resource", "*"))),
            everything),
        policy(
            "p-ex01protect",
            "protect-trail",
            "SERVICE_CONTROL_POLICY",
            object(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                    object(
                        "Effect",
                        "Deny",
                        "Action",
                        List.of(
                            "cloudtrail:StopLogging",
                            "cloudtrail:DeleteTrail",
                            "organizations:LeaveOrganization"),
                        "Resource",
                        "*",
                        "Condition",
                        object(
                            "ArnNotLike",
                            object(
                                "aws:PrincipalArn",
                                "arn:aws:iam::*:role/OrganizationAccountAccessRole"))))),
            units));
  }

  private static Map<String, @Nullable Object> policy(
      String id, String name, String type, Map<String, @Nullable Object> content, List<?> targets) {
    return object(
        "Id",
        id,
        "Name",
        name,
        "Type",
        type,
        "Content",
        JsonWriter.line(content),
        "Targets",
        targets);
  }
}
