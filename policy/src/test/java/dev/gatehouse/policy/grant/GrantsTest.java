package dev.gatehouse.policy.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.catalogue.ManagedPolicies;
import dev.gatehouse.policy.language.Policy;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GrantsTest {
  private static Policy managed(String name) {
    String arn = "arn:aws:iam::aws:policy/" + name;
    return Policy.of(arn, Objects.requireNonNull(ManagedPolicies.aws().get(arn)).document());
  }

  private static Policy policy(String... statements) {
    return Policy.parse(
        "p",
        ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
            .replace('\'', '"'));
  }

  @Test
  void administrators() {
    assertThat(Grants.isAdministrator(managed("AdministratorAccess"))).isTrue();
    assertThat(Grants.isAdministrator(managed("PowerUserAccess"))).isFalse();
    assertThat(Grants.isAdministrator(managed("ReadOnlyAccess"))).isFalse();
    String all = "{'Effect':'Allow','Action':'*','Resource':'*'}";
    assertThat(
            Grants.isAdministrator(
                policy(all, "{'Effect':'Deny','Action':'iam:*','Resource':'*'}")))
        .isFalse();
    assertThat(
            Grants.allowsEveryAction(
                policy("{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::b'}")))
        .isTrue();
  }

  @Test
  void classesOfManagedPolicies() {
    assertThat(Grants.classes(managed("ReadOnlyAccess")))
        .contains(PrivilegeClass.DATA_READ, PrivilegeClass.READ)
        .doesNotContain(
            PrivilegeClass.IAM_WRITE, PrivilegeClass.DATA_WRITE, PrivilegeClass.PASS_ROLE);
    assertThat(Grants.classes(managed("IAMFullAccess")))
        .contains(PrivilegeClass.IAM_WRITE, PrivilegeClass.PASS_ROLE);
    assertThat(Grants.classes(managed("AmazonS3ReadOnlyAccess")))
        .contains(PrivilegeClass.DATA_READ)
        .doesNotContain(PrivilegeClass.DATA_WRITE);
    assertThat(Grants.classes(managed("SecurityAudit")))
        .doesNotContain(PrivilegeClass.DATA_WRITE, PrivilegeClass.IAM_WRITE);
    assertThat(Grants.classes(managed("AdministratorAccess"))).contains(PrivilegeClass.values());
  }

  @Test
  void iamWriteAndPassRole() {
    assertThat(
            Grants.allowsIamWrite(policy("{'Effect':'Allow','Action':'iam:Put*','Resource':'*'}")))
        .isTrue();
    assertThat(
            Grants.allowsIamWrite(policy("{'Effect':'Allow','Action':'iam:Get*','Resource':'*'}")))
        .isFalse();
    assertThat(
            Grants.passesAnyRole(
                policy(
                    "{'Effect':'Allow','Action':'iam:*','Resource':'arn:aws:iam::123456789012:role/*'}")))
        .isTrue();
    assertThat(
            Grants.passesAnyRole(
                policy(
                    "{'Effect':'Allow','Action':'iam:PassRole','Resource':'arn:aws:iam::123456789012:role/app'}")))
        .isFalse();
    assertThat(
            Grants.passesAnyRole(
                policy(
                    "{'Effect':'Allow','Action':'*','Resource':'*'}",
                    "{'Effect':'Deny','Action':'iam:PassRole','Resource':'*'}")))
        .isFalse();
  }

  @Test
  void whomATrustPolicyOpensTo() {
    Policy trust =
        policy(
            "{'Effect':'Allow','Principal':{'AWS':['210987654321','*']},'Action':'sts:AssumeRole'}",
            "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:TagSession'}",
            "{'Effect':'Deny','Principal':{'AWS':'123456789012'},'Action':'sts:AssumeRole'}");
    var opened = TrustedPrincipal.of(trust);
    assertThat(opened)
        .extracting(each -> each.entry().value())
        .containsExactly("210987654321", "*");
    assertThat(opened.get(0).isOutside("123456789012")).isTrue();
    assertThat(opened.get(0).isAnyone()).isFalse();
    assertThat(opened.get(1).isAnyone()).isTrue();
  }
}
