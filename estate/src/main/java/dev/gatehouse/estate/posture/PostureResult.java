package dev.gatehouse.estate.posture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One answer of one check.
 *
 * @param check stable id, such as {@code user-without-mfa}
 * @param account the account of the subject; "" when it is about all
 * @param subject ARN of what it is about
 * @param what one sentence: what was seen
 * @param why one sentence: why it matters; of an exception why it is one; of an unknown answer what
 *     would give it
 * @param evidence facts and where they come from
 * @param steps what to do, in order
 */
public record PostureResult(
    String check,
    Standing standing,
    Severity severity,
    String account,
    String subject,
    String what,
    String why,
    List<String> evidence,
    List<String> steps) {

  /** Whether something is to be done. */
  public enum Standing {
    OPEN,
    /** It would be open, but somebody declared it legitimate. */
    EXCEPTED,
    /** The facts that would decide are missing. */
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How soon it wants doing. */
  public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PostureResult {
    evidence = List.copyOf(evidence);
    steps = List.copyOf(steps);
  }

  static Draft open(String check, Severity severity, String account, String subject) {
    return new Draft(check, Standing.OPEN, severity, account, subject);
  }

  static Draft unknown(String check, String account, String subject) {
    return new Draft(check, Standing.UNKNOWN, Severity.LOW, account, subject);
  }

  PostureResult excepted(String because) {
    return new PostureResult(
        check,
        Standing.EXCEPTED,
        Severity.LOW,
        account,
        subject,
        what,
        because,
        evidence,
        List.of());
  }

  /** A result being written. */
  static final class Draft {
    private final String check;
    private final Standing standing;
    private final Severity severity;
    private final String account;
    private final String subject;
    private final List<String> evidence = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private String what = "";
    private String why = "";

    private Draft(
        String check, Standing standing, Severity severity, String account, String subject) {
      this.check = check;
      this.standing = standing;
      this.severity = severity;
      this.account = account;
      this.subject = subject;
    }

    Draft what(String sentence) {
      what = sentence;
      return this;
    }

    Draft why(String sentence) {
      why = sentence;
      return this;
    }

    Draft evidence(String fact) {
      evidence.add(fact);
      return this;
    }

    Draft evidence(List<String> facts) {
      evidence.addAll(facts);
      return this;
    }

    Draft steps(String... each) {
      steps.addAll(List.of(each));
      return this;
    }

    Draft steps(List<String> each) {
      steps.addAll(each);
      return this;
    }

    PostureResult result() {
      return new PostureResult(
          check, standing, severity, account, subject, what, why, evidence, steps);
    }
  }
}
