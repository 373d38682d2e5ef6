package dev.gatehouse.app.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/harden.md on the example that lies beside it. */
class HardenCommandTest {
  private static final String EXAMPLE = Path.of("..", "examples", "harden").toString();
  private static final String ESTATE = EXAMPLE + "/estate";
  private static final String TRAIL = EXAMPLE + "/trail.jsonl";

  @TempDir private Path folder;

  @Test
  void provesTheExampleSafeAndKeepsWhatARolloutNeeds() throws IOException {
    Invocation invocation = proposed();

    assertThat(invocation.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(invocation.out())
        .contains("80 sessions on 40 days of 40", "Certificate: safe", "no new access");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "trust-policy.json",
              "before.json",
              "certificate.json",
              "trust-policy.diff",
              "role.tf",
              "rollout.md");
    }
    assertThat(Files.readString(folder.resolve("trust-policy.json")))
        .contains("\"sts:ExternalId\": \"tenant-4711\"");
  }

  @Test
  void pageShowsWhatTheCommandPrints() throws IOException {
    String printed = proposed().out();
    String page = Files.readString(Path.of("..", "docs", "harden.md"));
    for (String line : printed.lines().filter(each -> !each.isBlank()).toList()) {
      assertThat(page).contains(line.stripTrailing());
    }
  }

  @Test
  void makesACertificateAgainAndSaysWhetherItIsTheSame() throws IOException {
    proposed();
    Path certificate = folder.resolve("certificate.json");

    Invocation same =
        Invocation.of(
            "harden", "--check", certificate.toString(), "--estate", ESTATE, "--trail", TRAIL);
    assertThat(same.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(same.out()).startsWith("same inputs: ");

    Path fewer = folder.resolve("fewer.jsonl");
    List<String> lines = Files.readAllLines(Path.of(TRAIL));
    Files.write(fewer, lines.subList(0, lines.size() - 3));
    Invocation other =
        Invocation.of(
            "harden",
            "--check",
            certificate.toString(),
            "--estate",
            ESTATE,
            "--trail",
            fewer.toString());
    assertThat(other.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(other.out()).startsWith("other inputs: ");
  }

  @Test
  void followsTheRollout() throws IOException {
    proposed();
    String certificate = folder.resolve("certificate.json").toString();

    Invocation before = Invocation.of("harden", "--verify", certificate, "--trail", TRAIL);
    assertThat(before.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(before.out()).contains("not applied");

    Invocation after =
        Invocation.of("harden", "--verify", certificate, "--trail", EXAMPLE + "/after.jsonl");
    assertThat(after.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(after.out()).contains(": done", "in force since 2026-02-21 09:00:00");
  }

  @Test
  void refusalsAfterTheChangeFailTheRollout() throws IOException {
    proposed();
    String denied =
        Files.readAllLines(Path.of(EXAMPLE, "after.jsonl"))
            .get(1)
            .replace("2026-02-22", "2026-02-23")
            .replaceFirst("\"requestParameters\": \\{[^}]*\\}", "\"requestParameters\": null")
            .replaceFirst(
                "\"responseElements\": \\{\"credentials\": \\{[^}]*\\}\\}",
                "\"responseElements\": null")
            .replaceFirst("\"resources\": \\[[^\\]]*\\], ", "")
            .replaceFirst("\"eventID\": \"1", "\"eventID\": \"2")
            .replaceFirst(
                "\"sharedEventID\": \"[^\"]*\"",
                "\"errorCode\": \"AccessDenied\", \"errorMessage\": \"User: x is not authorized to"
                    + " perform: sts:AssumeRole on resource:"
                    + " arn:aws:iam::123456789012:role/cost-report\"");
    Path more = folder.resolve("more.jsonl");
    Files.writeString(more, Files.readString(Path.of(EXAMPLE, "after.jsonl")) + denied + "\n");

    Invocation refused =
        Invocation.of(
            "harden",
            "--verify",
            folder.resolve("certificate.json").toString(),
            "--trail",
            more.toString());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(refused.out()).contains(": refusals", "refused ");
  }

  @Test
  void failsAPolicyThatWouldBreakCallers() throws IOException {
    Path mine = folder.resolve("mine.json");
    Files.writeString(
        mine,
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
         "Principal": {"AWS": "arn:aws:iam::999988887777:root"}, "Action": "sts:AssumeRole",
         "Condition": {"StringEquals": {"sts:ExternalId": "tenant-4712"}}}}
        """);

    Invocation simulated =
        Invocation.of(
            "harden",
            "cost-report",
            "--simulate",
            mine.toString(),
            "--estate",
            ESTATE,
            "--trail",
            TRAIL);

    assertThat(simulated.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(simulated.out()).contains("would break callers", "80  would be denied");
  }

  @Test
  void tellsOnThePageWhoComesInByAPolicyForEverybodyButOne() throws IOException {
    Path mine = folder.resolve("everybody-but-one.json");
    Files.writeString(
        mine,
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
         "NotPrincipal": {"AWS": "arn:aws:iam::999988887777:root"}, "Action": "sts:AssumeRole"}}
        """);

    Invocation page =
        Invocation.of(
            "harden",
            "cost-report",
            "--simulate",
            mine.toString(),
            "--estate",
            ESTATE,
            "--trail",
            TRAIL,
            "--format",
            "html");

    assertThat(page.exitCode()).as(page.err()).isEqualTo(ExitCode.FOUND);
    assertThat(page.out())
        .contains("NotPrincipal")
        .containsPattern("<h3>Comes in</h3>\\s*<ul>\\s*<li>[^<]+</li>");
  }

  @Test
  void ranksTheEstateAndWritesJsonHtmlAndDiff() {
    Invocation table = Invocation.of("harden", "--all", "--estate", ESTATE, "--trail", TRAIL);
    assertThat(table.out()).contains("1 role of 1 can be tightened");
    Invocation json =
        Invocation.of("harden", "--all", "--format", "jsonl", "--estate", ESTATE, "--trail", TRAIL);
    assertThat(json.lines()).hasSize(1).first().asString().contains("\"verdict\":\"safe\"");
    Invocation html =
        Invocation.of("harden", "--all", "--format", "html", "--estate", ESTATE, "--trail", TRAIL);
    assertThat(html.out()).startsWith("<!doctype html>").contains("cost-report", "safe");
    Invocation diff =
        Invocation.of("harden", "--all", "--format", "diff", "--estate", ESTATE, "--trail", TRAIL);
    assertThat(diff.out()).contains("+          \"sts:ExternalId\": \"tenant-4711\"");
  }

  @Test
  void saysWhatIsWrongWithTheQuestion() {
    Invocation nothing = Invocation.of("harden", "--estate", ESTATE, "--trail", TRAIL);
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
    Invocation unknown =
        Invocation.of("harden", "cost-reprot", "--estate", ESTATE, "--trail", TRAIL);
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("cost-report");
    Invocation none =
        Invocation.of("harden", "--check", TRAIL, "--estate", ESTATE, "--trail", TRAIL);
    assertThat(none.exitCode()).isEqualTo(ExitCode.UNREADABLE);
  }

  private Invocation proposed() {
    return Invocation.of(
        "harden", "cost-report", "--estate", ESTATE, "--trail", TRAIL, "--out", folder.toString());
  }
}
