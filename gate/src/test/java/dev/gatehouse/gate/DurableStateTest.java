package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gate.GateKit.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableStateTest {
  @TempDir private Path folder;

  @Test
  void whatWasAnsweredIsThereAfterARestart() {
    try (GateKit kit = new GateKit(folder, (Path) null)) {
      RequestSigner alice = kit.user("alice");
      RequestSigner session = kit.call(alice, "sts", "GetSessionToken").signer();
      kit.restart();
      assertThat(kit.call(alice, "sts", "GetCallerIdentity").text("Arn")).endsWith(":user/alice");
      assertThat(kit.call(session, "sts", "GetCallerIdentity").text("Arn")).endsWith(":user/alice");
    }
  }

  @Test
  void aProcessThatIsKilledLosesNothingThatItAnswered() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledGate.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> answered = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answered.add(line);
        if (answered.size() == 50) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    try (GateKit kit = GateKit.on(folder)) {
      for (String name : answered) {
        assertThat(kit.gate().state().account(GateKit.ACCOUNT))
            .isNotNull()
            .extracting(each -> each.get(dev.gatehouse.gate.state.Kind.USER, name))
            .isNotNull();
      }
    }
  }

  @Test
  void aHalfWrittenLineIsDroppedAndDamageIsRefused() throws IOException {
    Path journal = folder.resolve("state.journal");
    try (GateKit kit = new GateKit(folder, (Path) null)) {
      kit.user("alice");
    }
    Files.writeString(journal, "0badc0de [{\"owner\":\"1111", StandardOpenOption.APPEND);
    try (GateKit kit = GateKit.on(folder)) {
      assertThat(kit.gate().state().account(GateKit.ACCOUNT)).isNotNull();
    }
    byte[] bytes = Files.readAllBytes(journal);
    bytes[40] ^= 1;
    Files.write(journal, bytes);
    assertThatThrownBy(() -> GateKit.on(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("is damaged at byte 0");
  }

  @Test
  void whenAKeyWasUsedLastIsKnownAfterARestart() {
    try (GateKit kit = new GateKit(folder, (Path) null)) {
      RequestSigner alice = kit.user("alice");
      kit.call(alice, "sts", "GetCallerIdentity");
      String id =
          kit.call(kit.admin, "iam", "ListAccessKeys", "UserName", "alice").text("AccessKeyId");
      kit.restart();
      Answer used = kit.call(kit.admin, "iam", "GetAccessKeyLastUsed", "AccessKeyId", id);
      assertThat(used.text("LastUsedDate")).isEqualTo("2026-03-01T12:00:00Z");
      assertThat(used.text("ServiceName")).isEqualTo("sts");
    }
  }

  @Test
  void aPortThatCannotBeHadLeavesTheStateFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      GateOptions options =
          new GateOptions(
              "127.0.0.1",
              taken.getLocalPort(),
              folder,
              folder.resolve("trail"),
              Duration.ofMinutes(5),
              null,
              false,
              Map.of());
      assertThatThrownBy(() -> Gate.start(options, Clock.systemUTC(), fault -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen");
    }
    try (GateKit kit = GateKit.on(folder)) {
      assertThat(kit.gate().seed().isFresh()).isTrue();
    }
  }

  @Test
  void theFilesHoldNoSecret() throws IOException {
    String secret;
    String password = "Correct-Horse-7-Battery";
    try (GateKit kit = new GateKit(folder, folder.resolve("trail"))) {
      kit.call(kit.admin, "iam", "CreateUser", "UserName", "alice");
      Answer key = kit.call(kit.admin, "iam", "CreateAccessKey", "UserName", "alice");
      secret = key.text("SecretAccessKey");
      String[] login = {"UserName", "alice", "Password", password};
      assertThat(kit.call(kit.admin, "iam", "CreateLoginProfile", login).status()).isEqualTo(200);
      String everything = everything();
      assertThat(everything).contains("alice").doesNotContain(secret, password);
    }
    assertThat(everything()).doesNotContain(secret, password);
  }

  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
