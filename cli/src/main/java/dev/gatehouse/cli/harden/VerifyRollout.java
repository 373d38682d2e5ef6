package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.proof.RolloutCheck;
import dev.gatehouse.harden.proof.RolloutCheck.State;
import dev.gatehouse.output.harden.RolloutJson;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;

/** Follows a certificate's policy through a trail. */
final class VerifyRollout {
  private final Terminal terminal;
  private final TrailInput input;

  VerifyRollout(Terminal terminal, TrailInput input) {
    this.terminal = terminal;
    this.input = input;
  }

  /** Prints how it goes; exit 1 unless the policy is in force and nobody was refused. */
  int run(Path file, boolean json) {
    CertificateFile certificate = CertificateFile.read(file);
    RolloutCheck check =
        new RolloutCheck(
            certificate.role(), certificate.policySha256(), new HashSet<>(certificate.callers()));
    new TrailPass(terminal, input).run(check::take);
    RolloutCheck.Result result = check.result();
    if (json) {
      terminal.out().println(RolloutJson.line(certificate.role(), result));
    } else {
      print(certificate, result);
    }
    terminal.out().flush();
    boolean well = result.state() == State.DONE || result.state() == State.WAITING;
    return well ? ExitCode.DONE : ExitCode.FOUND;
  }

  private void print(CertificateFile certificate, RolloutCheck.Result result) {
    PrintWriter out = terminal.out();
    out.println(
        Text.oneLine(certificate.role()) + ": " + terminal.paint().strong(result.state().words()));
    ObservedCalls.Evidence applied = result.applied();
    out.println(
        applied == null
            ? "  no UpdateAssumeRolePolicy puts the certificate's policy in force"
            : "  in force since "
                + Label.time(applied.time())
                + " by "
                + Text.oneLine(String.valueOf(result.appliedBy()))
                + " ("
                + Text.oneLine(applied.eventId())
                + ")");
    result.came().forEach((caller, count) -> out.println("  came     " + count(count, caller)));
    result.refused().forEach((caller, count) -> out.println("  refused  " + count(count, caller)));
    result
        .refusals()
        .forEach(
            each ->
                out.println(
                    "           " + Label.time(each.time()) + "  " + Text.oneLine(each.eventId())));
    result.missing().forEach(caller -> out.println("  not yet           " + Text.oneLine(caller)));
  }

  private static String count(long count, String caller) {
    return String.format(java.util.Locale.ROOT, "%,8d  %s", count, Text.oneLine(caller));
  }
}
