package dev.gatehouse.core.lineage;

import static dev.gatehouse.trail.Trail.assumes;
import static dev.gatehouse.trail.Trail.record;
import static dev.gatehouse.trail.Trail.session;
import static dev.gatehouse.trail.Trail.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ResolveLineageTest {
  /** The path of roles that Identity Center makes; nobody else can. */
  private static final String RESERVED = ":role/aws-reserved/sso.amazonaws.com/";

  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";

  private static Lineage lineage(String id, String... records) {
    return Activities.of(Trail.events(records)).get(id).lineage();
  }

  private static String hops(Lineage lineage) {
    return String.join(
        " < ",
        lineage.hops().stream()
            .map(
                hop ->
                    hop.roleArn().substring(hop.roleArn().lastIndexOf('/') + 1)
                        + " "
                        + hop.join().word()
                        + " "
                        + hop.issuedBy())
            .toList());
  }

  private static List<Gap.Kind> gaps(Lineage lineage) {
    return lineage.gaps().stream().map(Gap::kind).toList();
  }

  @Test
  void followsAChainOverAccountsToTheUser() {
    Lineage lineage =
        lineage(
            "use",
            record(
                "a",
                "10:00:00",
                "sts:AssumeRole",
                user("alice", "AKIAALICE"),
                assumes("111122223333", "build", "b", "ASIAB")),
            record(
                "b",
                "10:05:00",
                "sts:AssumeRole",
                session("111122223333", "build", "b", "ASIAB", ""),
                assumes("444455556666", "deploy", "d", "ASIAD")),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("444455556666", "deploy", "d", "ASIAD", ""),
                ""));
    assertThat(hops(lineage)).isEqualTo("deploy access-key b < build access-key a");
    assertThat(lineage.origin()).isEqualTo(ALICE);
    assertThat(lineage.originType()).isEqualTo(OriginType.USER);
    assertThat(lineage.depth()).isEqualTo(2);
    assertThat(lineage.assumptions()).isEqualTo(2);
    assertThat(lineage.gaps()).isEmpty();
  }

  /**
   * Derived by hand: the issue is by access key, the use carries neither access key id nor event
   * id.
   */
  @Test
  void joinsAUseWithoutAnAccessKeyByItsSessionName() {
    List<TrailEvent> events =
        Trail.events(
            "{'eventVersion':'1.08','eventTime':'2026-03-01T15:44:10Z','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','sourceIPAddress':'10.30.6.40','eventID':'issue',"
                + assumes("444455556666", "cross-account-deploy", "deploy-session", "ASIADEPLOY")
                + "'userIdentity':"
                + user("alice", "AKIAALICE")
                + "}",
            "{'eventVersion':'1.08','eventTime':'2026-03-01T15:45:02Z','eventSource':'s3.amazonaws.com','eventName':'ListBuckets','sourceIPAddress':'203.0.113.41',"
                + "'userIdentity':{'type':'AssumedRole','arn':'arn:aws:sts::444455556666:assumed-role/cross-account-deploy/deploy-session','accountId':'444455556666'}}");
    String useId = events.get(1).id();
    assertThat(useId).startsWith("sha256:");
    Lineage lineage = Activities.of(events).get(useId).lineage();
    assertThat(hops(lineage)).isEqualTo("cross-account-deploy session-name issue");
    assertThat(lineage.hops().get(0).confidence()).isEqualTo(0.8);
    assertThat(lineage.hops().get(0).from()).isEqualTo("10.30.6.40");
    assertThat(lineage.origin()).isEqualTo(ALICE);
  }

  private static String[] bothCopies() {
    String shared = "'sharedEventID':'both',";
    return new String[] {
      record(
          "caller",
          "10:00:00",
          "sts:AssumeRole",
          user("alice", "AKIAALICE"),
          shared
              + "'recipientAccountId':'111122223333',"
              + assumes("444455556666", "deploy", "d", "ASIAD")),
      record(
          "owner",
          "10:00:00",
          "sts:AssumeRole",
          "{'type':'AWSAccount','principalId':'AIDAALICE','accountId':'111122223333'}",
          shared
              + "'recipientAccountId':'444455556666',"
              + assumes("444455556666", "deploy", "d", "ASIAD")),
      record(
          "use",
          "10:06:00",
          "s3:ListBuckets",
          session("444455556666", "deploy", "d", "ASIAD", ""),
          "")
    };
  }

  @Test
  void countsTheTwoCopiesOfACallOnceWhicheverComesFirst() {
    List<TrailEvent> events = Trail.events(bothCopies());
    for (List<TrailEvent> order :
        List.of(events, List.of(events.get(2), events.get(1), events.get(0)))) {
      Map<String, Activity> activities = Activities.of(order);
      assertThat(hops(activities.get("use").lineage())).isEqualTo("deploy access-key caller");
      assertThat(activities.get("use").lineage().origin()).isEqualTo(ALICE);
      assertThat(activities.get("owner").secondCopy()).isTrue();
      assertThat(activities.get("owner").lineage().origin()).isEqualTo(ALICE);
      assertThat(activities.get("caller").secondCopy()).isFalse();
    }
  }

  @Test
  void namesTheOutsideAccountIfOnlyTheOwnersCopyIsHere() {
    String[] records = bothCopies();
    Map<String, Activity> activities = Activities.of(Trail.events(records[1], records[2]));
    assertThat(activities.get("owner").secondCopy()).isFalse();
    for (String id : List.of("owner", "use")) {
      Lineage lineage = activities.get(id).lineage();
      assertThat(lineage.origin()).isEqualTo("account:111122223333");
      assertThat(lineage.originType()).isEqualTo(OriginType.ACCOUNT);
      assertThat(gaps(lineage)).containsExactly(Gap.Kind.ISSUER_OUTSIDE_TRAIL);
    }
  }

  @Test
  void saysThatASessionIsUnknownIfNothingIssuedIt() {
    Lineage lineage =
        lineage(
            "use",
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("444455556666", "deploy", "d", "ASIAD", ""),
                ""));
    assertThat(hops(lineage)).isEqualTo("deploy none null");
    assertThat(lineage.origin()).isEqualTo("unknown");
    assertThat(gaps(lineage)).containsExactly(Gap.Kind.NO_ISSUING_RECORD);
  }

  @Test
  void takesTheIssueThatTheCreationDateNames() {
    String dated =
        session("111122223333", "build", "ci", "", "")
            .replace(
                "'sessionContext':{",
                "'sessionContext':{'attributes':{'creationDate':'2026-03-01T10:00:00Z'},");
    Lineage lineage =
        lineage(
            "use",
            record(
                "first",
                "10:00:00",
                "sts:AssumeRole",
                user("alice", "AKIAALICE"),
                assumes("111122223333", "build", "ci", "ASIA1")),
            record(
                "second",
                "10:05:00",
                "sts:AssumeRole",
                user("bob", "AKIABOB"),
                assumes("111122223333", "build", "ci", "ASIA2")),
            record("use", "10:06:00", "s3:ListBuckets", dated, ""));
    assertThat(hops(lineage)).isEqualTo("build session first");
    assertThat(lineage.origin()).isEqualTo(ALICE);
  }

  @Test
  void saysThatANameIsAmbiguousIfSeveralCallersHoldIt() {
    Lineage lineage =
        lineage(
            "use",
            record(
                "first",
                "10:00:00",
                "sts:AssumeRole",
                user("alice", "AKIAALICE"),
                assumes("111122223333", "build", "ci", "ASIA1")),
            record(
                "second",
                "10:05:00",
                "sts:AssumeRole",
                user("bob", "AKIABOB"),
                assumes("111122223333", "build", "ci", "ASIA2")),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("111122223333", "build", "ci", "", ""),
                ""));
    assertThat(hops(lineage)).isEqualTo("build session-name second");
    assertThat(lineage.hops().get(0).confidence()).isEqualTo(0.5);
    assertThat(gaps(lineage)).containsExactly(Gap.Kind.AMBIGUOUS);
  }

  @Test
  void stopsAtALoopAndSaysSo() {
    Lineage lineage =
        lineage(
            "use",
            record(
                "a",
                "10:00:00",
                "sts:AssumeRole",
                session("111122223333", "two", "t", "ASIA2", ""),
                assumes("111122223333", "one", "o", "ASIA1")),
            record(
                "b",
                "10:01:00",
                "sts:AssumeRole",
                session("111122223333", "one", "o", "ASIA1", ""),
                assumes("111122223333", "two", "t", "ASIA2")),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("111122223333", "two", "t", "ASIA2", ""),
                ""));
    assertThat(lineage.originType()).isEqualTo(OriginType.UNKNOWN);
    assertThat(gaps(lineage)).containsExactly(Gap.Kind.LOOP);
  }

  @Test
  void followsEightHopsAndStatesTheGapBeyond() {
    List<String> records = new ArrayList<>();
    records.add(
        record(
            "e0",
            "10:00:00",
            "sts:AssumeRole",
            user("alice", "AKIAALICE"),
            assumes("111122223333", "r0", "s", "ASIA0")));
    for (int i = 1; i <= 9; i++) {
      records.add(
          record(
              "e" + i,
              "10:0" + i + ":00",
              "sts:AssumeRole",
              session("111122223333", "r" + (i - 1), "s", "ASIA" + (i - 1), ""),
              assumes("111122223333", "r" + i, "s", "ASIA" + i)));
    }
    Map<String, Activity> activities = Activities.of(Trail.events(records.toArray(String[]::new)));
    assertThat(activities.get("e8").lineage().depth()).isEqualTo(8);
    assertThat(activities.get("e8").lineage().origin()).isEqualTo(ALICE);
    assertThat(gaps(activities.get("e9").lineage())).containsExactly(Gap.Kind.HOPS_MAX);
  }

  @Test
  void namesTheSubjectOfAWebIdentity() {
    String github =
        "{'type':'WebIdentityUser','principalId':'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:repo:example/app:ref:refs/heads/main','userName':'repo:example/app:ref:refs/heads/main','identityProvider':'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'}";
    Lineage lineage =
        lineage(
            "use",
            record(
                "web",
                "10:00:00",
                "sts:AssumeRoleWithWebIdentity",
                github,
                assumes("111122223333", "ci", "run-1", "ASIACI")),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("111122223333", "ci", "run-1", "ASIACI", ""),
                ""));
    assertThat(lineage.origin())
        .isEqualTo(
            "federated:arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/repo:example/app:ref:refs/heads/main");
    assertThat(lineage.originType()).isEqualTo(OriginType.FEDERATED);
    assertThat(lineage.depth()).isEqualTo(1);
    assertThat(lineage.assumptions()).isZero();
  }

  @Test
  void namesThePersonOfIdentityCenterByTheBestRecordOnTheWay() {
    String saml =
        "{'type':'SAMLUser','principalId':'x:ann@example.com','userName':'ann@example.com','identityProvider':'x'}";
    String issued =
        assumes("111122223333", "AWSReservedSSO_Admin_0123456789abcdef", "ann@example.com", "ASIAP")
            .replace(
                "{'roleArn'",
                "{'principalArn':'arn:aws:iam::111122223333:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE','roleArn'")
            .replace(":role/", RESERVED);
    String behalf =
        "'onBehalfOf':{'userId':'94482488-3041-7','identityStoreArn':'arn:aws:identitystore::123456789012:identitystore/d-9067642ac7'},";
    String[] records = {
      record("portal", "10:00:00", "sts:AssumeRoleWithSAML", saml, issued),
      record(
          "plain",
          "10:01:00",
          "s3:ListBuckets",
          session(
                  "111122223333",
                  "AWSReservedSSO_Admin_0123456789abcdef",
                  "ann@example.com",
                  "ASIAP",
                  "")
              .replace(":role/", RESERVED),
          ""),
      record(
          "named",
          "10:02:00",
          "s3:ListBuckets",
          session(
                  "111122223333",
                  "AWSReservedSSO_Admin_0123456789abcdef",
                  "ann@example.com",
                  "ASIAP",
                  behalf)
              .replace(":role/", RESERVED),
          "")
    };
    assertThat(lineage("plain", records).origin()).isEqualTo("identitycenter:-/ann@example.com");
    assertThat(lineage("named", records).origin())
        .isEqualTo("identitycenter:d-9067642ac7/94482488-3041-7");
    assertThat(lineage("named", records).originType()).isEqualTo(OriginType.IDENTITY_CENTER);
  }

  @Test
  void namesTheServiceAndTheWorkloadBesideIt() {
    String ec2 = "{'type':'AWSService','invokedBy':'ec2.amazonaws.com'}";
    Lineage lineage =
        lineage(
            "use",
            record(
                "give",
                "10:00:00",
                "sts:AssumeRole",
                ec2,
                assumes("111122223333", "web", "i-0123456789abcdef0", "ASIAI")),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("111122223333", "web", "i-0123456789abcdef0", "ASIAI", ""),
                ""));
    assertThat(lineage.origin()).isEqualTo("service:ec2.amazonaws.com");
    assertThat(lineage.workload()).isEqualTo("i-0123456789abcdef0");
    assertThat(lineage.assumptions()).isZero();
    assertThat(lineage.depth()).isEqualTo(1);
  }

  @Test
  void readsAnInstanceSessionOffItsOwnRecord() {
    String delivered =
        session("111122223333", "web", "i-0123456789abcdef0", "ASIAI", "")
            .replace("'sessionContext':{", "'sessionContext':{'ec2RoleDelivery':'2.0',");
    Lineage lineage = lineage("use", record("use", "10:06:00", "s3:ListBuckets", delivered, ""));
    assertThat(hops(lineage)).isEqualTo("web record null");
    assertThat(lineage.origin()).isEqualTo("service:ec2.amazonaws.com");
    assertThat(lineage.gaps()).isEmpty();
  }

  @Test
  void addsNothingToTheDepthForGetSessionToken() {
    String mfa = "'responseElements':{'credentials':{'accessKeyId':'ASIAMFA'}},";
    Lineage lineage =
        lineage(
            "use",
            record("mfa", "10:00:00", "sts:GetSessionToken", user("alice", "AKIAALICE"), mfa),
            record(
                "role",
                "10:01:00",
                "sts:AssumeRole",
                user("alice", "ASIAMFA"),
                assumes("111122223333", "ops", "o", "ASIAO")),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("111122223333", "ops", "o", "ASIAO", ""),
                ""));
    assertThat(hops(lineage)).isEqualTo("ops access-key role < alice access-key mfa");
    assertThat(lineage.depth()).isEqualTo(1);
    assertThat(lineage.assumptions()).isEqualTo(1);
  }

  @Test
  void joinsAConsoleSessionToItsSignIn() {
    String console =
        user("alice", "ASIACONSOLE")
            .replace(
                "'userName'",
                "'sessionContext':{'attributes':{'creationDate':'2026-03-01T10:00:00Z','mfaAuthenticated':'true'}},'userName'");
    String signedIn = "'responseElements':{'ConsoleLogin':'Success'},";
    String login =
        record(
            "login",
            "10:00:00",
            "signin:ConsoleLogin",
            user("alice", "").replace("'accessKeyId':'',", ""),
            signedIn);
    Lineage joined =
        lineage(
            "use",
            login,
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                console,
                "'sessionCredentialFromConsole':'true',"));
    assertThat(hops(joined)).isEqualTo("alice sign-in login");
    assertThat(joined.origin()).isEqualTo(ALICE);
    assertThat(joined.depth()).isZero();
    Lineage alone =
        lineage(
            "use",
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                console,
                "'sessionCredentialFromConsole':'true',"));
    assertThat(alone.origin()).isEqualTo(ALICE);
    assertThat(gaps(alone)).containsExactly(Gap.Kind.CONSOLE_KEY);
  }

  @Test
  void aSignInOfASessionDoesNotHideWhoseSessionItIs() {
    String admin =
        session("111122223333", "AWSReservedSSO_Admin_0123456789abcdef", "ann", "ASIAC", "")
            .replace(":role/", RESERVED)
            .replace(
                "'sessionContext':{",
                "'sessionContext':{'attributes':{'creationDate':'2026-03-01T10:00:00Z'},");
    Lineage lineage =
        lineage(
            "use",
            record(
                "login",
                "10:00:01",
                "signin:ConsoleLogin",
                admin.replace("'accessKeyId':'ASIAC',", ""),
                "'responseElements':{'ConsoleLogin':'Success'},"),
            record("use", "10:06:00", "s3:ListBuckets", admin, ""));
    assertThat(lineage.origin()).isEqualTo("identitycenter:-/ann");
    assertThat(lineage.depth()).isEqualTo(1);
    assertThat(gaps(lineage)).doesNotContain(Gap.Kind.LOOP);
  }

  @Test
  void aSessionNameIsNotJoinedToAnIssueAfterItsUse() {
    Lineage lineage =
        lineage(
            "use",
            record(
                "a",
                "10:00:00",
                "sts:AssumeRole",
                user("alice", "AKIAALICE"),
                assumes("111122223333", "build", "b", "ASIAB1")),
            record(
                "b",
                "10:05:00",
                "sts:AssumeRole",
                session("111122223333", "build", "b", "", ""),
                assumes("444455556666", "deploy", "d", "ASIAD")),
            record(
                "late",
                "10:10:00",
                "sts:AssumeRole",
                user("mallory", "AKIAMALLORY"),
                assumes("111122223333", "build", "b", "ASIAB2")),
            record(
                "use",
                "10:15:00",
                "s3:ListBuckets",
                session("444455556666", "deploy", "d", "ASIAD", ""),
                ""));
    assertThat(hops(lineage)).isEqualTo("deploy access-key b < build session-name a");
    assertThat(lineage.origin()).isEqualTo(ALICE);
    assertThat(lineage.gaps()).isEmpty();
  }

  @Test
  void followsAConsoleRoleSwitchThatNoStsRecordShows() {
    String switched =
        "{'type':'AssumedRole','principalId':'AROAOPS:alice','arn':'arn:aws:sts::444455556666:assumed-role/ops/alice','accountId':'444455556666'}";
    Lineage lineage =
        lineage(
            "use",
            record(
                "switch",
                "10:00:00",
                "signin:SwitchRole",
                switched,
                "'additionalEventData':{'SwitchFrom':'"
                    + ALICE
                    + "'},'responseElements':{'SwitchRole':'Success'},"),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("444455556666", "ops", "alice", "", ""),
                ""));
    assertThat(lineage.origin()).isEqualTo(ALICE);
    assertThat(lineage.assumptions()).isEqualTo(1);
  }

  @Test
  void joinsBySourceIdentityWhenTheIssuingRecordIsMissing() {
    String tagged =
        session("444455556666", "deploy", "d", "ASIAD", "")
            .replace(
                "'sessionContext':{", "'sessionContext':{'sourceIdentity':'alice@example.com',");
    Lineage lineage =
        lineage(
            "use",
            record(
                "a",
                "10:00:00",
                "sts:AssumeRole",
                user("alice", "AKIAALICE"),
                assumes("111122223333", "build", "b", "ASIAB")
                    .replace("{'roleArn'", "{'sourceIdentity':'alice@example.com','roleArn'")),
            record("use", "10:06:00", "s3:ListBuckets", tagged, ""));
    assertThat(hops(lineage)).isEqualTo("build source-identity a");
    assertThat(lineage.origin()).isEqualTo(ALICE);
    assertThat(lineage.confidence()).isEqualTo(0.5);
  }

  @Test
  void rolesAnywhereNamesTheCertificateSubject() {
    String host = "{'type':'Unknown','principalId':'x','accountId':'111122223333'}";
    String issue =
        "'requestParameters':{'trustAnchorArn':'arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/t1','roleArn':'arn:aws:iam::111122223333:role/backup'},"
            + "'responseElements':{'subjectArn':'arn:aws:rolesanywhere:us-east-1:111122223333:subject/s1','credentialSet':[{'roleArn':'arn:aws:iam::111122223333:role/backup','credentials':{'accessKeyId':'ASIAX','expiration':'2026-03-01T11:00:00Z'},'assumedRoleUser':{'arn':'arn:aws:sts::111122223333:assumed-role/backup/0f','assumedRoleId':'AROAbackup:0f'}}]},";
    Lineage lineage =
        lineage(
            "use",
            record("create", "10:00:00", "rolesanywhere:CreateSession", host, issue),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                session("111122223333", "backup", "0f", "ASIAX", ""),
                ""));
    assertThat(lineage.origin())
        .isEqualTo("federated:arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/t1/s1");
    assertThat(lineage.depth()).isEqualTo(1);
  }

  @Test
  void namesWhoMadeTheKeyThatActs() {
    Lineage lineage =
        lineage(
            "use",
            record(
                "make",
                "10:00:00",
                "iam:CreateAccessKey",
                session("111122223333", "admin", "mallory", "ASIAM", ""),
                "'requestParameters':{'userName':'backup'},'responseElements':{'accessKey':{'accessKeyId':'AKIANEW','userName':'backup'}},"),
            record("use", "12:06:00", "s3:ListBuckets", user("backup", "AKIANEW"), ""));
    assertThat(lineage.origin()).isEqualTo("arn:aws:iam::111122223333:user/backup");
    assertThat(lineage.causes()).hasSize(1);
    Cause cause = lineage.causes().get(0);
    assertThat(cause.kind()).isEqualTo(Cause.Kind.ACCESS_KEY_CREATED);
    assertThat(cause.eventId()).isEqualTo("make");
    assertThat(cause.by()).isEqualTo("arn:aws:iam::111122223333:role/admin");
    assertThat(cause.byAccessKeyId()).isEqualTo("ASIAM");
    assertThat(cause.confidence()).isEqualTo(1);
  }

  @Test
  void namesWhoOpenedTheTrustThatIsUsed() {
    String policy =
        "'requestParameters':{'roleName':'ops','policyDocument':'{\\'Statement\\':{\\'Principal\\':{\\'AWS\\':\\'444455556666\\'}}}'},";
    Map<String, Activity> activities =
        Activities.of(
            Trail.events(
                record(
                    "open",
                    "10:00:00",
                    "iam:UpdateAssumeRolePolicy",
                    user("mallory", "AKIAM"),
                    "'recipientAccountId':'111122223333'," + policy.replace("\\'", "\\\"")),
                record(
                    "enter",
                    "11:00:00",
                    "sts:AssumeRole",
                    "{'type':'AWSAccount','principalId':'AIDAX','accountId':'444455556666'}",
                    "'recipientAccountId':'111122223333',"
                        + assumes("111122223333", "path/ops", "x", "ASIAX"))));
    List<Cause> causes = activities.get("enter").lineage().causes();
    assertThat(causes).extracting(Cause::kind).containsExactly(Cause.Kind.TRUST_OPENED);
    assertThat(causes.get(0).by()).isEqualTo("arn:aws:iam::111122223333:user/mallory");
    assertThat(causes.get(0).confidence()).isEqualTo(0.8);
  }

  /** The settled lineage is a function of the set of events. */
  @Property(tries = 100, seed = "20261130")
  void doesNotDependOnTheOrderOfArrival(@ForAll Random random) {
    List<String> records = new ArrayList<>(List.of(bothCopies()));
    for (int i = 0; i < 30; i++) {
      String time =
          "%02d:%02d:%02d".formatted(10 + random.nextInt(2), random.nextInt(60), random.nextInt(3));
      int from = random.nextInt(6);
      int to = random.nextInt(6);
      String who =
          random.nextInt(4) == 0
              ? user("u" + from, "AKIA" + from)
              : session(
                  "111122223333",
                  "r" + from,
                  "s" + random.nextInt(2),
                  random.nextBoolean() ? "ASIA" + from : "",
                  "");
      records.add(
          random.nextInt(3) == 0
              ? record("e" + i, time, "s3:ListBuckets", who, "")
              : record(
                  "e" + i,
                  time,
                  "sts:AssumeRole",
                  who,
                  assumes("111122223333", "r" + to, "s" + random.nextInt(2), "ASIA" + to)));
    }
    List<TrailEvent> events = new ArrayList<>(Trail.events(records.toArray(String[]::new)));
    Map<String, Activity> sorted = Activities.of(events);
    Collections.shuffle(events, random);
    assertThat(Activities.of(events)).isEqualTo(sorted);
  }
}
