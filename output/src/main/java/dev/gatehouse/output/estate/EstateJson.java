package dev.gatehouse.output.estate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.Missing;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An estate as JSON Lines: {@code type} says what a line is about. */
public final class EstateJson {
  private EstateJson() {}

  public static List<String> lines(EstateFolder.Reading reading, @Nullable String only) {
    Inventory inventory = reading.estate().inventory();
    List<String> lines = new ArrayList<>();
    if (only == null) {
      lines.add(JsonWriter.asciiLine(json -> organization(json, inventory.organization())));
    }
    Set<String> ids = new TreeSet<>(inventory.organization().accounts());
    inventory.accounts().forEach(account -> ids.add(account.id()));
    for (String id : ids) {
      if (only == null || only.equals(id)) {
        lines.add(JsonWriter.asciiLine(json -> account(json, reading, id)));
      }
    }
    for (String problem : reading.problems()) {
      lines.add(JsonWriter.asciiLine(json -> one(json, "problem", "text", problem)));
    }
    for (String file : reading.unused()) {
      lines.add(JsonWriter.asciiLine(json -> one(json, "unused", "file", file)));
    }
    for (Missing each : only == null ? inventory.missing() : inventory.missing(only)) {
      lines.add(JsonWriter.asciiLine(json -> missing(json, each)));
    }
    return lines;
  }

  private static void organization(JsonGenerator json, OrganizationTree tree) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "organization");
    JsonWriter.optional(json, "id", tree.id());
    JsonWriter.optional(json, "managementAccount", tree.managementAccount());
    json.writeNumberField("accounts", tree.accounts().size());
    json.writeBooleanField("controlPoliciesKnown", tree.knowsPolicies());
    json.writeNumberField("controlPolicies", tree.policies().size());
    json.writeObjectFieldStart("delegatedAdministrators");
    for (Map.Entry<String, Set<String>> each : tree.delegatedAdministrators().entrySet()) {
      JsonWriter.strings(json, each.getKey(), List.copyOf(each.getValue()));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void account(JsonGenerator json, EstateFolder.Reading reading, String id)
      throws IOException {
    AccountInventory account = reading.estate().inventory().account(id).orElse(null);
    json.writeStartObject();
    json.writeStringField("type", "account");
    json.writeStringField("account", id);
    JsonWriter.optional(json, "name", reading.estate().account(id).map(Account::name).orElse(null));
    json.writeBooleanField("dumped", account != null && account.dumped());
    json.writeBooleanField("providersKnown", account != null && account.knowsProviders());
    json.writeNumberField("users", account == null ? 0 : account.users().size());
    json.writeNumberField("groups", account == null ? 0 : account.groups().size());
    json.writeNumberField("roles", account == null ? 0 : account.roles().size());
    json.writeNumberField("policies", account == null ? 0 : account.policies().size());
    json.writeNumberField("providers", account == null ? 0 : account.providers().size());
    json.writeNumberField("credentials", account == null ? 0 : account.credentials().size());
    JsonWriter.optional(json, "asOf", account == null ? null : account.asOf());
    json.writeEndObject();
  }

  private static void one(JsonGenerator json, String type, String name, String value)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    json.writeStringField(name, value);
    json.writeEndObject();
  }

  private static void missing(JsonGenerator json, Missing missing) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "missing");
    JsonWriter.optional(json, "account", missing.account().isEmpty() ? null : missing.account());
    json.writeStringField("what", missing.what());
    json.writeStringField("wouldBeAnsweredBy", missing.wouldBeAnsweredBy());
    json.writeEndObject();
  }
}
