package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.wire.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts on the socket: bytes that two readers could take for different requests. */
class SmugglingTest {
  private final GateKit kit = GateKit.inMemory();

  @AfterEach
  void stop() {
    kit.close();
  }

  /** A signed CreateUser as bytes; its body is 51 bytes of a form. */
  private String request(String body) {
    HttpCall call =
        kit.admin.sign(
            "POST",
            "/",
            "",
            java.util.Map.of("content-type", "application/x-www-form-urlencoded"),
            body.getBytes(StandardCharsets.UTF_8),
            "iam",
            "us-east-1",
            kit.now());
    StringBuilder text = new StringBuilder("POST / HTTP/1.1\r\n");
    for (HttpCall.Header header : call.headers()) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    text.append("Content-Length: ").append(body.length()).append("\r\n");
    return text.append("Connection: close\r\n\r\n").append(body).toString();
  }

  private static String form(String user) {
    return "Action=CreateUser&Version=2010-05-08&UserName=" + user;
  }

  /** All that the gate answers until it closes the connection. */
  private String send(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), kit.gate().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private boolean isThere(String user) {
    return kit.call(kit.admin, "iam", "GetUser", "UserName", user).status() == 200;
  }

  private void refuses(UnaryOperator<String> change) throws IOException {
    String answer = send(change.apply(request(form("mallory"))));
    assertThat(answer).doesNotStartWith("HTTP/1.1 200");
    assertThat(isThere("mallory")).isFalse();
  }

  @Test
  void aPlainRequestIsTaken() throws IOException {
    assertThat(send(request(form("alice")))).startsWith("HTTP/1.1 200");
    assertThat(isThere("alice")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity, chunked",
        "Content-Length: 3",
        "Content-Length: 51, 3",
        " Host: evil.example.com",
        "Host : evil.example.com",
        "Host: evil.example.com",
        "X-Amz-Security-Token: x",
        "X-Amz-Target: AWSOrganizationsV20161128.DeleteOrganization",
        "Content-Type: text/plain",
        "X-Amz-Date: 20260301T120000Z",
      })
  void aLineThatChangesTheMeaningIsRefused(String line) throws IOException {
    refuses(text -> text.replace("Connection: close\r\n", line + "\r\nConnection: close\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /x/.. HTTP/1.1",
        "POST //evil HTTP/1.1",
        "POST /%2e HTTP/1.1",
        "POST /? HTTP/9.9",
        "POST http://evil.example.com/x HTTP/1.1",
        "POST /;a=b HTTP/1.1",
        "POST /#x HTTP/1.1",
        "POST /?Action=DeleteUser HTTP/1.1",
      })
  void aRequestLineOtherThanTheSignedOneIsRefused(String line) throws IOException {
    refuses(text -> text.replace("POST / HTTP/1.1", line));
  }

  /** Bytes after the body are another request, which must have its own signature. */
  @Test
  void whatFollowsARequestIsNotCoveredByItsSignature() throws IOException {
    String second =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 51\r\n\r\n"
            + form("mallory");
    String answer = send(request(form("alice")).replace("Connection: close\r\n", "") + second);
    assertThat(isThere("alice")).isTrue();
    assertThat(isThere("mallory")).isFalse();
    assertThat(answer).contains("MissingAuthenticationToken");
  }

  @Test
  void aBodyCutShortIsRefused() throws IOException {
    refuses(text -> text.substring(0, text.length() - 1));
  }
}
