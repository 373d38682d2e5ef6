package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.signal.ImportedSignal;
import dev.gatehouse.policy.aws.ServicePrincipal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a case in the order of time: acts that made others possible, credentials taken, and
 * what was found. What is said again is told once, with how often. At most {@value #LINES_MAX};
 * beyond that the middle is left out, and a line says how much.
 */
final class Timeline {
  static final int LINES_MAX = 80;

  /**
   * One step.
   *
   * @param said what tells it from others like it at other times
   */
  private record Step(Instant time, int rank, String said, String text, @Nullable String eventId) {}

  private static final Comparator<Step> IN_ORDER =
      Comparator.comparing(Step::time).thenComparingInt(Step::rank).thenComparing(Step::text);

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Names names;
  private final FindingText words;
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  private Timeline(Names names) {
    this.names = names;
    this.words = new FindingText(names);
  }

  static List<TimelineEntry> of(List<Finding> findings, List<ImportedSignal> signals, Names names) {
    Timeline timeline = new Timeline(names);
    for (Finding finding : findings) {
      timeline.causes(finding.lineage());
      timeline.hops(finding.lineage());
    }
    findings.forEach(timeline::found);
    signals.forEach(timeline::signalled);
    return timeline.lines();
  }

  private void causes(Lineage lineage) {
    for (Cause cause : lineage.causes()) {
      if (told.add("cause " + cause.eventId() + cause.kind())) {
        String sure =
            cause.confidence() < Cause.LIKELY ? " (perhaps the cause of what follows)" : "";
        String text = names.identity(cause.by()) + " " + act(cause) + sure;
        steps.add(new Step(cause.time(), 0, text, text, cause.eventId()));
      }
    }
  }

  private String act(Cause cause) {
    String what = names.identity(cause.what());
    return switch (cause.kind()) {
      case ACCESS_KEY_CREATED -> "created access key " + what;
      case USER_CREATED, ROLE_CREATED -> "created " + what;
      case LOGIN_PROFILE_SET -> "set a console password for " + what;
      case TRUST_OPENED -> "changed who may assume " + what;
      case PROVIDER_CREATED -> "created or changed the identity provider " + what;
      case TRUST_ANCHOR_CREATED -> "created or changed the trust anchor " + what;
      case COMPUTE_CREATED -> "started " + what;
      case COMPUTE_CHANGED -> "changed " + what;
      case EVENT_SENT -> "put events on " + what;
    };
  }

  private void hops(Lineage lineage) {
    List<Hop> hops = lineage.hops();
    String before = lineage.originType() == OriginType.UNKNOWN ? "somebody" : names.behind(lineage);
    for (int i = hops.size() - 1; i >= 0; i--) {
      Hop hop = hops.get(i);
      String role = names.identity(hop.roleArn());
      Instant issued = hop.issuedAt();
      String name = hop.accessKeyId() != null ? hop.accessKeyId() : hop.sessionArn();
      if (issued != null && told.add("hop " + name + issued)) {
        boolean isSame = before.equals(role);
        String way = before + (isSame ? " signed in or took a session" : " assumed " + role);
        boolean isPortal =
            i == hops.size() - 1 && lineage.originType() == OriginType.IDENTITY_CENTER;
        steps.add(new Step(issued, 1, way, way + how(hop, isPortal), hop.issuedBy()));
      }
      before = role;
    }
  }

  private static String how(Hop hop, boolean isPortal) {
    String from = hop.from();
    String where = from == null ? "" : where(from, isPortal);
    String call = hop.call() == null ? "" : " (" + Quote.plain(hop.call()) + ")";
    String sure = hop.join().proven() ? "" : "; " + hop.proof();
    return where + call + sure;
  }

  /** Calls that AWS makes for somebody have no address. */
  private static String where(String from, boolean isPortal) {
    if (Address.is(from)) {
      return " from " + from;
    }
    return ServicePrincipal.is(from)
        ? " through " + Quote.plain(from)
        : " through " + (isPortal ? "the portal" : "AWS") + "; the record hides from where";
  }

  private void found(Finding finding) {
    String event = finding.evidence().isEmpty() ? null : finding.evidence().get(0);
    String many = finding.evidenceCount() > 1 ? " (" + finding.evidenceCount() + " records)" : "";
    String title = words.title(finding);
    String text = title + many + " [" + finding.detector() + "]";
    String said = title + finding.detector();
    steps.add(new Step(finding.raised(), 2, said, text, event));
  }

  /** What another product said; what it says of something standing has no moment. */
  private void signalled(ImportedSignal signal) {
    if (signal.start().isAfter(Instant.EPOCH)) {
      String text =
          signal.source().words()
              + " says: "
              + Quote.plain(signal.text())
              + " ["
              + Quote.plain(signal.type())
              + "]";
      steps.add(new Step(signal.start(), 2, text, text, null));
    }
  }

  /** The first of steps that say the same, with how often and until when it was said again. */
  private List<Step> once() {
    Map<String, Integer> times = new HashMap<>();
    Map<String, Instant> last = new HashMap<>();
    for (Step step : steps) {
      times.merge(step.said(), 1, Integer::sum);
      last.put(step.said(), step.time());
    }
    List<Step> once = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Step step : steps) {
      if (seen.add(step.said())) {
        int again = times.getOrDefault(step.said(), 1) - 1;
        String more =
            again == 0
                ? ""
                : ", and "
                    + (again == 1 ? "once" : again + " times")
                    + " more until "
                    + SECOND.format(last.getOrDefault(step.said(), step.time()));
        once.add(
            new Step(step.time(), step.rank(), step.said(), step.text() + more, step.eventId()));
      }
    }
    return once;
  }

  private List<TimelineEntry> lines() {
    steps.sort(IN_ORDER);
    List<Step> steps = once();
    List<TimelineEntry> lines = new ArrayList<>();
    int dropped = Math.max(0, steps.size() - LINES_MAX);
    int from = LINES_MAX / 2;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (dropped > 0 && i == from) {
        lines.add(new TimelineEntry(step.time(), dropped + " steps are left out here", null));
      }
      if (dropped == 0 || i < from || i >= from + dropped) {
        lines.add(new TimelineEntry(step.time(), step.text(), step.eventId()));
      }
    }
    return lines;
  }
}
