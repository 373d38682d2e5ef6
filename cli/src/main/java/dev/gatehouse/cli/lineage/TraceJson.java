package dev.gatehouse.cli.lineage;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.cli.json.LineageJson;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.EvidenceRecord;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.tree.Calls;
import dev.gatehouse.core.lineage.tree.Session;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace for programs: a line {@code {"session": …}} for each session, a parent before what grew
 * from it, then a line {@code {"record": …}} for each record.
 */
final class TraceJson {
  private final Terminal terminal;

  TraceJson(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(List<Session.Branch> branches, List<EvidenceRecord> records) {
    branches.forEach(branch -> branch(branch, null));
    for (EvidenceRecord record : records) {
      Object tree = Json.tree(record.raw());
      terminal
          .out()
          .println(
              JsonWriter.asciiLine(
                  json -> {
                    json.writeStartObject();
                    json.writeFieldName("record");
                    JsonWriter.value(json, tree);
                    json.writeEndObject();
                  }));
    }
  }

  private void branch(Session.Branch branch, @Nullable String above) {
    terminal.out().println(JsonWriter.asciiLine(json -> write(json, branch, above)));
    branch.grown().forEach(child -> branch(child, branch.session().key()));
  }

  private static void write(JsonGenerator json, Session.Branch branch, @Nullable String above)
      throws IOException {
    Session session = branch.session();
    json.writeStartObject();
    json.writeObjectFieldStart("session");
    json.writeStringField("key", session.key());
    json.writeStringField("above", above);
    json.writeBooleanField("asked", branch.asked());
    json.writeStringField("identity", session.identity());
    if (session.issue() != null) {
      json.writeFieldName("issue");
      LineageJson.hop(json, session.issue());
    }
    json.writeArrayFieldStart("causes");
    for (Cause cause : session.causes()) {
      LineageJson.cause(json, cause);
    }
    json.writeEndArray();
    json.writeNumberField("records", session.events());
    JsonWriter.optional(json, "first", session.first());
    JsonWriter.optional(json, "last", session.last());
    JsonWriter.strings(json, "addresses", new ArrayList<>(session.addresses()));
    JsonWriter.strings(json, "accounts", new ArrayList<>(session.accounts()));
    json.writeArrayFieldStart("calls");
    for (Map.Entry<String, Calls> entry : session.calls().entrySet()) {
      json.writeStartObject();
      json.writeStringField("call", entry.getKey());
      json.writeNumberField("count", entry.getValue().count());
      json.writeNumberField("failed", entry.getValue().failed());
      json.writeStringField("first", entry.getValue().first().toString());
      json.writeStringField("last", entry.getValue().last().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("otherCalls", session.otherCalls());
    json.writeEndObject();
    json.writeEndObject();
  }
}
