package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.admission.CallerGroup.Circle;
import dev.gatehouse.estate.admission.SubjectPattern.Kind;
import dev.gatehouse.estate.admission.SubjectPattern.Part;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.policy.pattern.GlobRelation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Build jobs and pods that are not the ones that are meant, as the policy's own patterns would meet
 * them: of another owner, another repository of the same owner, another branch of the same
 * repository, each with the claims that such a job's token has.
 *
 * <p>Names a stranger may choose, ids he may not. A workflow that others may call is a claim that
 * he has by calling it (GitHub, "OpenID Connect reference").
 */
final class TokenCallers {
  private static final String ID = "999999999";
  private static final String STRANGE_WORKFLOW =
      "gatehouse-other/gatehouse-other/.github/workflows/gatehouse-other.yml@refs/heads/main";

  private final String provider;
  private final Issuer issuer;
  private final List<String> written = new ArrayList<>();
  private final List<SubjectPattern> subjects = new ArrayList<>();
  private final Set<String> owners = new LinkedHashSet<>();
  private final Set<String> projects = new LinkedHashSet<>();
  private final Set<String> runs = new TreeSet<>();
  private final Set<String> workflows = new TreeSet<>();
  private final List<Condition> claims = new ArrayList<>();

  /**
   * @param statements what decides about the tokens
   * @param meant what tells which owners and projects are meant
   */
  TokenCallers(String provider, Issuer issuer, List<Statement> statements, List<Statement> meant) {
    this.provider = provider.toLowerCase(Locale.ROOT);
    this.issuer = issuer;
    read(statements);
    if (subjects.isEmpty()) {
      subjects.add(SubjectPattern.of(issuer, "*"));
      written.add("*");
    }
    if (meant.equals(statements)) {
      owners.addAll(names(Kind.OWNER));
      projects.addAll(names(Kind.PROJECT));
      subjects.forEach(each -> each.parts(Kind.RUN).forEach(part -> runs.add(part.text())));
    } else {
      TokenCallers before = new TokenCallers(provider, issuer, meant, meant);
      owners.addAll(before.owners);
      projects.addAll(before.projects);
      runs.addAll(before.runs);
    }
    for (SubjectPattern subject : subjects) {
      subject.parts(Kind.WORKFLOW).forEach(part -> workflows.add(part.text()));
    }
  }

  private void read(List<Statement> statements) {
    for (Statement statement : statements) {
      for (Condition condition : statement.conditions()) {
        String key = condition.key().name().toLowerCase(Locale.ROOT);
        if (key.startsWith(provider + ":")) {
          take(key.substring(provider.length() + 1), condition);
        }
      }
    }
  }

  private void take(String claim, Condition condition) {
    Operator operator = condition.name().operator();
    switch (claim) {
      case "sub" -> {
        for (String value : condition.values()) {
          boolean plain = operator == Operator.STRING_EQUALS && Shape.isWild(value);
          if (!operator.negated() && !plain) {
            written.add(value);
            subjects.add(SubjectPattern.of(issuer, value));
          }
        }
      }
      case "aud", "amr" -> {}
      case "job_workflow_ref" -> {
        workflows.addAll(condition.values());
        claims.add(condition);
      }
      default -> claims.add(condition);
    }
  }

  /** The parts of a kind, of subjects and of claims that say the same. */
  private List<Part> parts(Kind kind) {
    List<Part> parts = new ArrayList<>();
    subjects.forEach(each -> parts.addAll(each.parts(kind)));
    for (Condition claim : claims) {
      String key = claim.key().name().toLowerCase(Locale.ROOT);
      for (String value : claim.values()) {
        int slash = value.indexOf('/');
        if (key.endsWith(":repository") && slash >= 0) {
          String text = kind == Kind.OWNER ? value.substring(0, slash) : value.substring(slash + 1);
          parts.add(new Part(kind, "", text));
        } else if (key.endsWith(":repository_owner") && kind == Kind.OWNER) {
          parts.add(new Part(kind, "", value));
        }
      }
    }
    return parts;
  }

  /** The names that are spelled out. */
  private Set<String> names(Kind kind) {
    Set<String> names = new LinkedHashSet<>();
    parts(kind).stream().filter(Part::isNamed).forEach(part -> names.add(part.name()));
    return names;
  }

  /** The groups, the farthest first. */
  List<CallerGroup> groups() {
    List<CallerGroup> groups = new ArrayList<>();
    String instead = instead();
    if (issuer.owner() != null) {
      String everyone =
          issuer.servesEveryone()
              ? "build jobs of every customer of " + provider
              : issuer.isCluster()
                  ? "service accounts of every namespace"
                  : "jobs of every " + issuer.owner();
      Circle circle = issuer.servesEveryone() ? Circle.EVERYONE : Circle.OTHER_PROJECT;
      groups.add(new CallerGroup(circle, everyone, instead, ofOwner(Domain.FRESH, false)));
      for (String owner : alike(Kind.OWNER, owners)) {
        groups.add(
            new CallerGroup(
                issuer.servesEveryone() ? Circle.OTHER_OWNER : Circle.OTHER_PROJECT,
                things(
                    owners.isEmpty() && names(Kind.OWNER).contains(owner)
                        ? issuer.owner() + " `" + owner + "`"
                        : "another " + issuer.owner() + " such as `" + owner + "`"),
                instead,
                ofOwner(owner, false)));
      }
    }
    List<String> others = new ArrayList<>(List.of(Domain.FRESH));
    others.addAll(alike(Kind.PROJECT, projects));
    groups.add(
        new CallerGroup(
            Circle.OTHER_PROJECT,
            issuer.isCluster()
                ? "any service account" + within()
                : "jobs of any " + issuer.project() + within() + fitting(Kind.PROJECT),
            instead,
            others.stream().flatMap(each -> ofProject(each, false).stream()).toList()));
    if (!workflows.isEmpty()) {
      String run = " that runs the workflow `" + String.join("` or `", workflows) + "`";
      groups.add(
          new CallerGroup(
              Circle.SHARED_WORKFLOW,
              "any job" + run + ", of every customer of " + provider + " that may call it,",
              instead,
              ofOwner(Domain.FRESH, true)));
      groups.add(
          new CallerGroup(
              Circle.SHARED_WORKFLOW,
              "any job" + within() + run,
              instead,
              others.stream().flatMap(each -> ofProject(each, true).stream()).toList()));
    }
    if (issuer.run() != null) {
      groups.add(
          new CallerGroup(
              Circle.OTHER_RUN,
              "any "
                  + issuer.run()
                  + (projects.isEmpty() ? "" : " of `" + String.join("`, `", named()) + "`")
                  + fitting(Kind.RUN),
              instead,
              ofRun()));
    }
    return groups;
  }

  /** The first subject that leaves something open, with words in capitals where it does. */
  private String instead() {
    SubjectPattern open =
        subjects.stream()
            .filter(
                each ->
                    each.parts().stream()
                        .anyMatch(part -> part.kind() != Kind.ANY && !part.isNamed()))
            .findFirst()
            .orElse(subjects.get(0));
    List<Part> usual = SubjectPattern.of(issuer, issuer.example()).parts();
    boolean ids = open.parts(Kind.OWNER).stream().anyMatch(each -> each.text().indexOf('@') > 0);
    List<Part> parts = open.parts();
    return open.with(part -> List.of(instead(part, parts.indexOf(part), usual, ids))).get(0);
  }

  private String instead(Part part, int place, List<Part> usual, boolean ids) {
    boolean unasked = written.equals(List.of("*"));
    if (part.kind() == Kind.OWNER && unasked && owners.size() == 1) {
      return owners.iterator().next();
    }
    if (part.kind() == Kind.PROJECT && unasked && projects.size() == 1) {
      return projects.iterator().next();
    }
    if (part.isNamed() || part.kind() == Kind.ANY) {
      return part.text();
    }
    String word =
        Stream.concat(usual.stream().skip(place).limit(1), usual.stream())
            .filter(each -> each.kind() == part.kind())
            .map(Part::text)
            .findFirst()
            .orElse(part.kind().name().replace('_', '-'));
    return part.kind() == Kind.PROJECT && ids ? word + "@" + word + "-ID" : word;
  }

  private String things(String whose) {
    return issuer.isCluster() ? "service accounts of " + whose : "jobs of " + whose;
  }

  /** What the policy's patterns say of a part of which they leave something open. */
  private String fitting(Kind kind) {
    Set<String> patterns = new TreeSet<>();
    for (SubjectPattern subject : subjects) {
      for (Part part : subject.parts(kind)) {
        if (Shape.isWild(part.text())) {
          patterns.add(part.text());
        }
      }
    }
    return patterns.isEmpty() || patterns.contains("*")
        ? ""
        : " that fits `" + String.join("` or `", patterns) + "`";
  }

  private String within() {
    return owners.isEmpty()
        ? issuer.owner() == null ? "" : " of the " + issuer.owner()
        : " of `" + String.join("`, `", owners) + "`";
  }

  /** Owner and project as the policy spells them, both or the project alone. */
  private List<String> named() {
    return owners.size() == 1
        ? projects.stream().map(each -> owners.iterator().next() + "/" + each).toList()
        : List.copyOf(projects);
  }

  /** Names that are not meant: spelled out, or made of a pattern that leaves one open in part. */
  private List<String> alike(Kind kind, Set<String> meant) {
    Set<String> alike = new TreeSet<>();
    parts(kind).forEach(part -> alike.add(filled(part.name())));
    alike.removeAll(meant);
    alike.remove("x");
    return List.copyOf(alike);
  }

  private static String filled(String pattern) {
    return pattern.replace("*", "x").replace("?", "x");
  }

  private List<UnaryOperator<CallerProfile>> ofOwner(String owner, boolean anyWorkflow) {
    List<String> tokens =
        tokens(
            part ->
                switch (part.kind()) {
                  case OWNER ->
                      part.name().equals(owner)
                          ? List.of(part.text())
                          : List.of(owner, owner + "@" + ID);
                  case OWNER_ID, PROJECT_ID -> ids(part.text());
                  case WORKFLOW -> List.of(anyWorkflow ? "*" : STRANGE_WORKFLOW);
                  case PROJECT, RUN, ANY -> List.of("*");
                });
    return List.of(
        profile ->
            claims(profile, anyWorkflow)
                .with(key("sub"), KeyPresence.always(closed(tokens)))
                .with(key("repository"), KeyPresence.always(like(owner + "/*")))
                .with(key("repository_owner"), KeyPresence.always(Domain.of(owner)))
                .with(key("repository_owner_id"), KeyPresence.always(idsOf("repository_owner_id")))
                .with(key("repository_id"), KeyPresence.always(idsOf("repository_id"))));
  }

  /** Ids of somebody else: one that nobody wrote, and one that a pattern leaves open in part. */
  private static List<String> ids(String pattern) {
    return Shape.isWild(pattern) && !pattern.equals("*")
        ? List.of(ID, pattern.replace("*", "9").replace("?", "9"))
        : List.of(ID);
  }

  private Domain idsOf(String claim) {
    Set<String> ids = new LinkedHashSet<>(List.of(ID));
    for (Condition condition : claims) {
      if (condition.key().name().equalsIgnoreCase(key(claim))) {
        condition.values().forEach(value -> ids.addAll(ids(value)));
      }
    }
    return closed(List.copyOf(ids));
  }

  private List<UnaryOperator<CallerProfile>> ofProject(String project, boolean anyWorkflow) {
    List<String> tokens =
        tokens(
            part ->
                switch (part.kind()) {
                  case OWNER, OWNER_ID, ANY -> List.of(part.text());
                  case PROJECT ->
                      projects.contains(part.name()) || part.name().equals(project)
                          ? List.of(part.text(), project, project + "@" + ID)
                          : List.of(project, project + "@" + ID);
                  case PROJECT_ID -> List.of(ID);
                  case WORKFLOW -> List.of(anyWorkflow ? "*" : STRANGE_WORKFLOW);
                  case RUN -> List.of("*");
                });
    tokens.removeIf(this::isMeant);
    return List.of(
        profile ->
            claims(profile, anyWorkflow)
                .with(key("sub"), KeyPresence.always(closed(tokens)))
                .with(
                    key("repository"),
                    KeyPresence.always(
                        closed(owners.stream().map(owner -> owner + "/" + project).toList())))
                .with(key("repository_owner"), KeyPresence.always(Domain.plainText()))
                .with(key("repository_owner_id"), KeyPresence.always(Domain.plainText()))
                .with(key("repository_id"), KeyPresence.always(Domain.of(ID))));
  }

  /** Whether every project that a subject speaks of is one that the policy spells. */
  private boolean isMeant(String token) {
    List<Part> parts = SubjectPattern.of(issuer, token).parts(Kind.PROJECT);
    return !parts.isEmpty() && parts.stream().allMatch(each -> projects.contains(each.name()));
  }

  private List<UnaryOperator<CallerProfile>> ofRun() {
    List<String> tokens =
        tokens(
            part ->
                part.kind() == Kind.RUN
                    ? List.of(
                        Domain.FRESH,
                        "ref:refs/heads/" + Domain.FRESH,
                        "environment:" + Domain.FRESH,
                        filled(part.text()))
                    : List.of(part.text()));
    tokens.removeIf(
        token ->
            SubjectPattern.of(issuer, token).parts(Kind.RUN).stream()
                .allMatch(each -> runs.contains(each.text())));
    return List.of(
        profile -> {
          CallerProfile other = profile.with(key("sub"), KeyPresence.always(closed(tokens)));
          for (Condition claim : claims) {
            other =
                other.with(
                    claim.key().name(),
                    KeyPresence.always(
                        isOfRun(claim)
                            ? Domain.otherThan(Set.copyOf(claim.values()))
                            : Domain.plainText()));
          }
          return other;
        });
  }

  private static boolean isOfRun(Condition claim) {
    String key = claim.key().name().toLowerCase(Locale.ROOT);
    return Set.of("ref", "environment", "head_ref", "base_ref", "event_name")
        .contains(key.substring(key.lastIndexOf(':') + 1));
  }

  /** Claims that choose among callers, and that a job of somebody else has otherwise. */
  private CallerProfile claims(CallerProfile profile, boolean anyWorkflow) {
    CallerProfile other = profile;
    for (Condition claim : claims) {
      if (!isOfRun(claim)) {
        other = other.with(claim.key().name(), KeyPresence.sometimes(Domain.of(Domain.FRESH)));
      }
    }
    return other.with(
        key("job_workflow_ref"),
        anyWorkflow
            ? KeyPresence.always(Domain.plainText())
            : KeyPresence.sometimes(Domain.of(STRANGE_WORKFLOW)));
  }

  /** Subjects made of given parts that a pattern of the policy matches, or that none does. */
  private List<String> tokens(Function<Part, List<String>> texts) {
    Set<String> tokens = new LinkedHashSet<>();
    for (SubjectPattern subject : subjects) {
      for (String made : subject.with(texts)) {
        String plain = filled(made);
        tokens.add(plain);
        for (String pattern : written) {
          String common = GlobRelation.common(Glob.of(made), Glob.of(pattern), 'x');
          if (common != null) {
            tokens.add(common);
          }
        }
      }
    }
    return new ArrayList<>(tokens);
  }

  private String key(String claim) {
    return provider + ":" + claim;
  }

  private static Domain closed(List<String> values) {
    return values.isEmpty() ? Domain.of(Domain.FRESH) : Domain.of(values.toArray(String[]::new));
  }

  private static Domain like(String pattern) {
    return Domain.like(List.of(Shape.of(pattern)), List.of(filled(pattern)));
  }
}
