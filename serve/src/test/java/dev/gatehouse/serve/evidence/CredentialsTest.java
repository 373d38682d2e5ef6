package dev.gatehouse.serve.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CredentialsTest {
  @Test
  void credentialsAreMaskedWhereverTheyStandAndNothingElseIs() {
    assertThat(
            Credentials.masked(
                """
                {"credentials":{"accessKeyId":"ASIAEXAMPLE","sessionToken" : "abc\\"def",\
                "expiration":"x"},"a":{"masterUserPassword":"p","newPassword":""}}"""))
        .isEqualTo(
            """
            {"credentials":{"accessKeyId":"ASIAEXAMPLE","sessionToken" : "***",\
            "expiration":"x"},"a":{"masterUserPassword":"***","newPassword":"***"}}""");
  }
}
