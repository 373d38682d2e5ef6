package dev.gatehouse.gate.iam.account;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The credential report: one line a user, root first. */
public final class CredentialReport {
  private static final String SETTING = "credential-report";
  private static final Duration FRESH = Duration.ofHours(4);
  private static final String HEAD =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
          + "access_key_1_last_used_date,access_key_1_last_used_region,"
          + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
          + "access_key_2_last_used_date,access_key_2_last_used_region,"
          + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
          + "cert_2_last_rotated,additional_credentials_info";

  private CredentialReport() {}

  public static void addTo(Service iam) {
    iam.write("GenerateCredentialReport", CredentialReport::generate);
    iam.read("GetCredentialReport", CredentialReport::get);
  }

  private static Structure generate(Call call) {
    Structure before = call.holdings().get(Kind.SETTING, SETTING);
    boolean fresh =
        before != null
            && before.get("Made") instanceof Instant made
            && made.plus(FRESH).isAfter(call.now());
    if (!fresh) {
      call.holdings()
          .put(
              Kind.SETTING,
              Structure.of("Name", SETTING, "Made", call.now(), "Text", report(call)));
    }
    return fresh
        ? Structure.of("State", "COMPLETE")
        : Structure.of(
            "State",
            "STARTED",
            "Description",
            "No report exists. Starting a new report generation task");
  }

  private static Structure get(Call call) {
    Structure report = call.holdings().get(Kind.SETTING, SETTING);
    if (report == null) {
      throw new AwsException(410, "ReportNotPresent", "No report exists; generate one first.");
    }
    return Structure.of(
        "Content", report.need("Text").getBytes(StandardCharsets.UTF_8),
        "ReportFormat", "text/csv",
        "GeneratedTime", report.get("Made"));
  }

  private static String report(Call call) {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD);
    Holdings holdings = call.holdings();
    String root = "arn:aws:iam::" + call.account() + ":root";
    lines.add(
        line(
            call,
            "<root_account>",
            root,
            null,
            List.of("not_supported", "no_information", "not_supported", "not_supported")));
    for (Structure user : holdings.all(Kind.USER)) {
      lines.add(
          line(
              call,
              user.need("UserName"),
              user.need("Arn"),
              user.need("UserName"),
              password(holdings, user)));
    }
    return String.join("\n", lines);
  }

  private static List<String> password(Holdings holdings, Structure user) {
    Structure profile = holdings.get(Kind.LOGIN_PROFILE, user.need("UserName"));
    if (profile == null) {
      return List.of("false", "N/A", "N/A", "N/A");
    }
    return List.of(
        "true",
        time(user.get("PasswordLastUsed"), "no_information"),
        time(profile.get("PasswordChanged"), "N/A"),
        "N/A");
  }

  private static String line(
      Call call, String name, String arn, @Nullable String user, List<String> password) {
    Holdings holdings = call.holdings();
    Structure item = user == null ? null : holdings.get(Kind.USER, user);
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(arn);
    cells.add(time(item == null ? call.now() : item.get("CreateDate"), "N/A"));
    cells.addAll(password);
    String owner = user == null ? "" : user;
    cells.add(
        String.valueOf(
            holdings.all(Kind.MFA_DEVICE).stream()
                .anyMatch(device -> owner.equals(device.text("Owner")))));
    List<Structure> keys =
        holdings.all(Kind.ACCESS_KEY).stream()
            .filter(key -> user == null ? !key.has("UserName") : user.equals(key.text("UserName")))
            .toList();
    for (int i = 0; i < 2; i++) {
      cells.addAll(key(call, i < keys.size() ? keys.get(i) : null));
    }
    List<Structure> certificates =
        holdings.all(Kind.SIGNING_CERTIFICATE).stream()
            .filter(each -> each.need("UserName").equals(user))
            .toList();
    for (int i = 0; i < 2; i++) {
      Structure each = i < certificates.size() ? certificates.get(i) : null;
      cells.add(String.valueOf(each != null && each.need("Status").equals("Active")));
      cells.add(each == null ? "N/A" : time(each.get("UploadDate"), "N/A"));
    }
    cells.add("");
    return String.join(",", cells);
  }

  private static List<String> key(Call call, @Nullable Structure key) {
    if (key == null) {
      return List.of("false", "N/A", "N/A", "N/A", "N/A");
    }
    Structure used = call.state().lastUse().of(key.need("AccessKeyId"));
    return List.of(
        String.valueOf(key.need("Status").equals("Active")),
        time(key.get("CreateDate"), "N/A"),
        used == null ? "N/A" : time(used.get("LastUsedDate"), "N/A"),
        used == null ? "N/A" : used.need("Region"),
        used == null ? "N/A" : used.need("ServiceName"));
  }

  private static String time(@Nullable Object value, String otherwise) {
    return value instanceof Instant time
        ? time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00")
        : otherwise;
  }
}
