package dev.gatehouse.output.estate;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.harden.DeputyExposure;
import dev.gatehouse.harden.Remedy;
import dev.gatehouse.harden.RoleReport;
import dev.gatehouse.harden.TrustSurvey;
import dev.gatehouse.output.sarif.SarifLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problems of trust as SARIF. */
public final class TrustSarif {
  private TrustSarif() {}

  public static String of(TrustSurvey survey) {
    List<SarifLog.Result> results = new ArrayList<>();
    for (RoleReport role : survey.roles()) {
      for (RoleReport.Problem problem : role.problems()) {
        results.add(
            result(
                problem.rule(),
                problem.severity(),
                problem.message(),
                role.role().arn(),
                role.role().account(),
                problem.principal() + " " + problem.statement(),
                problem.remedy(),
                Map.of(
                    "tier", role.tier().tier().word(),
                    "principal", problem.principal(),
                    "principalKind", problem.kind().word(),
                    "statement", problem.statement())));
      }
    }
    for (DeputyExposure exposure : survey.exposures()) {
      results.add(
          result(
              DeputyExposure.RULE,
              exposure.severity(),
              exposure.message(),
              exposure.resource(),
              exposure.account(),
              exposure.service() + " " + exposure.statement(),
              exposure.remedy(),
              Map.of("principal", exposure.service(), "statement", exposure.statement())));
    }
    List<SarifLog.Rule> rules =
        TrustRule.ALL.stream()
            .map(rule -> new SarifLog.Rule(rule.id(), rule.name(), rule.summary(), ""))
            .toList();
    return SarifLog.of(rules, results.iterator());
  }

  private static SarifLog.Result result(
      String rule,
      Severity severity,
      String message,
      String arn,
      String account,
      String detail,
      @Nullable Remedy remedy,
      Map<String, String> properties) {
    return new SarifLog.Result(
        TrustRule.id(rule),
        severity,
        remedy == null ? message : message + " Add this condition: " + remedy.json(),
        arn,
        account,
        "gatehouseTrust/v1",
        SarifLog.fingerprint(List.of(rule, arn, detail)),
        "",
        properties);
  }
}
