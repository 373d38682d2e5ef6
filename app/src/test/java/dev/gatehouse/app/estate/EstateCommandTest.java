package dev.gatehouse.app.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void estate() throws IOException {
    Files.writeString(
        folder.resolve("a.json"),
        "{'UserDetailList':[],'GroupDetailList':[],'Policies':[],'RoleDetailList':[{'Path':'/','RoleName':'job','Arn':'arn:aws:iam::111122223333:role/job','AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':[]},'RolePolicyList':[],'AttachedManagedPolicies':[]}]}"
            .replace('\'', '"'));
    Files.writeString(folder.resolve("notes.txt"), "\u001b[31mnothing");
  }

  @Test
  void showsWhatIsThereAndWhatIsMissing() {
    Invocation run = Invocation.of("estate", "show", "--estate", folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("111122223333")
        .contains("`notes.txt`")
        .contains("organization.json")
        .contains("list-open-id-connect-providers");
  }

  @Test
  void showsOneAccountWithItsRoles() {
    Invocation run =
        Invocation.of("estate", "show", "--estate", folder.toString(), "--account", "111122223333");
    assertThat(run.out()).contains("role").contains("job");
    Invocation other =
        Invocation.of("estate", "show", "--estate", folder.toString(), "--account", "999988887777");
    assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void printsJsonLines() {
    Invocation run =
        Invocation.of("estate", "show", "--estate", folder.toString(), "--format", "jsonl");
    assertThat(run.lines()).allMatch(line -> line.startsWith("{\"type\":\""));
    assertThat(run.out()).contains("\"type\":\"missing\"").contains("\"roles\":1");
  }

  @Test
  void failsOnWhatIsAsBadAsAsked() {
    String[] posture = {"estate", "posture", "--estate", folder.toString(), "--fail-on", "low"};
    assertThat(Invocation.of(posture).exitCode()).isEqualTo(ExitCode.FOUND);
    posture[5] = "high";
    Invocation run = Invocation.of(posture);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("role-unassumable").contains("role-powerless");
  }

  @Test
  void writesPostureAsAPageThatRunsNothing() throws IOException {
    Files.writeString(
        folder.resolve("b.json"),
        "{'UserDetailList':[{'Path':'/','UserName':'<script>','Arn':'arn:aws:iam::444455556666:user/<script>','GroupList':[],'AttachedManagedPolicies':[]}],'GroupDetailList':[],'Policies':[],'RoleDetailList':[]}"
            .replace('\'', '"'));
    Files.writeString(
        folder.resolve("credentials.csv"),
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
            + "<script>,arn:aws:iam::444455556666:user/<script>,2025-01-01T00:00:00+00:00,true,2026-01-01T00:00:00+00:00,2025-01-01T00:00:00+00:00,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n");
    Invocation run =
        Invocation.of("estate", "posture", "--estate", folder.toString(), "--format", "html");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .startsWith("<!doctype html>")
        .contains("role-unassumable")
        .contains("user-without-mfa")
        .contains("&lt;script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void saysThatAFolderHoldsNothingKnown(@TempDir Path empty) throws IOException {
    Files.writeString(empty.resolve("x.txt"), "hello");
    Invocation run = Invocation.of("estate", "show", "--estate", empty.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("Nothing in the estate folder");
  }
}
