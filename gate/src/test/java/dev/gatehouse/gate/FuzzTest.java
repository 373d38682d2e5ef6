package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.GateKit.Answer;
import dev.gatehouse.gate.RandomCalls.Made;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.HttpCall.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random requests: none is answered by a failure of ours (the kit throws at any), none gets more
 * than it may, none that was changed on the way is taken, and what is kept can be opened again.
 */
class FuzzTest {
  /** What a user without any policy may do. */
  private static final Set<String> FREE = Set.of("GetCallerIdentity", "GetSessionToken");

  @TempDir private Path folder;

  @Test
  void tenThousandRequests() {
    requests(10_000, 1, null);
  }

  @Test
  @Tag("long")
  void aMillionRequests() {
    requests(1_000_000, 2, null);
  }

  @Test
  void whatAThousandRequestsLeftIsOpenedAgain() {
    requests(1_000, 3, folder);
  }

  private static void requests(int count, long seed, @Nullable Path folder) {
    RandomCalls random = new RandomCalls(seed);
    try (GateKit kit = new GateKit(folder, (Path) null)) {
      RequestSigner nobody = kit.user("nobody");
      int taken = 0;
      for (int i = 0; i < count; i++) {
        switch (i % 4) {
          case 0, 1 ->
              taken += send(kit, random.next(kit.admin, kit.now())).status() == 200 ? 1 : 0;
          case 2 -> {
            Made made = random.next(nobody, kit.now());
            Answer answer = send(kit, made);
            assertThat(answer.status() < 300 && !FREE.contains(made.operation()))
                .as("%s by nobody: %s", made.operation(), answer.body())
                .isFalse();
          }
          default -> {
            Made made = random.next(kit.admin, kit.now());
            HttpCall changed = changed(random, made.http());
            Answer answer = kit.send(changed);
            assertThat(answer.status())
                .as("%s changed to %s", made.operation(), changed)
                .isBetween(400, 501)
                .isNotEqualTo(500);
          }
        }
      }
      // A fuzzer that is refused everything tells nothing.
      assertThat(taken).isGreaterThan(count / 40);
      if (folder != null) {
        kit.restart();
      }
      assertThat(kit.call(kit.admin, "iam", "ListUsers").status()).isEqualTo(200);
    }
  }

  private static Answer send(GateKit kit, Made made) {
    Answer answer = kit.send(made.http());
    assertThat(answer.status())
        .as("%s:%s %s", made.service(), made.operation(), answer.body())
        .isNotEqualTo(500);
    return answer;
  }

  /** The same request with one thing changed that its signature covers. */
  private static HttpCall changed(RandomCalls random, HttpCall call) {
    List<Header> headers = new ArrayList<>(call.headers());
    byte[] body = call.body().clone();
    String method = call.method();
    String path = call.path();
    String query = call.query();
    switch (random.number(8)) {
      case 0 -> body = new byte[] {(byte) random.number(256), '=', '1'};
      case 1 -> {
        if (body.length == 0) {
          method = "PUT";
        } else {
          body[random.number(body.length)] ^= (byte) (1 + random.number(255));
        }
      }
      case 2 -> method = random.pick(List.of("GET", "PUT", "DELETE", "post", "PATCH"));
      case 3 -> path = path + random.pick(List.of("x", "%00", "a/b", "\\", "/x"));
      case 4 -> query = random.pick(List.of("a", "a=b", "Action=GetUser", "%", "X-Amz-Date=1"));
      case 5 ->
          replace(headers, "authorization", changed(random, call.header("authorization", "")));
      case 6 -> {
        Header header = random.pick(headers);
        replace(headers, header.name(), header.value() + "x");
      }
      default -> headers.remove(random.number(headers.size()));
    }
    return new HttpCall(method, path, query, headers, body, call.remote(), call.secure());
  }

  private static void replace(List<Header> headers, String name, String value) {
    headers.replaceAll(each -> each.name().equals(name) ? new Header(name, value) : each);
  }

  /** One character of the credential, the names or the signature. */
  private static String changed(RandomCalls random, String authorization) {
    int from = "AWS4-HMAC-SHA256 Credential=".length();
    int at = from + random.number(authorization.length() - from);
    char c = authorization.charAt(at);
    char other = c == 'x' ? 'y' : 'x';
    return authorization.substring(0, at) + other + authorization.substring(at + 1);
  }

  /** Bytes that are no request at all. */
  @Test
  void rubbish() {
    RandomCalls random = new RandomCalls(4);
    try (GateKit kit = GateKit.inMemory()) {
      for (int i = 0; i < 5_000; i++) {
        byte[] body = new byte[random.number(200)];
        for (int j = 0; j < body.length; j++) {
          body[j] = (byte) random.number(256);
        }
        String odd = new String(body, StandardCharsets.ISO_8859_1);
        HttpCall call =
            new HttpCall(
                random.pick(List.of("GET", "POST", "PUT", odd)),
                random.pick(List.of("/", "/federation", "/_gatehouse/clock", "/" + odd, "")),
                random.pick(List.of("", odd, "Action=" + odd, "X-Amz-Signature=" + odd)),
                List.of(
                    new Header(
                        "Authorization", random.pick(List.of("", "AWS4-HMAC-SHA256 " + odd))),
                    new Header("X-Amz-Target", odd),
                    new Header("Content-Type", random.pick(List.of(odd, FORM)))),
                body,
                "127.0.0.1",
                false);
        assertThat(kit.send(call).status())
            .as(call.toString())
            .isBetween(400, 501)
            .isNotEqualTo(500);
      }
    }
  }

  private static final String FORM = "application/x-www-form-urlencoded";
}
