package dev.gatehouse.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.Missing;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.principal.Caller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of an estate become, whole and broken. */
class InventoryReadingTest {
  private static final String A = "111122223333";
  private static final String B = "444455556666";

  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder);
  }

  private Inventory inventory() {
    return given.read().estate().inventory();
  }

  private static Decision decide(Inventory inventory, String caller, String action, String on) {
    Caller who = inventory.caller(caller);
    Request request =
        DerivedContext.derive(Request.of(who, action, on, Context.empty()), Instant.EPOCH);
    return Evaluator.decide(request, inventory.policies(who, on));
  }

  @Test
  void readsDocumentsAsObjectsAndAsEncodedText() {
    String encoded =
        "'" + URLEncoder.encode(Given.EC2_TRUST.replace('\'', '"'), StandardCharsets.UTF_8) + "'";
    given.file(
        "x.json",
        Given.dump(Given.role(A, "one", Given.EC2_TRUST, ""), Given.role(A, "two", encoded, "")));
    Inventory inventory = inventory();
    assertThat(inventory.roles().map(IamRole::name)).containsExactly("one", "two");
    assertThat(inventory.roles())
        .allSatisfy(
            role -> {
              assertThat(role.trust().opaque()).isFalse();
              assertThat(
                      decide(inventory, "ec2.amazonaws.com", "sts:AssumeRole", role.arn())
                          .allowed())
                  .isTrue();
            });
  }

  @Test
  void takesAMalformedTrustPolicyForOneThatNobodyHas() {
    given.file("x.json", Given.dump(Given.role(A, "odd", "'no json at all'", "")));
    EstateFolder.Reading reading = given.read();
    IamRole odd = reading.estate().inventory().roles().findFirst().orElseThrow();
    assertThat(odd.trust().opaque()).isTrue();
    assertThat(reading.problems())
        .singleElement()
        .asString()
        .contains("trust policy of arn:aws:iam::111122223333:role/odd cannot be read");
    assertThat(
            decide(reading.estate().inventory(), "ec2.amazonaws.com", "sts:AssumeRole", odd.arn())
                .outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void putsPagesOfOneDumpTogether() {
    String page1 = Given.dump(Given.role(A, "one", Given.EC2_TRUST, ""));
    given.file("a1.json", page1.replaceFirst("\\{", "{'IsTruncated':true,'Marker':'m',"));
    given.file("a2.json", Given.dump(Given.role(A, "two", Given.EC2_TRUST, "")));
    EstateFolder.Reading reading = given.read();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.estate().inventory().roles()).hasSize(2);
    assertThat(reading.estate().inventory().account(A).orElseThrow().dumped()).isTrue();
  }

  @Test
  void saysThatAPageIsMissing() {
    String page1 = Given.dump(Given.role(A, "one", Given.EC2_TRUST, ""));
    given.file("a1.json", page1.replaceFirst("\\{", "{'IsTruncated':true,'Marker':'m',"));
    EstateFolder.Reading reading = given.read();
    assertThat(reading.problems()).singleElement().asString().contains("go on after `a1.json`");
    Inventory inventory = reading.estate().inventory();
    assertThat(inventory.exists("arn:aws:iam::" + A + ":role/two")).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void takesTheLastOfTwoDumpsOfOneAccount() {
    given.file(
        "2026-01.json",
        Given.dump(
            Given.role(A, "gone", Given.EC2_TRUST, ""),
            Given.role(A, "stays", Given.EC2_TRUST, "")));
    given.file("2026-02.json", Given.dump(Given.role(A, "stays", Given.EC2_TRUST, "")));
    EstateFolder.Reading reading = given.read();
    assertThat(reading.estate().inventory().roles().map(IamRole::name)).containsExactly("stays");
    assertThat(reading.problems())
        .singleElement()
        .asString()
        .contains("two dumps of account `111122223333`")
        .contains("the last by name holds");
  }

  @Test
  void usesWhatIsWholeOfADumpThatBreaksOff() {
    String whole =
        Given.dump(
            Given.role(A, "one", Given.EC2_TRUST, ""),
            Given.role(A, "two", Given.EC2_TRUST, ""),
            Given.role(A, "three", Given.EC2_TRUST, ""));
    given.file("a.json", whole.substring(0, whole.indexOf("three") + 30));
    given.file("b.json", Given.dump(Given.role(B, "other", Given.EC2_TRUST, "")));
    EstateFolder.Reading reading = given.read();
    Inventory inventory = reading.estate().inventory();
    assertThat(inventory.roles().map(IamRole::name)).containsExactly("one", "two", "other");
    assertThat(inventory.account(A).orElseThrow().dumped()).isFalse();
    assertThat(inventory.account(B).orElseThrow().dumped()).isTrue();
    assertThat(reading.problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("`a.json` breaks off or is damaged after")
                    .contains("the 2 entries before that are used"));
    assertThat(inventory.exists("arn:aws:iam::" + A + ":role/three")).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void namesTheCommandForAnAccountThatIsMissing() {
    given.file(
        "organization.json",
        "{'Organization':{'Id':'o-example12','MasterAccountId':'%s'},'Roots':[{'Id':'r-ex01'}],"
                .formatted(A)
            + "'Accounts':[{'Id':'%s','ParentId':'r-ex01'},{'Id':'%s','ParentId':'r-ex01'}],'Policies':[]}"
                .formatted(A, B));
    given.file("a.json", Given.dump(Given.role(A, "one", Given.EC2_TRUST, "")));
    Inventory inventory = inventory();
    assertThat(inventory.missing(B))
        .extracting(Missing::wouldBeAnsweredBy)
        .anySatisfy(
            command ->
                assertThat(command)
                    .contains("aws iam get-account-authorization-details")
                    .contains(B));
    String there = "arn:aws:iam::" + B + ":role/there";
    assertThat(inventory.exists(there)).isEqualTo(Truth.UNKNOWN);
    Decision decision = decide(inventory, there, "s3:ListAllMyBuckets", "*");
    assertThat(decision.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(decision.unknown()).containsExactly("policy:policies of " + there);
  }

  @Test
  void asksEverySideOfACallAcrossAccounts() {
    String trust =
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::%s:role/from'},"
                .formatted(A)
            + "'Action':'sts:AssumeRole'}}";
    given.file(
        "a.json",
        Given.dump(Given.role(A, "from", Given.EC2_TRUST, Given.inline(Given.ALLOW_ALL))));
    given.file("b.json", Given.dump(Given.role(B, "to", trust, "")));
    String to = "arn:aws:iam::" + B + ":role/to";
    String session = "arn:aws:sts::" + A + ":assumed-role/from/s";
    assertThat(decide(inventory(), session, "sts:AssumeRole", to).allowed()).isTrue();

    given.file("organization.json", organization("r-ex01"));
    assertThat(decide(inventory(), session, "sts:AssumeRole", to).outcome())
        .as("an SCP on the unit above the caller")
        .isEqualTo(Outcome.EXPLICITLY_DENIED);
    given.file("organization.json", organization("ou-ex01-aaaaaaaa"));
    assertThat(decide(inventory(), session, "sts:AssumeRole", to).allowed())
        .as("the same SCP on a unit that the caller is not in")
        .isTrue();
  }

  private static String organization(String target) {
    return "{'Organization':{'Id':'o-example12','MasterAccountId':'999999999999'},'Roots':[{'Id':'r-ex01'}],"
        + "'OrganizationalUnits':[{'Id':'ou-ex01-aaaaaaaa','ParentId':'r-ex01'}],"
        + "'Accounts':[{'Id':'%s','ParentId':'r-ex01'},{'Id':'%s','ParentId':'ou-ex01-aaaaaaaa'}],"
            .formatted(A, B)
        + "'Policies':[{'Id':'p-FullAWSAccess','Name':'FullAWSAccess','Type':'SERVICE_CONTROL_POLICY',"
        + "'Targets':['r-ex01','ou-ex01-aaaaaaaa']},{'Id':'p-nohops000','Name':'no-hops',"
        + "'Type':'SERVICE_CONTROL_POLICY','Content':{'Version':'2012-10-17','Statement':{'Effect':'Deny',"
        + "'Action':'sts:AssumeRole','Resource':'*'}},'Targets':['%s']}]}".formatted(target);
  }

  @Test
  void takesParentsAndTargetsFromTheNamesOfSingleOutputs() {
    given
        .file("org/describe-organization.json", "{'Organization':{'Id':'o-example12'}}")
        .file("org/list-roots.json", "{'Roots':[{'Id':'r-ex01','Name':'Root'}]}")
        .file(
            "org/units-r-ex01.json",
            "{'OrganizationalUnits':[{'Id':'ou-ex01-aaaaaaaa','Name':'apps'}]}")
        .file(
            "org/accounts-ou-ex01-aaaaaaaa.json",
            "{'Accounts':[{'Id':'" + A + "','Name':'orders'}]}")
        .file(
            "org/policy-p-nohops000.json",
            "{'Policy':{'PolicySummary':{'Id':'p-nohops000','Name':'n','Type':'SERVICE_CONTROL_POLICY'},"
                + "'Content':'{\\'Statement\\':[]}'}}")
        .file(
            "org/targets-p-nohops000.json",
            "{'Targets':[{'TargetId':'ou-ex01-aaaaaaaa','Type':'ORGANIZATIONAL_UNIT'}]}")
        .file(
            "org/list-policies.json",
            "{'Policies':[{'Id':'p-nohops000','Type':'SERVICE_CONTROL_POLICY'}]}");
    var tree = inventory().organization();
    assertThat(tree.path(A)).containsExactly("r-ex01", "ou-ex01-aaaaaaaa", A);
    assertThat(tree.orgPath(A)).isEqualTo("o-example12/r-ex01/ou-ex01-aaaaaaaa/");
    assertThat(tree.attachedTo("ou-ex01-aaaaaaaa")).containsExactly("p-nohops000");
    assertThat(tree.policies().get("p-nohops000").document().opaque()).isFalse();
  }

  @Test
  void knowsPermissionSetsServiceLinkedRolesAndLongestSessions() {
    String sso = "AWSReservedSSO_PowerUser_Plus_0123456789abcdef";
    given.file(
        "a.json",
        Given.dump(
                Given.role(A, "job", Given.EC2_TRUST, ""),
                Given.role(A, sso, Given.EC2_TRUST, "")
                    .replace("role/" + sso, "role/aws-reserved/sso.amazonaws.com/" + sso)
                    .replace("'Path':'/'", "'Path':'/aws-reserved/sso.amazonaws.com/'"))
            .replaceFirst(
                "\\{",
                "{'Roles':[{'RoleName':'job','Arn':'arn:aws:iam::%s:role/job','MaxSessionDuration':43200}],"
                    .formatted(A)));
    Inventory inventory = inventory();
    assertThat(inventory.roles().map(IamRole::permissionSet))
        .contains(java.util.Optional.of("PowerUser_Plus"));
    assertThat(inventory.role("arn:aws:iam::" + A + ":role/job").orElseThrow().maxSessionSeconds())
        .isEqualTo(43_200);
    assertThat(inventory.principal("arn:aws:sts::" + A + ":assumed-role/" + sso + "/alice"))
        .get()
        .extracting(each -> each.path())
        .isEqualTo("/aws-reserved/sso.amazonaws.com/");
  }
}
