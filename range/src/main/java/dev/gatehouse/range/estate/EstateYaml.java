package dev.gatehouse.range.estate;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;

/** The estate's files in YAML: people, and the trust that somebody meant. */
final class EstateYaml {
  private EstateYaml() {}

  static String people(Organization org) {
    StringBuilder yaml = new StringBuilder("people:\n");
    for (Person person : org.people()) {
      yaml.append("  - identity: ").append(person.email()).append('\n');
      yaml.append("    name: ").append(person.name()).append('\n');
      yaml.append("    team: ").append(person.team()).append('\n');
      yaml.append("    bu: ").append(person.unit()).append('\n');
      if (person.manager() != null) {
        yaml.append("    manager: ").append(person.manager()).append('\n');
      }
      yaml.append("    timezone: ").append(person.zone().getId()).append('\n');
      if (person.contractor()) {
        yaml.append("    contractor: true\n");
      }
    }
    return yaml.toString();
  }

  static String trust(Organization org) {
    StringBuilder yaml = new StringBuilder("version: 1\nedges:\n");
    Account shared = org.first("shared");
    Role build = org.role(shared, "build");
    Role platform = org.role(shared, "platform-admin");
    for (Pipeline pipeline : org.pipelines()) {
      edge(
          yaml,
          "federated:"
              + Organization.oidcProvider(shared, Organization.BUILD_PROVIDER)
              + "/"
              + pipeline.subject(),
          build.arn(),
          "build of " + pipeline.repository(),
          "platform",
          1);
    }
    edge(
        yaml,
        org.permissionSet(shared, "PlatformEngineer").arn(),
        platform.arn(),
        "platform work",
        "platform",
        2);
    edge(yaml, build.arn(), "arn:aws:iam::*:role/deploy", "deployment", "platform", 2);
    edge(yaml, platform.arn(), "arn:aws:iam::*:role/deploy", "baseline updates", "platform", 3);
    edge(
        yaml,
        "arn:aws:iam::*:role/deploy",
        "arn:aws:iam::*:role/database-migration",
        "schema migrations",
        "platform",
        3);
    edge(
        yaml,
        org.role(org.first("security"), "audit-runner").arn(),
        "arn:aws:iam::*:role/audit-readonly",
        "nightly audit",
        "security",
        2);
    for (Vendor vendor : org.vendors()) {
      edge(
          yaml,
          "arn:aws:iam::" + vendor.accountId() + ":root",
          "arn:aws:iam::*:role/" + vendor.roles().get(0).name(),
          vendor.name() + (vendor.externalId() == null ? "" : ", ExternalId required"),
          "security",
          1);
    }
    return yaml.toString();
  }

  private static void edge(
      StringBuilder yaml, String source, String target, String purpose, String owner, int depth) {
    yaml.append("  - source: \"").append(source).append("\"\n");
    yaml.append("    target: \"").append(target).append("\"\n");
    yaml.append("    purpose: ").append(purpose).append('\n');
    yaml.append("    owner: ").append(owner).append('\n');
    yaml.append("    max_depth: ").append(depth).append('\n');
  }
}
