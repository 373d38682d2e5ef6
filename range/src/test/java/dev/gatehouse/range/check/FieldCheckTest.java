package dev.gatehouse.range.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldCheckTest {
  @TempDir Path folder;

  @Test
  void tellsWhatIsMissingAndWhatIsInvented() throws IOException {
    String head = "{\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"GetRole\",";
    Path real =
        Files.writeString(
            folder.resolve("real.jsonl"),
            head
                + "\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"a\"},\"apiVersion\":\"1\"}\n"
                + head
                + "\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"b\"},\"apiVersion\":\"1\","
                + "\"requestParameters\":{\"roleName\":\"x\"}}\n");
    Path generated =
        Files.writeString(
            folder.resolve("generated.json"),
            "{\"Records\":["
                + head
                + "\"userIdentity\":{\"type\":\"IAMUser\"},"
                + "\"requestParameters\":{\"roleName\":\"x\",\"path\":\"/\"}}]}");
    FieldCheck check = new FieldCheck();
    check.real(real);
    check.generated(generated);
    assertThat(check.differences())
        .containsExactly(
            new FieldCheck.Difference("call iam.amazonaws.com GetRole", "apiVersion", true, 2),
            new FieldCheck.Difference(
                "call iam.amazonaws.com GetRole", "requestParameters.path", false, 2),
            new FieldCheck.Difference("caller IAMUser", "userIdentity.arn", true, 2));
    assertThat(check.compared()).hasSize(2);
  }
}
