package dev.gatehouse.policy.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final String TEXT =
      "{\"a\":[1,2.5,true,null,\"é\"],\"b\":{\"c\":\"d\",\"big\":123456789012345678901234567890}}";

  @Test
  void whatIsReadIsWrittenBack() {
    assertThat(JsonWriter.line(Json.tree(TEXT))).isEqualTo(TEXT);
    assertThat(JsonWriter.line(JsonReader.read(TEXT))).isEqualTo(TEXT);
    assertThat(JsonWriter.line(JsonValue.of(Json.tree(TEXT)))).isEqualTo(TEXT);
  }

  @Test
  void indentedAndForTerminals() {
    assertThat(JsonWriter.pretty(JsonReader.read("{\"a\":[1],\"b\":{}}")))
        .isEqualTo("{\n  \"a\": [\n    1\n  ],\n  \"b\": { }\n}");
    assertThat(JsonWriter.asciiLine(json -> json.writeString("é\u009b\u202e")))
        .isEqualTo("\"\\u00E9\\u009B\\u202E\"");
  }

  @Test
  void scalarsByTheirPath() {
    assertThat(Json.text(TEXT, "b", "c")).isEqualTo("d");
    assertThat(Json.text(TEXT, "b")).isNull();
    assertThat(Json.text("no JSON", "b")).isNull();
    assertThat(Json.text(Json.object(TEXT), "b", "c")).isEqualTo("d");
  }

  @Test
  void ofEqualNamesTheLastCountsUnlessTheyAreRefused() {
    String twice = "{\n\"a\":1,\n\"a\":2}";
    assertThat(Json.tree(twice)).isEqualTo(Map.of("a", 2));
    assertThatThrownBy(() -> Json.treeOfDistinctNames(twice))
        .hasMessage("The text is not JSON: line 3: the name 'a' stands twice.");
    assertThat(Json.treeOfDistinctNames("[{\"a\":1},{\"a\":2}]"))
        .isEqualTo(List.of(Map.of("a", 1), Map.of("a", 2)));
  }

  @Test
  void deepTextIsRefused() {
    String deep = "[".repeat(1001) + "]".repeat(1001);
    assertThatThrownBy(() -> Json.tree(deep))
        .hasMessage("The text is not JSON: it is nested deeper than 1000 levels.");
    assertThat(Json.object(deep)).isEmpty();
    assertThatThrownBy(() -> JsonReader.read("[".repeat(65)))
        .hasMessage("this is no JSON: it is nested deeper than 64 levels");
  }

  @Test
  void ofADumpThatBreaksOffTheWholeEntriesAreTaken() {
    Json.Begun begun = Json.begun("{\"roles\":[{\"a\":1},{\"b\":2},{\"c\":");
    assertThat(begun.tree()).isEqualTo(Map.of("roles", List.of(Map.of("a", 1), Map.of("b", 2))));
    assertThat(begun.entries()).isEqualTo(2);
  }

  @Test
  void whatHasNoFormIsRefused() {
    assertThatThrownBy(() -> JsonWriter.line(Map.of("a", new Object())))
        .hasMessageContaining("java.lang.Object");
  }
}
