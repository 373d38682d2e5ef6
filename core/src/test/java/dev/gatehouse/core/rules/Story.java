package dev.gatehouse.core.rules;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.write.CallerIdentity;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One line of a case's {@code story.jsonl}: what one caller does, told shortly and written out as
 * CloudTrail records.
 *
 * <p>The caller is {@code user} (an IAM user with a long-term key), {@code person} with {@code
 * permissionSet} (Identity Center, a session a day) or {@code workload} (a role's ARN, credentials
 * of an instance). {@code calls} are made in turn; {@code assume} names roles that are assumed in
 * turn, {@code then} the calls made in each session so obtained. Either it is a habit, part of the
 * history:
 *
 * <pre>
 * {"user":"ann","days":"2026-02-02/2026-02-27","on":"weekdays","hours":"09-17",
 *  "callsAnHour":4,"calls":["s3:ListBuckets"],"assumesAnHour":1,"assume":["arn:…:role/app"]}
 * </pre>
 *
 * or it is the match that the case is about:
 *
 * <pre>
 * {"user":"ann","at":"2026-03-02T10:00:00Z","times":60,"everySeconds":5,"assume":["arn:…:role/app"]}
 * </pre>
 *
 * <p>{@code account}, {@code ip}, {@code agent}, {@code region}, {@code sessionName}, {@code
 * durationSeconds}, {@code sourceIdentity} and {@code error} have defaults.
 */
final class Story {
  private static final String ACCOUNT = "123456789012";

  private final Map<String, @Nullable Object> line;
  private final int number;
  private final List<TrailRecord> records = new ArrayList<>();
  private int made;

  private Story(Map<String, @Nullable Object> line, int number) {
    this.line = line;
    this.number = number;
  }

  /** The records of a line; {@code number} tells the ids of its records from other lines'. */
  static List<TrailRecord> records(String line, int number) {
    Story story = new Story(Json.object(line), number);
    if (isHabit(line)) {
      story.habit();
    } else {
      story.match();
    }
    return story.records;
  }

  /** Whether the line is part of the history. */
  static boolean isHabit(String line) {
    return Json.text(line, "days") != null;
  }

  private void habit() {
    String[] days = text("days", "").split("/");
    String[] hours = text("hours", "09-17").split("-");
    String on = text("on", "weekdays");
    Random random = new Random(number);
    LocalDate last = LocalDate.parse(days[days.length - 1]);
    for (LocalDate day = LocalDate.parse(days[0]); !day.isAfter(last); day = day.plusDays(1)) {
      boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
      if (on.equals("all") || on.equals(weekend ? "weekends" : "weekdays")) {
        for (int hour = Integer.parseInt(hours[0]); hour < Integer.parseInt(hours[1]); hour++) {
          hour(day.atTime(hour, 0).toInstant(ZoneOffset.UTC), random);
        }
      }
    }
  }

  private void hour(Instant begin, Random random) {
    for (Instant time : moments(begin, number("callsAnHour", 4), random)) {
      call(time, caller(time));
    }
    for (Instant time : moments(begin, number("assumesAnHour", 1), random)) {
      assume(time);
    }
  }

  private static List<Instant> moments(Instant begin, int count, Random random) {
    return random.ints(count, 0, 3590).sorted().mapToObj(s -> begin.plusSeconds(s)).toList();
  }

  private void match() {
    Instant time = Instant.parse(text("at", ""));
    for (int i = 0; i < number("times", 1); i++) {
      call(time, caller(time));
      assume(time);
      time = time.plusSeconds(number("everySeconds", 1));
    }
  }

  private void call(Instant time, Map<String, @Nullable Object> caller) {
    List<String> calls = texts("calls");
    if (!calls.isEmpty()) {
      write(time, calls.get(made % calls.size()), account(), caller, null, null);
    }
  }

  private void assume(Instant time) {
    List<String> roles = texts("assume");
    if (roles.isEmpty()) {
      return;
    }
    String role = roles.get(made % roles.size());
    String account = role.split(":", 6)[4];
    String session = text("sessionName", who());
    String key = String.format("ASIAEXAMPLE%03d%06d", number, made);
    String name = role.substring(role.lastIndexOf('/') + 1);
    Map<String, @Nullable Object> request = object("roleArn", role, "roleSessionName", session);
    if (line.containsKey("durationSeconds")) {
      request.put("durationSeconds", number("durationSeconds", 3600));
    }
    if (line.containsKey("sourceIdentity")) {
      request.put("sourceIdentity", text("sourceIdentity", ""));
    }
    boolean refused = line.containsKey("error");
    write(
        time,
        "sts:AssumeRole",
        account(),
        caller(time),
        refused ? null : request,
        refused
            ? null
            : object(
                "credentials",
                object("accessKeyId", key),
                "assumedRoleUser",
                object(
                    "assumedRoleId",
                    "AROA" + name.toUpperCase(java.util.Locale.ROOT) + ":" + session,
                    "arn",
                    CallerIdentity.sessionArn(account, name, session))));
    Instant later = time;
    for (String call : texts("then")) {
      later = later.plusSeconds(1);
      write(later, call, account, role(role, session, key, time), null, null);
    }
  }

  private static Map<String, @Nullable Object> role(
      String arn, String session, String key, Instant created) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return CallerIdentity.assumedRole(
        arn.split(":", 6)[4],
        arn,
        "AROA" + name.toUpperCase(java.util.Locale.ROOT),
        session,
        key,
        created,
        false);
  }

  private Map<String, @Nullable Object> caller(Instant time) {
    if (line.containsKey("user")) {
      String user = who();
      String arn = "arn:aws:iam::" + account() + ":user/" + user;
      String upper = user.toUpperCase(java.util.Locale.ROOT);
      return CallerIdentity.user(account(), arn, "AIDA" + upper, user, "AKIAEXAMPLE" + upper);
    }
    if (line.containsKey("workload")) {
      Instant issued = time.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
      String key =
          String.format("ASIAEXAMPLEW%03d%04d", number, issued.getEpochSecond() / 3600 % 9999);
      Map<String, @Nullable Object> caller =
          role(text("workload", ""), "i-0123456789abcdef0", key, issued);
      CallerIdentity.sessionContext(caller).put("ec2RoleDelivery", "2.0");
      return caller;
    }
    String person = who();
    String arn =
        "arn:aws:iam::"
            + account()
            + ":role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_"
            + text("permissionSet", "Developer")
            + "_0123456789abcdef";
    Instant issued = time.truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    String key =
        String.format("ASIAEXAMPLEP%03d%04d", number, issued.getEpochSecond() / 86_400 % 9999);
    Map<String, @Nullable Object> caller = role(arn, person, key, issued);
    caller.put(
        "onBehalfOf",
        object(
            "userId",
            person,
            "identityStoreArn",
            "arn:aws:identitystore::123456789012:identitystore/d-example"));
    return caller;
  }

  private void write(
      Instant time,
      String call,
      String recipient,
      Map<String, @Nullable Object> caller,
      @Nullable Map<String, @Nullable Object> request,
      @Nullable Map<String, @Nullable Object> response) {
    String[] parts = call.split(":", 2);
    made++;
    String error = line.containsKey("error") ? text("error", "") : null;
    records.add(
        TrailRecord.of(parts[0] + ".amazonaws.com", parts[1])
            .at(time, text("region", "eu-central-1"))
            .by(caller)
            .from(text("ip", "198.51.100.7"), text("agent", "aws-cli/2.17.0"))
            .error(error, error == null ? null : "not authorized")
            .request(request)
            .response(response)
            .kind(parts[1].matches("(Get|List|Describe).*"), false)
            .ids(String.format("00000000-0000-4000-9%03d-%012d", number, made), null, null)
            .recipient(recipient)
            .build());
  }

  private String who() {
    return text("user", text("person", "program"));
  }

  private String account() {
    String workload = Json.text(line, "workload");
    return text("account", workload == null ? ACCOUNT : workload.split(":", 6)[4]);
  }

  private String text(String name, String otherwise) {
    String text = Json.text(line, name);
    return text == null ? otherwise : text;
  }

  private int number(String name, int otherwise) {
    return line.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  private List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (line.get(name) instanceof List<?> list) {
      list.forEach(entry -> texts.add(String.valueOf(entry)));
    }
    return texts;
  }
}
