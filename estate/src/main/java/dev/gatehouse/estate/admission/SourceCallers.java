package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.Answer;
import dev.gatehouse.estate.admission.CallerGroup.Circle;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A service that acts for somebody who is not meant, as a policy would meet it: the accounts and
 * names are those that a stranger can have or choose and that the policy's own patterns match.
 */
final class SourceCallers {
  private final TrustedParty party;
  private final RoleContext around;
  private final ServiceDeputy deputy;
  private final List<String> accounts = new ArrayList<>();
  private final List<String> arns = new ArrayList<>();

  /**
   * @param statements all that decide about the party
   */
  SourceCallers(TrustedParty party, List<Statement> statements, RoleContext around) {
    this.party = party;
    this.around = around;
    this.deputy = ServiceDeputy.of(party.entry().value());
    for (Statement statement : statements) {
      for (Condition condition : statement.conditions()) {
        String key = condition.key().name().toLowerCase(Locale.ROOT);
        if (key.equals("aws:sourceaccount")) {
          accounts.addAll(condition.values());
        } else if (key.equals("aws:sourcearn")) {
          arns.addAll(condition.values());
        }
      }
    }
  }

  List<CallerGroup> groups() {
    List<CallerGroup> groups = new ArrayList<>();
    String service = party.entry().value();
    groups.add(
        new CallerGroup(
            Circle.EVERYONE,
            service + " on behalf of any account",
            onBehalfOf(AdversarialCallers.STRANGER)));
    outsiders()
        .forEach(
            (account, words) ->
                groups.add(
                    new CallerGroup(
                        Circle.OUTSIDER,
                        service + " on behalf of " + words + ", outside the organization",
                        onBehalfOf(account))));
    groups.add(
        new CallerGroup(
            Circle.OTHER_RESOURCE,
            service + " on behalf of any resource of account " + party.owner(),
            otherResource()));
    return groups;
  }

  /** The accounts outside that the policy names, or one for each pattern that matches some. */
  private Map<String, String> outsiders() {
    TreeSet<String> named = new TreeSet<>(accounts);
    for (String arn : arns) {
      Arn parsed = Arn.parse(arn);
      if (parsed != null) {
        named.add(parsed.account());
      }
    }
    TreeMap<String, String> outside = new TreeMap<>();
    for (String name : named) {
      if (AccountId.is(name)) {
        if (around.estate().isOwnAccount(name) == Answer.NO && !name.equals(party.owner())) {
          outside.put(name, "account " + name);
        }
      } else if (Shape.isWild(name)) {
        String account = Shape.ACCOUNT.common(name);
        if (account != null
            && around.estate().isOwnAccount(account) != Answer.YES
            && !account.equals(party.owner())) {
          outside.put(account, "accounts like `" + name + "`");
        }
      }
    }
    return outside;
  }

  private UnaryOperator<CallerProfile> onBehalfOf(String account) {
    Domain source = source(account);
    return profile ->
        profile
            .with("aws:SourceAccount", KeyPresence.sometimes(Domain.of(account)))
            .with("aws:SourceOrgID", KeyPresence.sometimes(Domain.of("o-" + Domain.FRESH)))
            .with(
                "aws:SourceOrgPaths",
                KeyPresence.sometimes(Domain.of("o-" + Domain.FRESH + "/r-x/ou-x/").asSet()))
            .with("aws:SourceArn", KeyPresence.sometimes(source));
  }

  private Domain source(String account) {
    List<Shape> shapes = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String pattern :
        deputy.sourceArns(
            account,
            account.equals(AdversarialCallers.STRANGER) ? Domain.FRESH : "*",
            party.partition())) {
      Shape shape = Shape.of(pattern);
      String sample = sample(pattern);
      values.add(sample);
      if (Arn.account(pattern).isEmpty()) {
        // A name that all accounts share says of none that it is meant: it may become free.
        for (String arn : arns) {
          String chosen = shape.common(arn);
          if (chosen != null) {
            values.add(chosen);
          }
        }
      } else {
        shapes.add(shape);
      }
    }
    if (shapes.isEmpty()) {
      return Domain.of(values.stream().distinct().toArray(String[]::new));
    }
    values.forEach(value -> shapes.add(Shape.of(value)));
    return Domain.like(shapes, values);
  }

  private static String sample(String pattern) {
    Arn arn = Arn.parse(pattern);
    return arn == null
        ? pattern.replace("*", Domain.FRESH)
        : new Arn(
                arn.partition(),
                arn.service().replace("*", "s3"),
                arn.region().replace("*", "us-east-1"),
                arn.account(),
                arn.resource().replace("*", Domain.FRESH))
            .toString();
  }

  /** A resource of the account of which no policy speaks. */
  private UnaryOperator<CallerProfile> otherResource() {
    String service = ServicePrincipal.service(party.entry().value());
    Arn other =
        service.equals("s3")
            ? new Arn(party.partition(), service, "", "", Domain.FRESH)
            : new Arn(
                party.partition(),
                service,
                "us-east-1",
                party.owner(),
                Domain.FRESH + "/" + Domain.FRESH);
    return AdversarialCallers.sourceArn(party.owner(), other.toString());
  }
}
