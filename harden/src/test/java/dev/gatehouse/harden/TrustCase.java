package dev.gatehouse.harden;

import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.Cidr;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import dev.gatehouse.estate.Organization;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A role with its trust policy, in an organization of three accounts with one office. */
final class TrustCase {
  static final String OWN = "123456789012";
  static final String SISTER = "111122223333";
  static final String DEV = "444455556666";
  static final String FOREIGN = "777788889999";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static final Estate ESTATE =
      new Estate.Builder()
          .organization(new Organization("o-example", SISTER))
          .accounts(
              List.of(
                  new Account(OWN, "shop-prod", Map.of("env", "prod")),
                  new Account(SISTER, "shared", Map.of("env", "shared")),
                  new Account(DEV, "shop-dev", Map.of("env", "dev"))))
          .networks(
              List.of(
                  new Network(
                      Cidr.of("192.0.2.0/24"),
                      null,
                      "DE",
                      "Berlin",
                      null,
                      null,
                      Network.Kind.OFFICE),
                  new Network(
                      Cidr.of("203.0.113.0/24"),
                      null,
                      "US",
                      null,
                      null,
                      null,
                      Network.Kind.HOSTING)))
          .build();

  final RoleFacts role;
  final RoleContext around;

  private TrustCase(RoleFacts role, RoleContext around) {
    this.role = role;
    this.around = around;
  }

  static TrustCase read(Path folder) throws IOException {
    Map<?, ?> tree = (Map<?, ?>) Json.tree(Files.readString(folder.resolve("case.json")));
    Map<String, RoleFacts> others = new HashMap<>();
    if (tree.get("roles") instanceof Map<?, ?> roles) {
      roles.forEach(
          (arn, trust) -> others.put(arn.toString(), facts(arn.toString(), trust, null, "low")));
    }
    Object rcp = tree.get("rcp");
    List<Policy> rcps =
        rcp == null ? List.of() : List.of(Policy.parse("rcp", JsonWriter.line(rcp)));
    Number seconds = (Number) tree.get("maxSessionSeconds");
    RoleFacts role =
        facts(
            tree.get("role").toString(),
            tree.get("trust"),
            seconds == null ? null : seconds.intValue(),
            tree.get("tier").toString());
    return new TrustCase(
        role, new RoleContext(ESTATE, ESTATE.inventory(), others, account -> rcps, NOW));
  }

  static RoleFacts facts(String arn, Object trust, Integer seconds, String tier) {
    String account = arn.split(":")[4];
    Policy policy = Policy.parse("trust", JsonWriter.line(trust));
    return new RoleFacts(arn, account, policy, List.of(), seconds, Map.of("tier", tier));
  }

  /** Everything that the checklist says, as text. */
  static String told(RoleReport report) {
    StringBuilder text = new StringBuilder();
    text.append("tier ").append(report.tier()).append('\n');
    if (report.note() != null) {
      text.append(report.note()).append('\n');
    }
    if (report.isDead()) {
      text.append("nobody can become it\n");
    }
    for (PartyReport party : report.parties()) {
      text.append("\n").append(party.party().entry().value());
      text.append(" (").append(party.party().kind().word()).append(", ");
      text.append(party.party().statement().label()).append("): comes in ");
      text.append(party.admission().possible()).append('\n');
      party
          .admission()
          .reasons()
          .forEach(r -> text.append("  - ").append(r.sentence()).append('\n'));
      for (PointResult point : party.points()) {
        text.append("  ").append(point.point().id()).append(": ").append(point.verdict().word());
        if (point.severity() != null) {
          text.append(" [").append(point.severity().word()).append(']');
        }
        text.append(". ").append(point.reason()).append('\n');
        if (point.remedy() != null) {
          text.append("    add ").append(point.remedy().json()).append('\n');
        }
      }
    }
    return text.toString();
  }
}
