package dev.gatehouse.range.org;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.range.org.Person.Job;
import dev.gatehouse.range.random.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** People with Identity Center users, legacy IAM users, and the pipelines that people build. */
final class PeoplePlan {
  private static final List<Place> PLACES = List.of(Place.values());
  private static final List<String> FIRST =
      List.of(
          "Ada", "Ben", "Chiara", "Dmitri", "Elif", "Femi", "Grete", "Hugo", "Ines", "Jonas",
          "Kira", "Leon", "Mina", "Nadia", "Omar", "Pia", "Quentin", "Rosa", "Sami", "Tara", "Uma",
          "Viktor", "Wen", "Xenia", "Yusuf", "Zoe");
  private static final List<String> LAST =
      List.of(
          "Abel", "Brandt", "Costa", "Dietz", "Evans", "Falk", "Garcia", "Hoang", "Iversen",
          "Jansen", "Kaya", "Lindt", "Moreau", "Nowak", "Okafor", "Petrov", "Rossi", "Silva",
          "Tanaka", "Ueda", "Vogel", "Weiss", "Young", "Zhou");
  private static final List<String> CLI =
      List.of(
          "aws-cli/2.22.12 md/awscrt#0.23.4 ua/2.0 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.6"
              + " md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off",
          "aws-cli/2.24.5 md/awscrt#0.23.8 ua/2.0 os/linux#6.8.0-52-generic md/arch#x86_64"
              + " lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe"
              + " md/prompt#off",
          "aws-cli/2.22.35 md/awscrt#0.23.4 ua/2.0 os/windows#11 md/arch#amd64 lang/python#3.12.6"
              + " md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off");
  private static final List<Job> JOBS =
      List.of(
          Job.ENGINEER,
          Job.ENGINEER,
          Job.PLATFORM,
          Job.ENGINEER,
          Job.ANALYST,
          Job.ENGINEER,
          Job.DATABASE,
          Job.ENGINEER,
          Job.SECURITY,
          Job.ENGINEER,
          Job.ENGINEER,
          Job.FINANCE);

  private PeoplePlan() {}

  static void fill(Organization org, SeededRandom random, int eventsPerDay) {
    // A person makes about thirty calls on a working day; people are a fifth of all calls at most.
    int count = Math.max(12, Math.min(org.accounts().size() * 5 / 2, eventsPerDay / 150));
    List<String> units = org.services().stream().map(Account::unit).distinct().toList();
    for (int i = 0; i < count; i++) {
      Job job = JOBS.get(i % JOBS.size());
      String unit = units.get(i % units.size());
      org.people().add(person(org, random, i, job, unit));
    }
    users(org, random);
    for (String unit : units) {
      pipelines(org, unit);
    }
  }

  private static Person person(
      Organization org, SeededRandom random, int number, Job job, String unit) {
    String first = FIRST.get(number % FIRST.size());
    String last = LAST.get((number * 7 + number / FIRST.size()) % LAST.size());
    String suffix = number < FIRST.size() * LAST.size() / 4 ? "" : String.valueOf(number);
    String email = (first + "." + last + suffix + "@example.com").toLowerCase(Locale.ROOT);
    Place place = PLACES.get(job == Job.PLATFORM ? number % 3 : random.below(4));
    String manager =
        org.people().stream()
            .filter(p -> p.unit().equals(unit))
            .map(Person::email)
            .findFirst()
            .orElse(null);
    return new Person(
        email,
        first + " " + last,
        random.uuid(),
        job,
        unit + "-" + job.name().toLowerCase(Locale.ROOT),
        unit,
        manager,
        place,
        place.home(number),
        place.office(random.below(3)),
        job == Job.ENGINEER && number % 9 == 3,
        job == Job.FINANCE || random.chance(0.3),
        random.pick(CLI),
        assigned(org, job, unit, number));
  }

  private static List<Account> assigned(Organization org, Job job, String unit, int number) {
    List<Account> own = org.ofUnit(unit);
    return switch (job) {
      case ENGINEER -> own.stream().filter(a -> !a.production()).toList();
      case PLATFORM -> {
        List<Account> all = new ArrayList<>(List.of(org.first("shared")));
        List<Account> services = org.services();
        for (int i = 0; i < Math.min(4, services.size()); i++) {
          all.add(services.get((number + i * 5) % services.size()));
        }
        yield all.stream().distinct().toList();
      }
      case DATABASE, ANALYST ->
          own.stream().filter(a -> !a.environment().equals("sandbox")).toList();
      case SECURITY -> org.accounts();
      case FINANCE -> List.of(org.first("management"));
    };
  }

  private static void users(Organization org, SeededRandom random) {
    Account management = org.first("management");
    Account legacy = org.services().get(0);
    Account storage = org.services().get(Math.min(4, org.services().size() - 1));
    user(org, random, management, "break-glass", true, "*");
    user(
        org,
        random,
        legacy,
        "m.keller",
        true,
        "ec2:* s3:* rds:Describe* iam:Get* iam:List* sts:* cloudwatch:*");
    user(org, random, legacy, "t.lindqvist", true, "ec2:* s3:* lambda:* iam:* sts:* cloudwatch:*");
    user(
        org,
        random,
        legacy,
        "backup-agent",
        false,
        """
        s3:PutObject s3:GetObject s3:ListBucket s3:ListAllMyBuckets ec2:CreateSnapshot
        ec2:DescribeSnapshots ec2:DescribeVolumes ec2:DescribeInstances sts:GetCallerIdentity
        sts:GetFederationToken sts:GetSessionToken sts:AssumeRole\
        """);
    user(
        org,
        random,
        storage,
        "report-export",
        false,
        "s3:* sts:GetCallerIdentity secretsmanager:GetSecretValue");
    user(org, random, storage, "n.former", true, "ec2:* s3:* iam:List* sts:GetCallerIdentity");
  }

  private static void user(
      Organization org,
      SeededRandom random,
      Account account,
      String name,
      boolean console,
      String actions) {
    String id = random.id("AIDA" + account.code(), 21);
    String key = random.id(UniqueId.LONG_TERM_KEY.prefix() + account.code(), 20);
    org.users().add(new IamUser(account, id, name, key, console, PolicyDocument.allow(actions)));
  }

  private static void pipelines(Organization org, String unit) {
    List<Account> targets = new ArrayList<>();
    for (String environment : List.of("dev", "staging", "prod")) {
      org.ofUnit(unit).stream()
          .filter(a -> a.environment().equals(environment))
          .forEach(targets::add);
    }
    for (String part : List.of("api", "worker")) {
      String repository = "example-org/" + unit + "-" + part;
      org.pipelines()
          .add(new Pipeline(repository, "repo:" + repository + ":ref:refs/heads/main", targets));
    }
  }
}
