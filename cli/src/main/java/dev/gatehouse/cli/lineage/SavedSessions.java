package dev.gatehouse.cli.lineage;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.finding.Saved;
import dev.gatehouse.cli.finding.SavedFindings;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Join;
import dev.gatehouse.core.lineage.tree.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that saved cases tell of, for a trace without the trail: who issued what to whom,
 * and how many calls are known; not which.
 *
 * @param trees each with a person, user or service at its root
 * @param cited event ids of the records that prove them
 */
record SavedSessions(List<Session.Branch> trees, Set<String> cited) {
  /** Sessions taken of one case; `detect --cases` writes fewer. */
  private static final int SESSIONS_MAX = 1_000;

  SavedSessions {
    trees = List.copyOf(trees);
    cited = Set.copyOf(cited);
  }

  /**
   * Those of every case of a file that holds a session of some name, or cites a record.
   *
   * @param asked a case, event or access key id, a session's ARN or name
   * @throws Refusal if the file cannot be read, holds no cases or none that is meant
   */
  static SavedSessions of(Path file, String asked) {
    List<Session.Branch> trees = new ArrayList<>();
    Set<String> cited = new LinkedHashSet<>();
    new SavedFindings("--from", file)
        .read(
            fields -> {
              if (!SavedFindings.isCase(fields)) {
                throw Refusal.usage(
                    "The file `"
                        + file
                        + "` holds findings, which know one way home each; give what"
                        + " `gatehouse detect --cases --format jsonl` wrote.");
              }
              Saved told = new Saved(fields);
              List<Saved> sessions = told.objects("sessions").stream().limit(SESSIONS_MAX).toList();
              boolean named =
                  told.text("id").equals(asked)
                      || told.text("shortId").equals(asked)
                      || told.texts("evidence").contains(asked);
              if (named || sessions.stream().anyMatch(each -> isCalled(each, asked))) {
                trees.addAll(trees(sessions, asked));
                cited.addAll(told.texts("evidence"));
                sessions.stream()
                    .map(each -> each.text("issuedBy"))
                    .filter(id -> !id.isEmpty())
                    .forEach(cited::add);
              }
            });
    if (trees.isEmpty()) {
      throw Refusal.usage(
          "No case of `" + file + "` has a session or record called `" + asked + "`.");
    }
    return new SavedSessions(trees, cited);
  }

  private static boolean isCalled(Saved session, String asked) {
    String arn = session.text("sessionArn");
    return session.text("id").equals(asked)
        || session.text("accessKeyId").equals(asked)
        || session.text("issuedBy").equals(asked)
        || arn.equals(asked)
        || arn.endsWith("/" + asked)
        || session.text("roleArn").equals(asked)
        || session.text("origin").equals(asked);
  }

  /** Parents stand before their children, so that a file that is made up leads into no circle. */
  private static List<Session.Branch> trees(List<Saved> sessions, String asked) {
    Map<String, List<Saved>> children = new LinkedHashMap<>();
    Map<String, List<Saved>> first = new LinkedHashMap<>();
    Set<String> met = new LinkedHashSet<>();
    for (Saved each : sessions) {
      String parent = each.text("parent");
      if (!met.add(each.text("id"))) {
        continue;
      }
      if (!parent.isEmpty() && met.contains(parent) && !parent.equals(each.text("id"))) {
        children.computeIfAbsent(parent, key -> new ArrayList<>()).add(each);
      } else {
        first.computeIfAbsent(each.text("origin"), key -> new ArrayList<>()).add(each);
      }
    }
    List<Session.Branch> trees = new ArrayList<>();
    first.forEach(
        (origin, of) -> {
          List<Session.Branch> issued = new ArrayList<>();
          for (Saved each : of) {
            // A key of long life is the user's own, and stands for it.
            (isLongTerm(each) ? trees : issued).add(branch(each, children, asked));
          }
          if (!issued.isEmpty()) {
            Session root = session(origin, origin, null, null, 0, null, null);
            trees.add(new Session.Branch(root, null, origin.equals(asked), issued));
          }
        });
    return trees;
  }

  private static Session.Branch branch(
      Saved saved, Map<String, List<Saved>> children, String asked) {
    String id = saved.text("id");
    boolean longTerm = isLongTerm(saved);
    String identity = longTerm ? saved.text("origin") : saved.text("roleArn");
    Session session =
        session(
            id,
            identity,
            longTerm ? null : issue(saved),
            orNull(saved.text("parent")),
            saved.number("calls"),
            time(saved, "firstUse"),
            time(saved, "lastUse"));
    return new Session.Branch(
        session,
        cause(saved),
        isCalled(saved, asked) && (longTerm || !saved.text("origin").equals(asked)),
        children.getOrDefault(id, List.of()).stream()
            .map(each -> branch(each, children, asked))
            .toList());
  }

  private static boolean isLongTerm(Saved saved) {
    return Boolean.TRUE.equals(saved.fields().get("longTerm"));
  }

  private static Session session(
      String key,
      String identity,
      @Nullable Hop issue,
      @Nullable String parent,
      long calls,
      @Nullable Instant first,
      @Nullable Instant last) {
    return new Session(
        key, identity, issue, parent, List.of(), Map.of(), 0, Set.of(), Set.of(), calls, first,
        last);
  }

  private static Hop issue(Saved saved) {
    return new Hop(
        saved.text("roleArn"),
        orNull(saved.text("sessionArn")),
        orNull(saved.text("accessKeyId")),
        orNull(saved.text("call")),
        orNull(saved.text("issuedBy")),
        time(saved, "issuedAt"),
        time(saved, "expiresAt"),
        orNull(saved.text("from")),
        join(saved.text("join")),
        saved.fraction("confidence"));
  }

  private static Join join(String word) {
    for (Join each : Join.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    return Join.NONE;
  }

  private static @Nullable Cause cause(Saved saved) {
    Instant time = time(saved, "issuedAt");
    for (Cause.Kind kind : Cause.Kind.values()) {
      if (kind.word().equals(saved.text("cause")) && time != null) {
        return new Cause(
            kind,
            saved.text("id"),
            saved.text("issuedBy"),
            time,
            saved.text("parent"),
            null,
            saved.fraction("confidence"));
      }
    }
    return null;
  }

  private static @Nullable Instant time(Saved saved, String name) {
    try {
      return saved.text(name).isEmpty() ? null : Instant.parse(saved.text(name));
    } catch (DateTimeParseException noTime) {
      return null;
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
