package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.HttpCall.Header;
import dev.gatehouse.policy.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tests may do to a gate. */
class ControlsTest {
  private static HttpCall control(String method, String what, String query, Header... headers) {
    return new HttpCall(
        method, "/_gatehouse/" + what, query, List.of(headers), new byte[0], "127.0.0.1", false);
  }

  private static final Header ASKED = new Header("X-Gatehouse-Control", "1");

  @Test
  void theClockMoves() {
    try (GateKit kit = GateKit.inMemory()) {
      RequestSigner session = kit.call(kit.admin, "sts", "GetSessionToken").signer();
      assertThat(kit.send(control("POST", "clock", "seconds=43201", ASKED)).status())
          .isEqualTo(200);
      // Who signs knows nothing of it.
      assertThat(kit.call(session, "sts", "GetCallerIdentity").code()).isEqualTo("ExpiredToken");
      assertThat(kit.call(kit.admin, "sts", "GetCallerIdentity").status()).isEqualTo(200);
    }
  }

  @Test
  void aResetForgetsEverythingAndPlantsTheSeedAnew() {
    try (GateKit kit = GateKit.inMemory()) {
      RequestSigner alice = kit.user("alice");
      String keys = kit.send(control("POST", "reset", "", ASKED)).body();
      Map<?, ?> key = (Map<?, ?>) ((List<?>) Json.tree(keys)).get(0);
      RequestSigner admin =
          new RequestSigner(
              String.valueOf(key.get("accessKeyId")),
              String.valueOf(key.get("secretAccessKey")),
              null);

      assertThat(kit.call(alice, "sts", "GetCallerIdentity").code())
          .isEqualTo("InvalidClientTokenId");
      assertThat(kit.call(kit.admin, "sts", "GetCallerIdentity").code())
          .isEqualTo("InvalidClientTokenId");
      assertThat(kit.call(admin, "iam", "ListUsers").body())
          .contains("admin")
          .doesNotContain("alice");
    }
  }

  /** A page in a browser may post a form to any address, but sets no header of its own. */
  @Test
  void withoutTheHeaderNothingHappens() {
    try (GateKit kit = GateKit.inMemory()) {
      assertThat(kit.send(control("POST", "reset", "")).status()).isEqualTo(405);
      assertThat(kit.send(control("GET", "reset", "", ASKED)).status()).isEqualTo(405);
      assertThat(kit.call(kit.admin, "sts", "GetCallerIdentity").status()).isEqualTo(200);
    }
  }
}
