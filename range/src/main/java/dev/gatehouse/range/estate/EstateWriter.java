package dev.gatehouse.range.estate;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.sim.World;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the organization as it stands when the window begins, in the estate folder's forms. */
public final class EstateWriter {
  private final World world;
  private final Path folder;
  private final Instant start;

  /** A writer into the folder. */
  public EstateWriter(World world, Path folder) {
    this.world = world;
    this.folder = folder;
    this.start = world.agenda().start();
  }

  /** Writes every file. */
  public void write() throws IOException {
    Files.createDirectories(folder);
    for (Account account : world.org().accounts()) {
      json(account.id() + ".json", AuthorizationDetails.of(world.org(), account, start));
    }
    json("organization.json", organization());
    json("changes.json", world.log().changes());
    json("oncall.json", object("shifts", world.log().shifts()));
    Files.writeString(folder.resolve("networks.csv"), networks());
    Files.writeString(folder.resolve("people.yaml"), EstateYaml.people(world.org()));
    Files.writeString(folder.resolve("trust.yaml"), EstateYaml.trust(world.org()));
    Path resources = Files.createDirectories(folder.resolve("resource-policies"));
    try (OutputStream out = open(resources.resolve("policies.json"))) {
      JsonWriter.pretty(out, resourcePolicies());
    }
    Path reports = Files.createDirectories(folder.resolve("credential-reports"));
    for (Account account : world.org().accounts()) {
      Files.writeString(
          reports.resolve(account.id() + ".csv"),
          CredentialReport.of(account, users(account), start));
    }
  }

  private List<IamUser> users(Account account) {
    return world.org().users().stream()
        .filter(user -> user.account().id().equals(account.id()))
        .toList();
  }

  private Map<String, @Nullable Object> organization() {
    Organization org = world.org();
    String management = org.first("management").id();
    List<Map<String, @Nullable Object>> accounts = new ArrayList<>();
    for (Account account : org.accounts()) {
      accounts.add(
          object(
              "Id", account.id(),
              "Arn",
                  "arn:aws:organizations::"
                      + management
                      + ":account/"
                      + Organization.ID
                      + "/"
                      + account.id(),
              "Name", account.name(),
              "Email", account.name() + "@example.com",
              "State", "ACTIVE",
              "ParentId", account.parentId(),
              "Tags",
                  List.of(
                      object("Key", "env", "Value", account.environment()),
                      object("Key", "bu", "Value", account.unit()),
                      object("Key", "tier", "Value", account.tier()))));
    }
    return object(
        "Organization", object("Id", Organization.ID, "MasterAccountId", management),
        "Roots", List.of(object("Id", "r-ex01", "Name", "Root")),
        "OrganizationalUnits", org.units(),
        "Accounts", accounts,
        "Policies", ControlPolicies.of(org));
  }

  private List<Map<String, @Nullable Object>> resourcePolicies() {
    Account management = world.org().first("management");
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    list.add(
        object(
            "arn", management.arn("events", management.region(), "event-bus/account-requests"),
            "policy",
                object(
                    "Version",
                    "2012-10-17",
                    "Statement",
                    List.of(
                        object(
                            "Sid", "AnyAccountOfTheOrganization",
                            "Effect", "Allow",
                            "Principal", "*",
                            "Action", "events:PutEvents",
                            "Resource",
                                management.arn(
                                    "events", management.region(), "event-bus/account-requests"),
                            "Condition",
                                object(
                                    "StringEquals",
                                    object("aws:PrincipalOrgID", Organization.ID)))))));
    return list;
  }

  private String networks() {
    StringBuilder csv = new StringBuilder("cidr,asn,country,city,lat,lon,kind\n");
    for (Network network : Network.all()) {
      row(csv, network);
    }
    for (Account account : world.org().accounts()) {
      row(
          csv,
          new Network(account.natAddress() + "/32", 64511, "IE", "Dublin", 53.35, -6.26, "nat"));
    }
    row(csv, new Network("198.19.0.0/16", 64511, "IE", "Dublin", 53.35, -6.26, "aws"));
    row(csv, new Network("10.0.0.0/8", 64511, "IE", "Dublin", 53.35, -6.26, "endpoint"));
    return csv.toString();
  }

  private static void row(StringBuilder csv, Network network) {
    csv.append(
        String.format(
            Locale.ROOT,
            "%s,%d,%s,%s,%.2f,%.2f,%s%n",
            network.cidr(),
            network.asn(),
            network.country(),
            network.city(),
            network.latitude(),
            network.longitude(),
            network.kind()));
  }

  private void json(String name, Object value) throws IOException {
    try (OutputStream out = open(folder.resolve(name))) {
      JsonWriter.pretty(out, value);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  /** The roles with their known answers, for truth/roles.json. */
  public static List<Map<String, @Nullable Object>> knownAnswers(Organization org) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Account account : org.accounts()) {
      for (Role role : org.roles(account)) {
        if (!role.serviceLinked()) {
          boolean tight = role.trustNote().startsWith("tight");
          list.add(
              object(
                  "roleArn", role.arn(),
                  "trust", tight ? "tight" : "loose",
                  "note", role.trustNote()));
        }
      }
    }
    return list;
  }
}
