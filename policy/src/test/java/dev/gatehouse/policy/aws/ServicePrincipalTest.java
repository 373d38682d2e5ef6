package dev.gatehouse.policy.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePrincipalTest {
  @ParameterizedTest
  @EnumSource(Partition.class)
  void theDomainOfEveryPartitionIsTakenOff(Partition partition) {
    String pods = "pods.eks." + partition.domain();
    assertThat(ServicePrincipal.is(pods)).isTrue();
    assertThat(ServicePrincipal.service(pods)).isEqualTo("pods.eks");
    assertThat(ServicePrincipal.common(pods)).isEqualTo("pods.eks.amazonaws.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "amazonaws.com",
        ".amazonaws.com",
        "xamazonaws.com",
        "ec2.amazonaws.com.evil.example",
        "accounts.google.com",
        "ec2.amazon.com"
      })
  void otherTextStaysAsItIs(String text) {
    assertThat(ServicePrincipal.is(text)).isFalse();
    assertThat(ServicePrincipal.service(text)).isEqualTo(text);
    assertThat(ServicePrincipal.common(text)).isEqualTo(text);
  }
}
