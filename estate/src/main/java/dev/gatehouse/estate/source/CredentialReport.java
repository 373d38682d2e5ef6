package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.Credentials.AccessKey;
import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.policy.aws.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Output of {@code aws iam get-credential-report}, decoded: a row for root and each user. */
final class CredentialReport {
  private static final int KEYS = 2;

  private final InventoryBuilder into;
  private final List<String> problems;

  CredentialReport(InventoryBuilder into, List<String> problems) {
    this.into = into;
    this.problems = problems;
  }

  static boolean recognises(String text) {
    return text.startsWith("user,arn,");
  }

  /**
   * Reads a report; a row that is cut short is left out with a sentence.
   *
   * @param generated when AWS made the report; null when nobody says
   */
  void read(String text, String file, @Nullable Instant generated) {
    List<String> lines = text.lines().toList();
    List<String> header = Csv.cells(lines.get(0));
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = Csv.cells(lines.get(i));
      if (lines.get(i).isBlank()) {
        continue;
      }
      if (cells.size() < header.size() || Arn.account(cells.get(1)).isEmpty()) {
        problems.add("`" + file + "`: line " + (i + 1) + " is left out: it is not a whole row.");
        continue;
      }
      Map<String, String> row = new HashMap<>();
      for (int column = 0; column < header.size(); column++) {
        row.put(header.get(column), cells.get(column));
      }
      String account = Arn.account(cells.get(1));
      into.put(account, credentials(row));
      into.seen(account, generated);
    }
  }

  private static Credentials credentials(Map<String, String> row) {
    List<AccessKey> keys = new ArrayList<>();
    int certificates = 0;
    for (int n = 1; n <= KEYS; n++) {
      String key = "access_key_" + n + "_";
      Instant rotated = time(row, key + "last_rotated");
      boolean active = isTrue(row, key + "active");
      if (active || rotated != null) {
        String service = row.get(key + "last_used_service");
        keys.add(
            new AccessKey(
                n,
                active,
                rotated,
                time(row, key + "last_used_date"),
                service == null || service.equals("N/A") ? null : service));
      }
      certificates += isTrue(row, "cert_" + n + "_active") ? 1 : 0;
    }
    String password = row.getOrDefault("password_enabled", "");
    Boolean hasPassword =
        password.equalsIgnoreCase("true")
            ? Boolean.TRUE
            : password.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    return new Credentials(
        row.getOrDefault("user", ""),
        row.getOrDefault("arn", ""),
        time(row, "user_creation_time"),
        hasPassword,
        time(row, "password_last_used"),
        time(row, "password_last_changed"),
        isTrue(row, "mfa_active"),
        keys,
        certificates);
  }

  private static boolean isTrue(Map<String, String> row, String column) {
    return Boolean.parseBoolean(row.get(column));
  }

  /** {@code N/A}, {@code no_information}, {@code not_supported} are no times. */
  private static @Nullable Instant time(Map<String, String> row, String column) {
    return Fields.time(row.get(column));
  }
}
