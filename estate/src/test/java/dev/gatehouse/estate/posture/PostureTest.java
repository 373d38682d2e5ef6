package dev.gatehouse.estate.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Given;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import dev.gatehouse.estate.posture.PostureResult.Standing;
import dev.gatehouse.trail.Trail;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostureTest {
  private static final String A = "111122223333";
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final String HEADER =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n";

  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder);
  }

  /** password_enabled, password_last_used, mfa; then key active, rotated, used. */
  private static String row(String user, String password, String entered, String mfa, String key) {
    String arn = user.equals("<root_account>") ? "root" : "user/" + user;
    return user
        + ",arn:aws:iam::"
        + A
        + ":"
        + arn
        + ",2024-01-01T00:00:00Z,"
        + password
        + ","
        + entered
        + ",2026-02-01T00:00:00Z,N/A,"
        + mfa
        + ","
        + key
        + ",us-east-1,s3,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";
  }

  private void report(String... rows) {
    given.file("report.csv", HEADER + String.join("", rows));
  }

  private static String user(String name, String tags) {
    return "{'Path':'/','UserName':'%s','UserId':'AIDAEXAMPLE','Arn':'arn:aws:iam::%s:user/%s',"
            .formatted(name, A, name)
        + "'CreateDate':'2024-01-01T00:00:00Z','GroupList':[],'AttachedManagedPolicies':[],'Tags':["
        + tags
        + "]}";
  }

  private static String tag(String key, String value) {
    return "{'Key':'" + key + "','Value':'" + value + "'}";
  }

  private List<PostureResult> results(TrailUse use) {
    Estate estate = given.read().estate();
    return Posture.of(new Scene(estate, estate.inventory(), use, NOW));
  }

  private List<String> open(String subject) {
    return results(TrailUse.NONE).stream()
        .filter(each -> each.standing() == Standing.OPEN && each.subject().endsWith(subject))
        .map(PostureResult::check)
        .toList();
  }

  private static final String NO_KEY = "false,N/A,N/A";
  private static final String OLD_USED = "true,2025-01-01T00:00:00Z,2026-03-01T00:00:00Z";
  private static final String OLD_UNUSED = "true,2025-01-01T00:00:00Z,N/A";

  @Test
  void looksAtRoot() {
    report(row("<root_account>", "not_supported", "2026-02-20T00:00:00Z", "false", OLD_USED));
    assertThat(open(":root")).containsExactly("root-access-key", "root-without-mfa", "root-used");
    assertThat(results(TrailUse.NONE))
        .filteredOn(each -> each.check().equals("root-without-mfa"))
        .singleElement()
        .satisfies(each -> assertThat(each.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(
            each -> assertThat(String.join(" ", each.evidence())).contains("cannot be seen"));
  }

  @Test
  void isContentWithARootThatRests() {
    report(row("<root_account>", "not_supported", "2024-02-20T00:00:00Z", "true", NO_KEY));
    assertThat(open(":root")).isEmpty();
  }

  @Test
  void saysWhatItCannotKnowWithoutAReport() {
    given.file("a.json", Given.dump(Given.role(A, "x", Given.EC2_TRUST, "")));
    assertThat(results(TrailUse.NONE))
        .filteredOn(each -> each.check().equals("root"))
        .singleElement()
        .satisfies(each -> assertThat(each.standing()).isEqualTo(Standing.UNKNOWN))
        .satisfies(each -> assertThat(each.why()).contains("get-credential-report"));
  }

  @Test
  void tellsOldKeysFromOldUnusedOnes() {
    report(
        row("a", "false", "N/A", "false", OLD_USED),
        row("b", "false", "N/A", "false", OLD_UNUSED),
        row("c", "false", "N/A", "false", "true,2026-02-01T00:00:00Z,N/A"),
        row("d", "false", "N/A", "false", "false,2025-01-01T00:00:00Z,N/A"));
    assertThat(open("user/a")).containsExactly("access-key-old");
    assertThat(open("user/b")).containsExactly("access-key-unused");
    assertThat(open("user/c")).isEmpty();
    assertThat(open("user/d")).isEmpty();
  }

  @Test
  void asksForMfaOnlyWhereThereIsAPassword() {
    report(
        row("a", "true", "2026-03-01T00:00:00Z", "false", NO_KEY),
        row("b", "true", "2026-03-01T00:00:00Z", "true", NO_KEY),
        row("c", "false", "N/A", "false", NO_KEY));
    assertThat(open("user/a")).containsExactly("user-without-mfa");
    assertThat(open("user/b")).isEmpty();
    assertThat(open("user/c")).isEmpty();
  }

  @Test
  void knowsAProgramByWhatItDoes() {
    report(
        row("quiet", "true", "no_information", "true", OLD_USED),
        row("alice", "true", "2026-03-01T00:00:00Z", "true", OLD_USED));
    assertThat(open("user/quiet")).contains("console-user-is-program");
    assertThat(open("user/alice")).doesNotContain("console-user-is-program");
  }

  @Test
  void namesThePatternForEachKindAndKnowsExceptions() {
    given.file(
        "a.json",
        "{'UserDetailList':["
            + String.join(
                ",",
                user("jenkins-ci", ""),
                user("scanner", tag("gatehouse:kind", "vendor")),
                user(
                    "mainframe",
                    tag("gatehouse:kind", "on-premises")
                        + ","
                        + tag("gatehouse:exception", "no certificates there")),
                user(
                    "expired",
                    tag("gatehouse:kind", "on-premises")
                        + ","
                        + tag("gatehouse:exception", "soon")
                        + ","
                        + tag("gatehouse:exception-until", "2026-01-31")),
                user("break-glass", ""),
                user("break-glass-2", ""))
            + "],'GroupDetailList':[],'RoleDetailList':[],'Policies':[]}");
    report(
        row("jenkins-ci", "false", "N/A", "false", OLD_USED),
        row("scanner", "false", "N/A", "false", OLD_USED),
        row("mainframe", "false", "N/A", "false", OLD_USED),
        row("expired", "false", "N/A", "false", OLD_USED),
        row("break-glass", "true", "2025-06-01T00:00:00Z", "true", NO_KEY),
        row("break-glass-2", "true", "2025-06-01T00:00:00Z", "true", OLD_UNUSED));
    List<PostureResult> advice =
        results(TrailUse.NONE).stream()
            .filter(each -> each.check().equals("identity-pattern"))
            .toList();
    assertThat(advice)
        .extracting(
            each -> each.subject().substring(each.subject().indexOf('/') + 1),
            PostureResult::standing)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("jenkins-ci", Standing.OPEN),
            org.assertj.core.groups.Tuple.tuple("scanner", Standing.OPEN),
            org.assertj.core.groups.Tuple.tuple("mainframe", Standing.EXCEPTED),
            org.assertj.core.groups.Tuple.tuple("expired", Standing.OPEN),
            org.assertj.core.groups.Tuple.tuple("break-glass", Standing.EXCEPTED),
            org.assertj.core.groups.Tuple.tuple("break-glass-2", Standing.OPEN));
    assertThat(advice)
        .filteredOn(each -> each.subject().endsWith("jenkins-ci"))
        .allSatisfy(each -> assertThat(each.what()).contains("OpenID Connect"));
    assertThat(advice)
        .filteredOn(each -> each.subject().endsWith("scanner"))
        .allSatisfy(each -> assertThat(each.what()).contains("ExternalId"));
  }

  @Test
  void findsRolesThatNobodyCanAssume() {
    String gone = trust("'AWS':'arn:aws:iam::" + A + ":role/never-was'");
    String deleted = trust("'AWS':'AROAEXAMPLEEXAMPLE01'");
    String here = trust("'AWS':'arn:aws:iam::" + A + ":role/admin'");
    String elsewhere = trust("'AWS':'arn:aws:iam::999988887777:role/unseen'");
    given.file(
        "a.json",
        Given.dump(
            Given.role(A, "t-gone", gone, Given.inline(Given.ALLOW_ALL)),
            Given.role(A, "t-deleted", deleted, Given.inline(Given.ALLOW_ALL)),
            Given.role(A, "t-here", here, Given.inline(Given.ALLOW_ALL)),
            Given.role(A, "t-elsewhere", elsewhere, Given.inline(Given.ALLOW_ALL)),
            Given.role(A, "admin", Given.EC2_TRUST, Given.inline(Given.ALLOW_ALL)),
            Given.role(A, "empty", Given.EC2_TRUST, "")));
    assertThat(open("t-gone")).containsExactly("role-unassumable");
    assertThat(open("t-deleted")).containsExactly("role-unassumable");
    assertThat(open("t-here")).isEmpty();
    assertThat(open("t-elsewhere")).isEmpty();
    assertThat(open("role/empty")).containsExactly("role-powerless");
  }

  @Test
  void seesThatABoundaryTakesEverythingBack() {
    String none =
        "{'Version':'2012-10-17','Statement':{'Effect':'Deny','Action':'*','Resource':'*'}}";
    String policy =
        "{'PolicyName':'none','Arn':'arn:aws:iam::%s:policy/none','DefaultVersionId':'v1','PolicyVersionList':[{'VersionId':'v1','Document':%s}]}"
            .formatted(A, none);
    String s3 =
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'s3:Get*','Resource':'*'}}";
    given.file(
        "a.json",
        Given.dump(
                Given.role(
                    A,
                    "held",
                    Given.EC2_TRUST,
                    Given.inline(s3)
                        + ",'PermissionsBoundary':{'PermissionsBoundaryArn':'arn:aws:iam::"
                        + A
                        + ":policy/none'}"))
            .replace("'Policies':[]", "'Policies':[" + policy + "]"));
    assertThat(open("role/held")).containsExactly("role-powerless");
  }

  @Test
  void readsTheTrail() {
    given.file(
        "a.json", Given.dump(Given.role(A, "web", Given.EC2_TRUST, Given.inline(Given.ALLOW_ALL))));
    TrailUse use = new TrailUse();
    String record =
        "{'eventVersion':'1.09','userIdentity':{'type':'AssumedRole','arn':'arn:aws:sts::%s:assumed-role/web/i-0123',"
                .formatted(A)
            + "'accountId':'%s','sessionContext':{'sessionIssuer':{'type':'Role','arn':'arn:aws:iam::%s:role/web'},"
                .formatted(A, A)
            + "'ec2RoleDelivery':'%s'}},'eventTime':'2026-03-01T00:00:00Z','eventSource':'s3.amazonaws.com',"
            + "'eventName':'ListBuckets','awsRegion':'us-east-1','eventID':'00000000-0000-0000-0000-00000000000%s',"
            + "'requestParameters':null,'recipientAccountId':'"
            + A
            + "'}";
    Trail.events(record.formatted("2.0", "1")).forEach(use::accept);
    assertThat(results(use)).noneMatch(each -> each.check().equals("imds-v1"));
    Trail.events(record.formatted("1.0", "2")).forEach(use::accept);
    String assume =
        record
            .formatted("2.0", "3")
            .replace("s3.amazonaws.com", "sts.amazonaws.com")
            .replace("ListBuckets", "AssumeRole")
            .replace(
                "'requestParameters':null",
                "'requestParameters':{'roleArn':'arn:aws:iam::"
                    + A
                    + ":role/web','durationSeconds':43200}");
    Trail.events(assume).forEach(use::accept);
    assertThat(results(use))
        .filteredOn(each -> each.check().equals("imds-v1"))
        .singleElement()
        .satisfies(each -> assertThat(each.what()).contains("i-0123"));
    assertThat(results(use))
        .filteredOn(each -> each.check().equals("long-sessions"))
        .singleElement()
        .satisfies(each -> assertThat(each.what()).contains("12 h"));
  }

  private static String trust(String principal) {
    return "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{"
        + principal
        + "},'Action':'sts:AssumeRole'}}";
  }

  private static String usersOf(String... users) {
    return "{'UserDetailList':["
        + String.join(",", users)
        + "],'GroupDetailList':[],'RoleDetailList':[],'Policies':[]}";
  }

  @Test
  void whoHasLeftHasNoLiveCredentials() {
    given.file("iam.json", usersOf(user("ann", ""), user("bob", ""), user("cat", "")));
    given.file(
        "people.yaml",
        "people:\n"
            + "  - {identity: ann, name: Ann, left: 2026-01-31}\n"
            + "  - {identity: bob, name: Bob, left: 2026-01-31}\n"
            + "  - {identity: cat, name: Cat, left: 2026-12-31}\n");
    report(
        row("ann", "true", "2026-02-10T00:00:00Z", "true", "true,2026-01-01T00:00:00Z,N/A"),
        row("bob", "false", "N/A", "false", "false,2026-01-01T00:00:00Z,N/A"),
        row("cat", "true", "2026-02-10T00:00:00Z", "true", "false,2026-01-01T00:00:00Z,N/A"));
    assertThat(results(TrailUse.NONE))
        .filteredOn(each -> each.check().equals("leaver-with-credentials"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.subject()).endsWith("user/ann");
              assertThat(each.severity()).isEqualTo(Severity.HIGH);
              assertThat(each.what())
                  .isEqualTo(
                      "Ann left on 2026-01-31 and still has a console password and access key 1.");
            });
  }

  @Test
  void instancesAndLaunchTemplatesRequireTokensOrNot() {
    String profile = "'IamInstanceProfile':{'Arn':'arn:aws:iam::" + A + ":instance-profile/web'}";
    String optional = "'MetadataOptions':{'HttpTokens':'optional'}";
    String required = "'MetadataOptions':{'HttpTokens':'required'}";
    given.file(
        "instances.json",
        "{'Reservations':[{'OwnerId':'%s','Instances':[".formatted(A)
            + "{'InstanceId':'i-1',%s,%s},".formatted(profile, optional)
            + "{'InstanceId':'i-2',%s},".formatted(optional)
            + "{'InstanceId':'i-3',%s,%s}]}]}".formatted(profile, required));
    given.file(
        "templates-" + A + ".json",
        "{'LaunchTemplateVersions':["
            + "{'LaunchTemplateId':'lt-1','DefaultVersion':true,'LaunchTemplateData':{%s}},"
                .formatted(profile)
            + "{'LaunchTemplateId':'lt-2','DefaultVersion':false,'LaunchTemplateData':{%s}},"
                .formatted(optional)
            + "{'LaunchTemplateId':'lt-2','DefaultVersion':true,'LaunchTemplateData':{%s,%s}}]}"
                .formatted(profile, optional));
    assertThat(results(TrailUse.NONE))
        .filteredOn(each -> each.check().equals("imds-v1-allowed"))
        .extracting(each -> each.subject() + " " + each.account() + " " + each.severity())
        .containsExactly(
            "i-1 " + A + " HIGH",
            "lt-2 " + A + " MEDIUM",
            "i-2 " + A + " LOW",
            "lt-1 " + A + " LOW");
  }

  @Test
  void eachUserHasAWayOut() {
    given.file(
        "iam.json",
        usersOf(
            user("ann", ""),
            user("ci-deploy", ""),
            user("break-glass", ""),
            user("web", tag("gatehouse:kind", "ec2")),
            user("old", "")));
    given.file("people.yaml", "people:\n  - {identity: ann, name: Ann}\n");
    String noKey = "false,N/A,N/A";
    String key = "true,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z";
    report(
        row("ann", "true", "2026-02-10T00:00:00Z", "true", noKey),
        row("ci-deploy", "false", "N/A", "false", key),
        row("break-glass", "true", "N/A", "true", noKey),
        row("web", "false", "N/A", "false", key),
        row("old", "false", "N/A", "false", noKey));
    Estate estate = given.read().estate();
    List<Migration.Plan> plans =
        Migration.of(new Scene(estate, estate.inventory(), TrailUse.NONE, NOW));
    assertThat(plans)
        .extracting(
            each -> each.user().substring(each.user().indexOf('/') + 1) + ": " + each.becomes())
        .containsExactly(
            "ci-deploy: OpenID Connect, or the role of a build account",
            "web: an instance profile",
            "old: nothing",
            "ann: Identity Center",
            "break-glass: stays: A break-glass user with MFA and without access keys.");
    assertThat(plans.get(1).trust())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":[\"sts:AssumeRole\"]}]}");
    assertThat(plans.get(1).steps()).endsWith("Delete the user.").hasSizeGreaterThan(4);
  }
}
