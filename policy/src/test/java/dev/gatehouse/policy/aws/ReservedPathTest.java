package dev.gatehouse.policy.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReservedPathTest {
  private static final String LINKED =
      "arn:aws-cn:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";

  @Test
  void tellsARoleByItsPathInEveryPartition() {
    assertThat(ReservedPath.SERVICE_LINKED.isOf(LINKED)).isTrue();
    assertThat(ReservedPath.RESERVED.isOf(LINKED)).isFalse();
    assertThat(ReservedPath.SERVICE_LINKED.below(LINKED))
        .isEqualTo("ecs.amazonaws.com/AWSServiceRoleForECS");
    assertThat(ReservedPath.SERVICE_LINKED.holds("/aws-service-role/ecs.amazonaws.com/")).isTrue();
  }

  @Test
  void takesAPermissionSetForReserved() {
    String role =
        "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123";
    assertThat(ReservedPath.IDENTITY_CENTER.isOf(role)).isTrue();
    assertThat(ReservedPath.RESERVED.isOf(role)).isTrue();
  }

  @Test
  void isNotFooledByAName() {
    assertThat(
            ReservedPath.SERVICE_LINKED.isOf("arn:aws:iam::123456789012:role/AWSServiceRoleForECS"))
        .isFalse();
    assertThat(ReservedPath.IDENTITY_CENTER.holds("/AWSReservedSSO_Admin/")).isFalse();
  }
}
