package dev.gatehouse.estate.inventory;

import java.util.List;

/**
 * What other services than IAM and Organizations tell.
 *
 * @param findings of Access Analyzer
 * @param machines instances and launch templates
 */
record Surroundings(
    List<AnalyzerFinding> findings, List<Machine> machines, IdentityCenter identityCenter) {
  static final Surroundings NONE = new Surroundings(List.of(), List.of(), IdentityCenter.NONE);

  Surroundings {
    findings = List.copyOf(findings);
    machines = List.copyOf(machines);
  }
}
