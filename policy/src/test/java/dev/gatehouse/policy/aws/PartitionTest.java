package dev.gatehouse.policy.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regions and partitions as {@code partitions.json} of AWS's SDKs pairs them. */
class PartitionTest {
  @ParameterizedTest
  @CsvSource({
    "us-east-1, aws",
    "eu-central-2, aws",
    "cn-north-1, aws-cn",
    "cn-northwest-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
    "us-iso-west-1, aws-iso",
    "us-isob-east-1, aws-iso-b",
    "eu-isoe-west-1, aws-iso-e",
    "us-isof-south-1, aws-iso-f",
    "eusc-de-east-1, aws-eusc",
    "aws-global, aws",
  })
  void aRegionTellsItsPartition(String region, String partition) {
    assertThat(Partition.ofRegion(region).id()).isEqualTo(partition);
  }

  @Test
  void withoutARegionItIsTheCommercialOne() {
    assertThat(Partition.ofRegion(null)).isEqualTo(Partition.COMMERCIAL);
    assertThat(Partition.ofRegion("")).isEqualTo(Partition.COMMERCIAL);
  }
}
