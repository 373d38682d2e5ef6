package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.label.Label;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.terminal.Text;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.proof.RolloutCheck;
import dev.gatehouse.harden.proof.RolloutCheck.State;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

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
      terminal.out().println(line(certificate, result));
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

  private static String line(CertificateFile certificate, RolloutCheck.Result result) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("role", certificate.role());
          json.writeStringField("state", result.state().words());
          if (result.applied() != null) {
            json.writeStringField("applied", result.applied().time().toString());
            json.writeStringField("appliedBy", String.valueOf(result.appliedBy()));
            json.writeStringField("eventID", result.applied().eventId());
          }
          for (Map.Entry<String, Map<String, Long>> each :
              List.of(Map.entry("came", result.came()), Map.entry("refused", result.refused()))) {
            json.writeObjectFieldStart(each.getKey());
            for (Map.Entry<String, Long> caller : each.getValue().entrySet()) {
              json.writeNumberField(caller.getKey(), caller.getValue());
            }
            json.writeEndObject();
          }
          JsonWriter.strings(json, "notYet", List.copyOf(result.missing()));
          JsonWriter.strings(
              json,
              "records",
              result.refusals().stream().map(ObservedCalls.Evidence::eventId).toList());
          json.writeEndObject();
        });
  }
}
