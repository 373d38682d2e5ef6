package dev.gatehouse.core.baseline.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionNameTest {
  @Test
  void takesOutWhatChanges() {
    assertThat(SessionName.shape("ann@example.com")).isEqualTo("ann@example.com");
    assertThat(SessionName.shape("i-0123456789abcdef0")).isEqualTo("i-#");
    assertThat(SessionName.shape("botocore-session-1767225600")).isEqualTo("botocore-session-#");
    assertThat(SessionName.shape("7f3c2b1a-0000-4000-9000-0123456789ab")).isEqualTo("#");
  }

  @Test
  void familiesOfToolsIgnoreVersions() {
    assertThat(ToolFamily.family("aws-cli/2.15.0 Python/3.11.6 Linux/6.1")).isEqualTo("cli");
    assertThat(ToolFamily.family("Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0")).isEqualTo("sdk python");
    assertThat(ToolFamily.family("APN/1.0 HashiCorp/1.0 Terraform/1.7.0 aws-sdk-go-v2/1.24"))
        .isEqualTo("terraform");
    assertThat(ToolFamily.family("Mozilla/5.0 (X11; Linux x86_64)")).isEqualTo("console");
    assertThat(ToolFamily.family("Zed-Tool/3.1")).isEqualTo("other zed-tool");
    assertThat(ToolFamily.family(null)).isNull();
  }
}
