package dev.gatehouse.estate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code organization.json}, or the single outputs of {@code aws organizations
 * describe-organization} and {@code list-accounts}.
 */
record OrganizationFile(@Nullable Organization organization, List<Account> accounts) {

  static boolean recognises(Map<?, ?> map) {
    return map.get("Organization") instanceof Map || map.get("Accounts") instanceof List;
  }

  static OrganizationFile read(Map<?, ?> map) {
    Organization organization = null;
    if (map.get("Organization") instanceof Map<?, ?> org) {
      String management = text(org.get("ManagementAccountId"));
      organization =
          new Organization(
              text(org.get("Id")),
              management != null ? management : text(org.get("MasterAccountId")));
    }
    List<Account> accounts = new ArrayList<>();
    if (map.get("Accounts") instanceof List<?> list) {
      for (Object entry : list) {
        accounts.add(account(entry));
      }
    }
    return new OrganizationFile(organization, accounts);
  }

  private static Account account(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map) || text(map.get("Id")) == null) {
      throw new IllegalArgumentException(
          "each entry of `Accounts` must be an object with an `Id`.");
    }
    String id = String.valueOf(map.get("Id"));
    String name = text(map.get("Name"));
    Map<String, String> tags = new HashMap<>();
    if (map.get("Tags") instanceof List<?> list) {
      for (Object tag : list) {
        if (tag instanceof Map<?, ?> pair && text(pair.get("Key")) != null) {
          String value = text(pair.get("Value"));
          tags.put(String.valueOf(pair.get("Key")), value == null ? "" : value);
        }
      }
    }
    return new Account(id, name == null ? id : name, tags);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
