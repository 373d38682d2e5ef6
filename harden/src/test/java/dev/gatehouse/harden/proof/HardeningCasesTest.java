package dev.gatehouse.harden.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.harden.history.SuspectSessions;
import dev.gatehouse.policy.language.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A trust policy, forty days of calls, and all that hardening says of them. Expectations are
 * derived by hand; {@code -Dcases.write=true} writes what is said, to be read before it is
 * believed.
 */
class HardeningCasesTest {
  private static final Path CASES = Path.of("src/test/resources/hardening");
  private static final String OTHER = "arn:aws:iam::210987654321:root";
  private static final String OWN = "arn:aws:iam::123456789012:root";

  private static String trust(String principal, String condition) {
    return "{'Version':'2012-10-17','Statement':{'Effect':'Allow',"
        + principal
        + ",'Action':'sts:AssumeRole'"
        + (condition.isEmpty() ? "" : ",'Condition':{" + condition + "}")
        + "}}";
  }

  private static String of(String... arns) {
    return "'Principal':{'AWS':['" + String.join("','", arns) + "']}";
  }

  private static Calls forty() {
    return new Calls().role("210987654321", "build", 0, 40, "");
  }

  @Test
  void documentedTrustStaysAndOtherUnusedTrustGoes() throws IOException {
    Estate estate =
        SmallEstate.with(
            trust(
                of(OTHER, "arn:aws:iam::777788889999:root", "arn:aws:iam::666655554444:root"), ""),
            Map.of(
                "trust.yaml",
                "version: 1\nedges:\n  - source: \"arn:aws:iam::777788889999:root\"\n    target: \""
                    + Calls.ROLE
                    + "\"\n    purpose: yearly audit\n    owner: finance\n"));
    proposed("documented-and-unused", forty(), estate);
  }

  @Test
  void unusedTrustThatTheTrailShowsIsToldWithItsAge() throws IOException {
    Calls calls =
        forty()
            .change("e-more", 5, "alice", trust(of(OTHER, "arn:aws:iam::666655554444:root"), ""));
    proposed("added-and-unused", calls, SmallEstate.with(trust(of(OTHER), "")));
  }

  @Test
  void anAccountNarrowedToItsRoleIsNarrowerAcrossAccounts() throws IOException {
    simulated(
        "role-of-another-account",
        forty(),
        trust(of(OTHER), ""),
        trust(of("arn:aws:iam::210987654321:role/build"), ""));
  }

  @Test
  void anAccountNarrowedToAUserThatMayIsNarrowerInsideIt() throws IOException {
    simulated(
        "user-of-the-account-that-may",
        new Calls().user("alice", 0, 40),
        trust(of(OWN), ""),
        trust(of("arn:aws:iam::123456789012:user/alice"), ""));
  }

  @Test
  void anAccountNarrowedToARoleThatMayNotGivesItMore() throws IOException {
    simulated(
        "role-of-the-account-that-may-not",
        new Calls().user("alice", 0, 40),
        trust(of(OWN), ""),
        trust(
            of("arn:aws:iam::123456789012:user/alice", "arn:aws:iam::123456789012:role/worker"),
            ""));
  }

  @Test
  void everyoneIsNeverSafe() throws IOException {
    simulated("everyone", forty(), trust("'Principal':'*'", ""), trust("'Principal':'*'", ""));
  }

  @Test
  void everyoneButSomeIsOpenToTheWorld() throws IOException {
    simulated(
        "everyone-but-some",
        forty(),
        trust(of(OTHER, "arn:aws:iam::777788889999:root"), ""),
        trust("'NotPrincipal':{'AWS':'arn:aws:iam::123456789012:user/eve'}", ""));
  }

  @Test
  void aCallerThatExistsNoLongerIsTakenOut() throws IOException {
    Estate estate =
        SmallEstate.with(
            trust(of(OTHER), ""),
            Map.of(
                "210987654321-2026-03-01.json",
                "{'UserDetailList':[],'GroupDetailList':[],'Policies':[],'RoleDetailList':[{'Arn':'arn:aws:iam::210987654321:role/build','RoleName':'build','Path':'/','RoleId':'AROAEXAMPLEBUILD','AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}},'RolePolicyList':[],'AttachedManagedPolicies':[],'InstanceProfileList':[]},{'Arn':'arn:aws:iam::210987654321:role/old','RoleName':'old','Path':'/','RoleId':'AROAEXAMPLEOLD','AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}},'RolePolicyList':[],'AttachedManagedPolicies':[],'InstanceProfileList':[]}]}"));
    proposed(
        "caller-deleted",
        forty().role("210987654321", "old", 0, 20, "").deleteRole("210987654321", "old", 25),
        estate);
  }

  @Test
  void aPrincipalThatDoesNotExistIsTakenOut() throws IOException {
    proposed(
        "principal-that-does-not-exist",
        new Calls().user("alice", 0, 40),
        SmallEstate.with(
            trust(
                of(
                    "arn:aws:iam::123456789012:user/alice",
                    "arn:aws:iam::123456789012:role/renamed"),
                "")));
  }

  @Test
  void aConditionThatSuccessProvesIsKeptAndTightenedBeside() throws IOException {
    proposed(
        "proved-by-success",
        forty(),
        SmallEstate.with(trust(of(OTHER), "'StringEquals':{'aws:PrincipalTag/team':'pay'}")));
  }

  @Test
  void anOperatorThatIsUnknownIsSaidAndNotTakenForUnused() throws IOException {
    proposed(
        "unknown-operator",
        forty(),
        SmallEstate.with(
            "{'Version':'2012-10-17','Statement':[{'Effect':'Allow',"
                + of(OTHER)
                + ",'Action':'sts:AssumeRole'},{'Effect':'Allow',"
                + of("arn:aws:iam::666655554444:root")
                + ",'Action':'sts:AssumeRole','Condition':{'StringMatches':{'sts:RoleSessionName':'n'}}}]}"));
  }

  @Test
  void aVendorThatBeganToSendItsExternalId() throws IOException {
    proposed(
        "external-id-since",
        new Calls()
            .account("999988887777", 0, 15, "")
            .account("999988887777", 15, 40, "'externalId':'tenant-1'"),
        SmallEstate.with(trust(of("arn:aws:iam::999988887777:root"), "")));
  }

  @Test
  void aWiderConditionBesideAnExactListGoes() throws IOException {
    proposed(
        "wider-beside-exact",
        forty(),
        SmallEstate.with(
            trust(of(OTHER), "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::210987654321:role/*'}")));
  }

  @Test
  void everyoneThatNobodyCameAsBecomesTheOrganization() throws IOException {
    proposed("unused-everyone", new Calls(), SmallEstate.with(trust("'Principal':'*'", "")));
  }

  private static void proposed(String name, Calls calls, Estate estate) throws IOException {
    check(name, calls.hardening(estate, SuspectSessions.NONE).propose(Calls.ROLE).orElseThrow());
  }

  private static void simulated(String name, Calls calls, String trust, String own)
      throws IOException {
    Policy policy = Policy.parse("own", own.replace('\'', '"'));
    check(
        name,
        calls
            .hardening(SmallEstate.with(trust), SuspectSessions.NONE, policy)
            .simulate(Calls.ROLE, policy)
            .orElseThrow());
  }

  private static void check(String name, Hardening.Result result) throws IOException {
    String told = told(result);
    Path expected = CASES.resolve(name + ".txt");
    if (Boolean.getBoolean("cases.write")) {
      Files.createDirectories(CASES);
      Files.writeString(expected, told);
    }
    assertThat(told).isEqualTo(Files.readString(expected));
  }

  /** Everything that hardening says but steps and hashes. */
  private static String told(Hardening.Result result) {
    Certificate certificate = result.certificate();
    StringBuilder text = new StringBuilder();
    text.append("certificate: ").append(certificate.verdict().words()).append('\n');
    for (ReplayAnswer answer : ReplayAnswer.values()) {
      text.append("  ").append(certificate.count(answer)).append(' ').append(answer.words());
      text.append('\n');
    }
    certificate.replayed().stream()
        .map(Replayed::reason)
        .filter(reason -> !reason.isEmpty())
        .distinct()
        .forEach(reason -> text.append("  ").append(reason).append('\n'));
    text.append("  ").append(certificate.newAccess().answer().words()).append(": ");
    text.append(certificate.newAccess().reason()).append('\n');
    certificate.newcomers().forEach(each -> text.append("  ").append(each.sentence()).append('\n'));
    certificate.thin().forEach(each -> text.append("  ").append(each).append('\n'));
    text.append("weight ").append(Hardening.weight(result.before())).append(" now, ");
    text.append(Hardening.weight(result.after())).append(" then, gone ");
    text.append(result.riskRemoved()).append('\n');
    result.proposal().changes().forEach(each -> text.append("+ ").append(each).append('\n'));
    for (RejectedCondition each : result.proposal().withheld()) {
      text.append("- ").append(each.point().id()).append(' ').append(each.condition());
      text.append(" for ").append(each.principal()).append(": ").append(each.reason());
      text.append(" (").append(each.calls()).append(")\n");
    }
    for (Proposal.Unused each : result.proposal().unused()) {
      text.append("? ").append(each.principal()).append(each.dropped() ? " goes. " : " stays. ");
      text.append(each.why()).append('\n');
    }
    new TreeMap<>(certificate.history().excluded())
        .forEach(
            (why, calls) ->
                text.append("left out ")
                    .append(calls.count())
                    .append(": ")
                    .append(why)
                    .append('\n'));
    text.append(certificate.policy().json()).append('\n');
    return text.toString();
  }

  /** Whom a lost Deny kept out comes in, though the Allow names no one who is new. */
  @Test
  void aDenialThatIsLostIsMoreAccess() {
    String allow =
        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::210987654321:root'},'Action':'sts:AssumeRole'}";
    String deny =
        "{'Effect':'Deny','Principal':{'AWS':'arn:aws:iam::210987654321:role/contractor'},'Action':'sts:AssumeRole'}";
    Calls calls = new Calls().role("210987654321", "build", 0, 40, "");
    String both = "{'Version':'2012-10-17','Statement':[" + allow + "," + deny + "]}";
    String one = "{'Version':'2012-10-17','Statement':[" + allow + "]}";

    assertThat(calls.simulated(both, one).verdict()).isEqualTo(Certificate.Verdict.WIDER);
    assertThat(calls.simulated(both, both).verdict()).isEqualTo(Certificate.Verdict.SAFE);
  }
}
