package dev.gatehouse.estate.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A subject of a policy, taken apart as its issuer makes subjects.
 *
 * <p>What a wildcard swallows counts as open: {@code repo:octo-org*} leaves open how the owner's
 * name ends, and what is behind it.
 */
record SubjectPattern(List<Part> parts) {
  /** What a part of a subject tells. */
  enum Kind {
    OWNER,
    OWNER_ID,
    PROJECT,
    PROJECT_ID,
    WORKFLOW,
    RUN,
    ANY
  }

  /**
   * A part.
   *
   * @param before the text in front of it
   * @param text as the policy has it, wildcards included
   */
  record Part(Kind kind, String before, String text) {
    /**
     * Whether the name in it is spelled out. GitHub writes the id of a name behind an {@code @}.
     */
    boolean isNamed() {
      return !text.isEmpty() && !Shape.isWild(name());
    }

    String name() {
      int at = text.indexOf('@');
      return at < 0 ? text : text.substring(0, at);
    }
  }

  private static final Pattern SLOT = Pattern.compile("\\{(owner|project|run|any)}");

  /** Claims that GitHub puts into a subject where an organization asks for it. */
  private static final Pattern CLAIM =
      Pattern.compile(
          "(?:^|:)(repo|repository|repository_id|repository_owner|repository_owner_id|"
              + "job_workflow_ref|workflow|workflow_ref|actor|actor_id|event_name|environment|ref|"
              + "ref_type|head_ref|base_ref|runner_environment|repository_visibility|enterprise):");

  SubjectPattern {
    parts = List.copyOf(parts);
  }

  /** Takes a subject apart; {@code *} stands for any. */
  static SubjectPattern of(Issuer issuer, String subject) {
    if (issuer.name().startsWith("token.actions.")) {
      SubjectPattern claims = claims(subject);
      if (claims != null) {
        return claims;
      }
    }
    List<Part> parts = new ArrayList<>();
    Matcher slots = SLOT.matcher(issuer.subject());
    List<String> literals = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    int from = 0;
    while (slots.find()) {
      literals.add(issuer.subject().substring(from, slots.start()));
      kinds.add(Kind.valueOf(slots.group(1).toUpperCase(Locale.ROOT)));
      from = slots.end();
    }
    int at = 0;
    boolean open = false;
    for (int i = 0; i < kinds.size(); i++) {
      String before = literals.get(i);
      open |= !subject.startsWith(before, at);
      if (open) {
        parts.add(new Part(kinds.get(i), before, "*"));
        continue;
      }
      at += before.length();
      int end = i + 1 < kinds.size() ? subject.indexOf(literals.get(i + 1), at) : subject.length();
      open = end < 0;
      String text = subject.substring(at, open ? subject.length() : end);
      int star = text.indexOf('*');
      parts.add(
          new Part(kinds.get(i), before, open && star >= 0 ? text.substring(0, star + 1) : text));
      at = open ? subject.length() : end;
    }
    return new SubjectPattern(parts);
  }

  /** A subject of claims that an organization chose; null for one of the usual form. */
  private static @Nullable SubjectPattern claims(String subject) {
    List<int[]> places = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    Matcher matcher = CLAIM.matcher(subject);
    int from = 0;
    while (matcher.find(from)) {
      keys.add(matcher.group(1));
      places.add(new int[] {matcher.start(), matcher.end()});
      from = matcher.end() - 1;
    }
    Set<String> chosen = new HashSet<>(keys);
    chosen.removeAll(Set.of("repo", "ref", "environment"));
    if (chosen.isEmpty() || places.get(0)[0] != 0) {
      return null;
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String before = subject.substring(places.get(i)[0], places.get(i)[1]);
      int end = i + 1 < keys.size() ? places.get(i + 1)[0] : subject.length();
      String text = subject.substring(places.get(i)[1], end);
      switch (keys.get(i)) {
        case "repo", "repository" -> {
          int slash = text.indexOf('/');
          parts.add(new Part(Kind.OWNER, before, slash < 0 ? text : text.substring(0, slash)));
          parts.add(new Part(Kind.PROJECT, "/", slash < 0 ? "*" : text.substring(slash + 1)));
        }
        case "repository_owner" -> cut(Kind.OWNER, before, text, parts);
        case "repository_owner_id" -> cut(Kind.OWNER_ID, before, text, parts);
        case "repository_id" -> cut(Kind.PROJECT_ID, before, text, parts);
        case "job_workflow_ref" -> parts.add(new Part(Kind.WORKFLOW, before, text));
        default -> parts.add(new Part(Kind.RUN, before, text));
      }
    }
    return new SubjectPattern(parts);
  }

  /** What follows a value behind a colon tells how the job was started. */
  private static void cut(Kind kind, String before, String text, List<Part> parts) {
    int colon = text.indexOf(':');
    parts.add(new Part(kind, before, colon < 0 ? text : text.substring(0, colon)));
    if (colon >= 0) {
      parts.add(new Part(Kind.RUN, ":", text.substring(colon + 1)));
    }
  }

  /** The parts of a kind. */
  List<Part> parts(Kind kind) {
    return parts.stream().filter(each -> each.kind() == kind).toList();
  }

  /** Patterns of all subjects that have one of the given texts in each part. */
  List<String> with(Function<Part, List<String>> texts) {
    List<String> patterns = List.of("");
    for (Part part : parts) {
      List<String> longer = new ArrayList<>();
      for (String pattern : patterns) {
        for (String text : texts.apply(part)) {
          longer.add(pattern + part.before() + text);
        }
      }
      patterns = longer;
    }
    return patterns;
  }
}
