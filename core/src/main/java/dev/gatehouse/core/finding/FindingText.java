package dev.gatehouse.core.finding;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of findings: titles out of {@link Headline}s, reasons out of {@link Reason}s. The only
 * place that makes them; no result depends on them.
 */
public final class FindingText {
  /** Longest title, in characters. */
  public static final int TITLE_MAX = 99;

  /** Without names of an estate. */
  public static final FindingText PLAIN = new FindingText(Names.PLAIN);

  /** Names are cut to these one after the other, until a title fits. */
  private static final int[] NAME_CHARACTERS = {56, 44, 36, 30, 24, 20, 16, 12};

  /** Rather than cut names shorter, a title leaves out the role acted as. */
  private static final int ROLE_CHARACTERS_MIN = 24;

  /** What happens more often than once in eight times is no news. */
  private static final double NEWS_BITS = 3;

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Names names;

  public FindingText(Names names) {
    this.names = names;
  }

  /** Who did what, in at most {@value #TITLE_MAX} characters. */
  public String title(Finding finding) {
    for (int characters : NAME_CHARACTERS) {
      String title = title(finding, names.shortened(characters), false);
      if (title.length() <= TITLE_MAX && characters >= ROLE_CHARACTERS_MIN) {
        return title;
      }
    }
    String title = "";
    for (int characters : NAME_CHARACTERS) {
      title = title(finding, names.shortened(characters), true);
      if (title.length() <= TITLE_MAX) {
        return title;
      }
    }
    return title.substring(0, TITLE_MAX - 1) + "…";
  }

  /** What was done, without who did it. */
  public ActText act(Finding finding) {
    String sentence = finding.headline().sentence();
    String done =
        sentence.startsWith(Headline.ACTOR) || sentence.startsWith(Headline.ORIGIN)
            ? sentence.substring(sentence.indexOf('}') + 1).replaceFirst("^[ :,]+", "")
            : sentence;
    int gap = done.indexOf(Headline.GAP);
    String object =
        finding.headline().arguments().stream()
            .filter(argument -> !argument.isNumber())
            .map(argument -> text(argument, names))
            .findFirst()
            .orElse("");
    return new ActText(
        fill(done, finding, names, false),
        (gap < 0 ? fill(done, finding, names, false) : done.substring(0, gap)).strip(),
        object);
  }

  private static String title(Finding finding, Names names, boolean withoutRole) {
    return fill(finding.headline().sentence(), finding, names, withoutRole);
  }

  private static String fill(String sentence, Finding finding, Names names, boolean withoutRole) {
    Headline headline = finding.headline();
    StringBuilder title = new StringBuilder();
    int argument = 0;
    for (int at = 0; at < sentence.length(); ) {
      if (sentence.startsWith(Headline.ACTOR, at)) {
        title.append(withoutRole ? names.origin(finding) : names.actor(finding));
        at += Headline.ACTOR.length();
      } else if (sentence.startsWith(Headline.ORIGIN, at)) {
        title.append(names.origin(finding));
        at += Headline.ORIGIN.length();
      } else if (sentence.startsWith(Headline.GAP, at)) {
        title.append(text(headline.arguments().get(argument++), names));
        at += Headline.GAP.length();
      } else {
        title.append(sentence.charAt(at++));
      }
    }
    return title.toString();
  }

  /** The reasons of a finding in words, in their order. */
  public List<ReasonText> why(Finding finding) {
    return finding.why().stream().map(this::reason).toList();
  }

  /** A reason in words. */
  public ReasonText reason(Reason reason) {
    Measure measure = reason.measure();
    return new ReasonText(
        reason.of().isEmpty() ? measure.words() : measure.words() + " " + value(reason.of(), names),
        text(reason.observed(), names),
        expected(reason),
        background(reason));
  }

  private String expected(Reason reason) {
    Quantity expected = reason.expected();
    String ordinary = reason.measure().ordinary();
    if (expected.isEmpty() || ordinary.isEmpty()) {
      return expected.isEmpty() ? ordinary : text(expected, names);
    }
    return Double.isNaN(expected.low())
        ? ordinary + ": " + text(expected, names)
        : text(expected, names) + ", " + ordinary;
  }

  private static String background(Reason reason) {
    List<String> parts = new ArrayList<>();
    Past past = reason.past();
    if (reason.bits() >= NEWS_BITS) {
      parts.add(Likelihood.words(reason.bits()) + (past == null ? "" : " by its own history"));
    }
    if (past != null) {
      parts.add(count(past.days(), "active day") + " learned");
      parts.add(
          past.firstSeen() == null
              ? "first seen now"
              : "first seen " + SECOND.format(past.firstSeen()));
      if (!Double.isNaN(past.daily30())) {
        parts.add(
            number(past.daily7()) + " a day over 7 days, " + number(past.daily30()) + " over 30");
      }
    }
    PeerCount peers = reason.peers();
    if (peers != null && peers.of() > 0) {
      parts.add(peers.have() + " of " + count(peers.of(), "peer") + " in " + peers.group());
    }
    if (peers != null && peers.organizationOf() > 0) {
      parts.add(
          peers.organizationHave()
              + " of "
              + peers.organizationOf()
              + " in the organization"
              + (peers.organizationSameDay() > 0
                  ? ", " + peers.organizationSameDay() + " of them within a day"
                  : ""));
    }
    return String.join("; ", parts);
  }

  private static String text(Quantity quantity, Names names) {
    String values =
        String.join(
            ", ",
            quantity.values().stream()
                .map(
                    value ->
                        switch (quantity.unit()) {
                          case IDENTITY -> names.identity(value);
                          case ACCOUNT -> names.account(value);
                          case TIME -> time(value);
                          default -> value(value, names);
                        })
                .toList());
    if (Double.isNaN(quantity.low())) {
      return values;
    }
    String number = range(quantity);
    boolean more = quantity.unit() == Unit.COUNT && quantity.high() > quantity.values().size();
    return values.isEmpty() ? number : number + ": " + values + (more ? " and more" : "");
  }

  /** An ARN by its name; a sentence stays one, though it may begin with an ARN. */
  private static String value(String value, Names names) {
    boolean arn = value.startsWith("arn:") && value.indexOf(' ') < 0;
    return arn ? names.identity(value) : names.name(value);
  }

  private static String time(String value) {
    try {
      return SECOND.format(Instant.parse(value));
    } catch (DateTimeParseException notATime) {
      return value;
    }
  }

  private static String range(Quantity quantity) {
    Unit unit = quantity.unit();
    if (quantity.low() == quantity.high()) {
      return amount(unit, quantity.low());
    }
    if (Double.isInfinite(quantity.low())) {
      return "at most " + amount(unit, quantity.high());
    }
    return Double.isInfinite(quantity.high())
        ? "at least " + amount(unit, quantity.low())
        : number(quantity.low()) + " to " + amount(unit, quantity.high());
  }

  private static String amount(Unit unit, double value) {
    return switch (unit) {
      case SECONDS -> seconds(value);
      case MINUTES -> seconds(value * 60);
      case HOURS -> count(value, "hour");
      case DAYS -> count(value, "day");
      case KILOMETRES -> number(Math.rint(value)) + " km";
      case HOUR_OF_DAY -> String.format(Locale.ROOT, "%02d:00 UTC", (int) value);
      case TEXT, IDENTITY, ACCOUNT, TIME, COUNT -> number(value);
    };
  }

  /** In the two largest units that say something: {@code 8 h 18 min}. */
  private static String seconds(double value) {
    long whole = Math.round(value);
    if (whole < 120) {
      return count((double) whole, "second");
    }
    long minutes = whole / 60;
    if (minutes < 120) {
      return whole % 60 == 0 ? minutes + " minutes" : minutes + " min " + whole % 60 + " s";
    }
    long hours = minutes / 60;
    if (hours < 48) {
      return minutes % 60 == 0 ? hours + " hours" : hours + " h " + minutes % 60 + " min";
    }
    return hours % 24 == 0 ? hours / 24 + " days" : hours / 24 + " days " + hours % 24 + " h";
  }

  private static String count(double number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Whole from ten on, with commas between thousands. */
  private static String number(double value) {
    return value >= 10 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
