package dev.gatehouse.app.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IdentityCenter;
import dev.gatehouse.estate.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector against a server that speaks AWS's protocols. */
class CollectCommandTest {
  @TempDir Path folder;
  private FakeAws aws;

  @BeforeEach
  void begin() throws IOException {
    aws = new FakeAws();
    // The fake tells the account from the digits of the key.
    System.setProperty("aws.accessKeyId", "AKIA" + FakeAws.MANAGEMENT);
    System.setProperty("aws.secretAccessKey", "not-a-secret");
  }

  @AfterEach
  void end() {
    aws.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private Invocation collect(String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "estate", "collect", "--out", folder.toString(), "--endpoint-url", aws.url()),
                Stream.of(more))
            .toList();
    return Invocation.of(arguments.toArray(String[]::new));
  }

  @Test
  void readsEveryAccountOfTheOrganizationPageByPage() throws IOException {
    Invocation run = collect("--role-name", "audit");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).startsWith("2 accounts read, 1 failed; ");
    assertThat(run.err())
        .contains("arn:aws:iam::" + FakeAws.CLOSED_TO_US + ":role/audit")
        .contains("AccessDenied: User is not authorized");

    EstateFolder.Reading reading = EstateFolder.read(folder);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.unused()).isEmpty();
    Inventory inventory = reading.estate().inventory();
    assertThat(inventory.account(FakeAws.MEMBER).orElseThrow().roles())
        .extracting(IamRole::name)
        .containsExactly("first", "second");
    IamRole first = inventory.role("arn:aws:iam::" + FakeAws.MEMBER + ":role/first").orElseThrow();
    assertThat(first.maxSessionSeconds()).isEqualTo(43_200);
    assertThat(first.trust().opaque()).isFalse();
    assertThat(first.tags()).containsEntry("team", "x");
    assertThat(inventory.account(FakeAws.MEMBER).orElseThrow().knowsProviders()).isTrue();
    assertThat(inventory.account(FakeAws.MEMBER).orElseThrow().credentials()).hasSize(1);
    assertThat(inventory.organization().path(FakeAws.MEMBER))
        .containsExactly("r-ex01", "ou-ex01-aaaaaaaa", FakeAws.MEMBER);
    assertThat(inventory.organization().delegatedAdministrators())
        .containsEntry(FakeAws.MEMBER, java.util.Set.of("guardduty.amazonaws.com"));
    assertThat(reading.estate().account(FakeAws.MEMBER).orElseThrow().env()).isEqualTo("prod");
  }

  @Test
  void bringsIdentityCenter() throws IOException {
    assertThat(collect().exitCode()).isEqualTo(ExitCode.DONE);
    IdentityCenter found = EstateFolder.read(folder).estate().inventory().identityCenter();
    assertThat(found.store()).isEqualTo("d-1");
    assertThat(found.people()).containsEntry("u-1", "ann");
    assertThat(found.groups()).containsEntry("g-1", "platform");
    assertThat(found.members()).containsEntry("g-1", java.util.Set.of("u-1"));
    assertThat(found.assignments())
        .containsExactly(
            new IdentityCenter.Assignment(
                FakeAws.MEMBER, "arn:aws:sso:::permissionSet/ssoins-1/ps-1", true, "g-1"));
    assertThat(found.permissionSets()).containsValue("Admin");
  }

  @Test
  void countsWhatItHadToRepeat() {
    Invocation run = collect();
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    int repeated = FakeAws.THROTTLED_ONCE.size();
    assertThat(run.out()).contains(repeated + " repeated");
    assertThat(run.out()).contains(aws.calls.size() - repeated + " calls");
  }

  @Test
  void takesTheRolesOfAFile() throws IOException {
    Path roles = folder.resolveSibling("roles-" + System.nanoTime() + ".txt");
    Files.writeString(roles, "# ours\narn:aws:iam::" + FakeAws.MEMBER + ":role/path/audit\n");
    Invocation run = collect("--roles-file", roles.toString());
    Files.delete(roles);
    assertThat(run.out()).startsWith("1 account read, 0 failed");
    assertThat(folder.resolve(FakeAws.MEMBER + ".json")).exists();
  }

  @Test
  void failsIfNoAccountCanBeRead() {
    Invocation run = collect("--role-name", "audit", "--accounts", FakeAws.CLOSED_TO_US);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(folder.resolve(FakeAws.CLOSED_TO_US + ".json")).doesNotExist();
  }

  @Test
  void leavesNoDraftBehind() throws IOException {
    collect();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".new"));
    }
  }

  @Test
  void refusesWrongUsage() {
    assertThat(collect("--accounts", FakeAws.MEMBER).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(collect("--role-name", "x", "--accounts", "12").err()).contains("twelve digits");
  }
}
