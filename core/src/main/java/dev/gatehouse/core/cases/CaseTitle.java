package dev.gatehouse.core.cases;

import dev.gatehouse.core.cases.session.CasePlace;
import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sentence that names a case: who · from where · through what · did what · what still works at
 * the time of its last record. Names and parts give way one after the other until it fits.
 */
final class CaseTitle {
  /** Longest title, in characters. */
  static final int LONG_MAX = 159;

  /** Longest short title, in characters. */
  static final int SHORT_MAX = 99;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Comparator<Finding> MOST_TELLING_FIRST =
      Comparator.comparingInt((Finding finding) -> CaseAct.rank(finding.category()))
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::confidence, Comparator.reverseOrder())
          .thenComparing(FindingGroup.BY_RAISED);

  /**
   * How much is told.
   *
   * @param name longest name, in characters
   * @param act longest act, in characters
   * @param acts how many are told
   * @param from from where: 2 with what is known of the address, 1 without, 0 not at all
   * @param roles how many of a chain are named, 0 to 2
   * @param until whether it is told until when something works
   */
  private record Detail(int name, int act, int acts, int from, int roles, boolean until) {}

  private static final List<Detail> LONG =
      List.of(
          new Detail(56, 90, 3, 2, 2, true),
          new Detail(56, 90, 3, 1, 2, true),
          new Detail(56, 90, 3, 1, 2, false),
          new Detail(36, 70, 3, 1, 2, false),
          new Detail(36, 70, 2, 1, 2, false),
          new Detail(36, 70, 2, 1, 1, false),
          new Detail(36, 60, 1, 1, 1, false),
          new Detail(24, 60, 1, 1, 1, false),
          new Detail(20, 50, 1, 1, 1, false),
          new Detail(16, 45, 1, 0, 1, false),
          new Detail(12, 40, 1, 0, 1, false),
          new Detail(12, 40, 1, 0, 0, false));

  private static final List<Detail> SHORT =
      List.of(
          new Detail(36, 60, 2, 0, 0, false),
          new Detail(24, 50, 2, 0, 0, false),
          new Detail(24, 50, 1, 0, 0, false),
          new Detail(16, 40, 1, 0, 0, false),
          new Detail(12, 30, 1, 0, 0, false));

  /** A finding of each actor, the first first. */
  private final List<Finding> actors;

  /** The longest way that whoever comes first took. */
  private final Lineage way;

  /** The most telling acts, those that say the same of the same detection together. */
  private final List<List<Finding>> acts;

  private final List<CaseSession> sessions;
  private final @Nullable CasePlace place;
  private final Names names;
  private final Instant end;

  /**
   * @param findings in the order in which they were raised, at least one
   * @param places an address that is not the organization's own says more than one that is
   * @param end time of the last record
   */
  CaseTitle(
      List<Finding> findings,
      List<CaseSession> sessions,
      List<CasePlace> places,
      Names names,
      Instant end) {
    Map<CaseActor, List<Finding>> byActor = new LinkedHashMap<>();
    for (Finding finding : findings) {
      byActor
          .computeIfAbsent(CaseActor.of(finding, names), actor -> new ArrayList<>())
          .add(finding);
    }
    this.actors = byActor.values().stream().map(own -> own.get(0)).toList();
    this.way =
        byActor.values().iterator().next().stream()
            .map(Finding::lineage)
            .max(Comparator.comparingInt(lineage -> lineage.hops().size()))
            .orElseThrow();
    this.acts = mostTelling(findings, new FindingText(names));
    this.sessions = sessions;
    this.place = places.stream().min(Comparator.comparing(CasePlace::own)).orElse(null);
    this.names = names;
    this.end = end;
  }

  /** In at most {@value #LONG_MAX} characters. */
  String text() {
    return fitting(LONG, LONG_MAX);
  }

  /** Who and the most telling act, in at most {@value #SHORT_MAX} characters. */
  String shortText() {
    return fitting(SHORT, SHORT_MAX);
  }

  private String fitting(List<Detail> details, int max) {
    String title = "";
    for (Detail detail : details) {
      title = text(detail);
      if (title.length() <= max) {
        return title;
      }
    }
    return cut(title, max);
  }

  private String text(Detail detail) {
    Names shortened = names.shortened(detail.name());
    String works = works(detail.until());
    return who(shortened)
        + from(detail.from())
        + (detail.roles() > 0 ? through(shortened, detail.roles() > 1) : "")
        + ": "
        + acts(new FindingText(shortened), detail)
        + (works.isEmpty() ? "" : "; " + works);
  }

  private String from(int detail) {
    return place == null || detail == 0
        ? ""
        : " from " + (detail > 1 ? place.words() : place.address());
  }

  private String who(Names shortened) {
    String first = CaseActor.of(actors.get(0), shortened).name();
    return actors.size() == 1 ? first : first + " and " + (actors.size() - 1) + " more";
  }

  private String through(Names shortened, boolean bothEnds) {
    String first = CaseActor.of(actors.get(0), names).identity();
    Set<String> roles = new LinkedHashSet<>();
    String last = null;
    for (int i = way.hops().size() - 1; i >= 0; i--) {
      Hop hop = way.hops().get(i);
      if (!hop.roleArn().equals(way.origin()) && !hop.roleArn().equals(first)) {
        roles.add(hop.roleArn());
        last = hop.roleArn();
      }
    }
    if (last == null) {
      String key = way.longTermKey();
      return key == null ? "" : " with key " + key(key);
    }
    String to = shortened.identity(last);
    if (roles.size() == 1) {
      return " as " + to;
    }
    String from = shortened.identity(roles.iterator().next());
    boolean isRound = from.equals(to);
    return bothEnds && !isRound
        ? " through "
            + from
            + " to "
            + to
            + (roles.size() > 2 ? " (" + roles.size() + " roles)" : "")
        : " through " + roles.size() + " roles to " + to;
  }

  private static String key(String id) {
    return id.length() < 12 ? id : id.substring(0, 4) + "…" + id.substring(id.length() - 4);
  }

  /** What was done; where nothing was, the signs. */
  private static List<List<Finding>> mostTelling(List<Finding> findings, FindingText words) {
    Map<String, List<Finding>> alike = new LinkedHashMap<>();
    List<Finding> sorted = findings.stream().sorted(MOST_TELLING_FIRST).toList();
    int best = CaseAct.rank(sorted.get(0).category());
    for (Finding finding : sorted) {
      if (CaseAct.rank(finding.category()) == best) {
        alike
            .computeIfAbsent(
                finding.detector() + " " + words.act(finding).verb(), verb -> new ArrayList<>())
            .add(finding);
      }
    }
    return List.copyOf(alike.values());
  }

  private String acts(FindingText words, Detail detail) {
    String text =
        String.join(
            ", ",
            acts.stream()
                .limit(detail.acts())
                .sorted(Comparator.comparing(list -> list.get(0), FindingGroup.BY_RAISED))
                .map(list -> act(words, list, detail.act()))
                .toList());
    int more = acts.size() - detail.acts();
    return more <= 0 ? text : text + " and " + more + " more";
  }

  private static String act(FindingText words, List<Finding> alike, int max) {
    String text = cut(words.act(alike.get(0)).text(), max);
    return alike.size() == 1 ? text : text + " (" + alike.size() + " alike)";
  }

  private String works(boolean until) {
    List<String> works = new ArrayList<>();
    long keys = sessions.stream().filter(CaseSession::longTerm).count();
    if (keys > 0) {
      works.add(count(keys, "key") + (until ? " until deleted" : ""));
    }
    List<Instant> ends =
        sessions.stream()
            .filter(session -> !session.longTerm() && session.isLive(end))
            .map(CaseSession::expiresAt)
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    if (!ends.isEmpty()) {
      works.add(
          count(ends.size(), "session")
              + (until ? " to " + minute(ends.get(ends.size() - 1)) : ""));
    }
    return works.isEmpty() ? "" : "still good: " + String.join(", ", works);
  }

  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  private static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** At the end of a word where one is near. */
  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int space = text.lastIndexOf(' ', max - 1);
    int end = space > max / 2 ? space : max - 1;
    end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
    return text.substring(0, end).stripTrailing() + "…";
  }
}
