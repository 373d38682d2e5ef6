package dev.gatehouse.output.estate;

import dev.gatehouse.harden.ChecklistPoint;
import dev.gatehouse.harden.DeputyExposure;
import dev.gatehouse.harden.RoleReport;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule as SARIF lists it. Ids never change after release.
 *
 * @param id {@code trust/…}
 * @param name in the form of a type
 * @param summary one sentence
 */
record TrustRule(String id, String name, String summary) {
  static final List<TrustRule> ALL = all();

  static String id(String rule) {
    return "trust/" + rule;
  }

  private static List<TrustRule> all() {
    List<TrustRule> rules = new ArrayList<>();
    for (ChecklistPoint point : ChecklistPoint.values()) {
      rules.add(of(point.id(), summary(point)));
    }
    rules.add(of(RoleReport.UNSATISFIABLE, "Nobody can meet the conditions of a trust statement."));
    rules.add(of(RoleReport.SESSION_TAGS, "Pods are refused, since they pass session tags."));
    rules.add(of(DeputyExposure.RULE, "A service may act on a resource on behalf of any account."));
    return List.copyOf(rules);
  }

  private static TrustRule of(String rule, String summary) {
    StringBuilder name = new StringBuilder("Trust");
    for (String part : rule.split("-", -1)) {
      name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return new TrustRule(id(rule), name.toString(), summary);
  }

  private static String summary(ChecklistPoint point) {
    return switch (point) {
      case EXACT_PRINCIPALS -> "Callers are let in who are not meant.";
      case EXTERNAL_ID -> "A third party is let in without an ExternalId.";
      case SOURCE_ACCOUNT -> "A service is let in on behalf of any account.";
      case SOURCE_ARN -> "A service is let in on behalf of any resource of the account.";
      case PRINCIPAL_ORG_ID ->
          "A principal stays trusted when its account leaves the organization.";
      case MFA -> "A person is let in without a recent second factor.";
      case SOURCE_NETWORK -> "A person is let in from any network.";
      case SESSION_LENGTH -> "Sessions last longer than the role's tier allows.";
    };
  }
}
