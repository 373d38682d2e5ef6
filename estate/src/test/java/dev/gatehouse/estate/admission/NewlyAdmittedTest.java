package dev.gatehouse.estate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.Organization;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two policies and everyone who comes in by the second and did not by the first. Expectations are
 * derived by hand; {@code -Dcases.write=true} writes what is said, to be read before it is
 * believed.
 */
class NewlyAdmittedTest {
  private static final Path CASES = Path.of("src/test/resources/newly-admitted");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ROLE = "arn:aws:iam::123456789012:role/app";

  private static final Estate ESTATE =
      new Estate.Builder()
          .organization(new Organization("o-example", "111122223333"))
          .accounts(
              List.of(
                  new Account("123456789012", "shop-prod", Map.of()),
                  new Account("111122223333", "shared", Map.of())))
          .build();

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesWhoComesIn(String name) throws IOException {
    Path folder = CASES.resolve(name);
    Map<?, ?> given = (Map<?, ?>) Json.tree(Files.readString(folder.resolve("case.json")));
    Policy before = policy(given.get("before"));
    Policy after = policy(given.get("after"));
    RoleContext around = RoleContext.of(ESTATE, NOW);
    Object resource = given.get("resource");
    String told =
        told(
            resource == null
                ? NewlyAdmitted.toRole(before, after, ROLE, around)
                : NewlyAdmitted.toResource(
                    before, after, resource.toString(), "123456789012", around));
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("cases.write")) {
      Files.writeString(expected, told);
    }
    assertThat(told).isEqualTo(Files.readString(expected));
    assertThat(NewlyAdmitted.toRole(after, after, ROLE, around))
        .as("nobody is new under the same policy")
        .noneMatch(each -> each.witness() != null);
  }

  private static Policy policy(Object document) {
    return document == null
        ? Policy.unknown("trust policy")
        : Policy.parse("policy", JsonWriter.line(document));
  }

  private static String told(List<Newcomer> newcomers) {
    List<String> lines = new ArrayList<>();
    for (Newcomer each : newcomers) {
      lines.add(each.circle() + " " + each.principal() + " " + each.actions());
      lines.add("  " + each.sentence());
      if (each.witness() != null) {
        lines.add("  such as " + each.caller() + " " + each.witness());
      }
    }
    return lines.isEmpty() ? "nobody\n" : String.join("\n", lines) + "\n";
  }

  @Test
  void aRoleOfOnesOwnThatIsNamedItselfNeedsNoPermission(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("123456789012.json"),
        """
        {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [
          {"Path": "/", "RoleName": "may", "RoleId": "AROAEXAMPLE1", "Arn": "arn:aws:iam::123456789012:role/may",
           "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17",
             "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}}],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}},
          {"Path": "/", "RoleName": "may-not", "RoleId": "AROAEXAMPLE2", "Arn": "arn:aws:iam::123456789012:role/may-not",
           "AttachedManagedPolicies": [], "RolePolicyList": [],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}]}
        """);
    RoleContext around = RoleContext.of(EstateFolder.read(folder).estate(), NOW);

    assertThat(named("may", around)).isEmpty();
    assertThat(named("may-not", around))
        .singleElement()
        .satisfies(each -> assertThat(each.because()).contains("needs no permission of its own"));
  }

  private static List<Newcomer> named(String role, RoleContext around) {
    return NewlyAdmitted.toRole(
        trust("arn:aws:iam::123456789012:root"),
        trust("arn:aws:iam::123456789012:role/" + role),
        ROLE,
        around);
  }

  private static Policy trust(String principal) {
    return Policy.parse(
        "trust",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + principal
            + "\"},\"Action\":\"sts:AssumeRole\"}}");
  }
}
