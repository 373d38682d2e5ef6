package dev.gatehouse.policy.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {
  @ParameterizedTest
  @EnumSource(Partition.class)
  void partsOfEveryPartitionAreReadAndWrittenBack(Partition partition) {
    String text = Arn.iam(partition.id(), "123456789012", "role/ops/deploy");
    Arn arn = Arn.parse(text);
    assertThat(arn)
        .isEqualTo(new Arn(partition.id(), "iam", "", "123456789012", "role/ops/deploy"))
        .hasToString(text);
    assertThat(Arn.partition(text)).isEqualTo(partition.id());
    assertThat(Arn.account(text)).isEqualTo("123456789012");
  }

  @Test
  void colonsAndSlashesBelongToTheResource() {
    Arn arn = Arn.parse("arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/x:*");
    assertThat(arn).isNotNull();
    assertThat(arn.resource()).isEqualTo("log-group:/aws/lambda/x:*");
    assertThat(arn.region()).isEqualTo("eu-west-1");
  }

  @Test
  void typeAndNameOfAResource() {
    Arn role = new Arn("aws", "iam", "", "123456789012", "role/ops/deploy");
    assertThat(role.resourceType()).isEqualTo("role");
    assertThat(role.name()).isEqualTo("deploy");
    Arn root = new Arn("aws", "iam", "", "123456789012", "root");
    assertThat(root.resourceType()).isEqualTo("root");
    assertThat(root.name()).isEqualTo("root");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "arn:", "arn:aws:iam::123456789012", "ARN:aws:iam::1:root", "x:aws:iam::1:y"})
  void otherTextIsNone(String text) {
    assertThat(Arn.parse(text)).isNull();
  }

  @Test
  void otherTextNamesNoAccountAndNoPartition() {
    assertThat(Arn.account("xrn:aws:iam::123456789012:root")).isEmpty();
    assertThat(Arn.account("arn:aws:s3:::bucket")).isEmpty();
    assertThat(Arn.partition("ec2.amazonaws.com")).isNull();
    assertThat(Arn.partition("arn::iam")).isNull();
    assertThat(Arn.partition(null)).isNull();
  }
}
