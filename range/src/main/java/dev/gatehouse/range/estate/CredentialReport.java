package dev.gatehouse.range.estate;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import java.time.Instant;
import java.util.List;

/** An account's credential report, decoded. */
final class CredentialReport {
  private static final String HEAD =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
          + "access_key_1_last_used_date,access_key_1_last_used_region,"
          + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
          + "access_key_2_last_used_date,access_key_2_last_used_region,"
          + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
          + "cert_2_last_rotated\n";

  private CredentialReport() {}

  static String of(Account account, List<IamUser> users, Instant start) {
    StringBuilder csv = new StringBuilder(HEAD);
    String created = start.minusSeconds(86400L * 400).toString();
    String none = "N/A";
    csv.append("<root_account>,arn:aws:iam::").append(account.id()).append(":root,");
    csv.append(created).append(",not_supported,no_information,not_supported,not_supported,true,");
    csv.append("false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n");
    for (IamUser user : users) {
      boolean dormant = user.name().equals("n.former") || user.name().equals("break-glass");
      String used = start.minusSeconds(dormant ? 86400L * 200 : 86400L).toString();
      csv.append(
          String.join(
              ",",
              user.name(),
              user.arn(),
              created,
              String.valueOf(user.console()),
              user.console() ? used : none,
              user.console() ? created : none,
              none,
              String.valueOf(user.console() && !user.name().equals("n.former")),
              "true",
              created,
              used,
              account.region(),
              "s3",
              "false",
              none,
              none,
              none,
              none,
              "false",
              none,
              "false",
              none));
      csv.append('\n');
    }
    return csv.toString();
  }
}
