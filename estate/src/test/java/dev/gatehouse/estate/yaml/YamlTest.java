package dev.gatehouse.estate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTest {
  @Test
  void readsMapsListsAndScalars() {
    assertThat(Yaml.tree("a: [1, true, x]\nb: {c: null}\n"))
        .hasToString("{a=[1, true, x], b={c=null}}");
    assertThat(Yaml.tree("")).isNull();
    assertThat(Yaml.nodes("")).isEmpty();
    assertThat(Yaml.nodes("a: 1")).isPresent();
  }

  @Test
  void saysWhereATextIsNotYaml() {
    assertThatThrownBy(() -> Yaml.tree("a: 1\nb: [2,\nc: }"))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("line 3, column 4 is not YAML: ")
        .hasMessageEndingWith(".");
    assertThatThrownBy(() -> Yaml.nodes("a: 1\nb: [2,\nc: }"))
        .hasMessageStartingWith("line 3, column 4 is not YAML: ");
    assertThatThrownBy(() -> Yaml.tree("a: 1\na: 2\n")).hasMessageContaining("line 2, column 1");
  }

  @Test
  void refusesWhatNestsTooDeeply() {
    String deep = "a: " + "[".repeat(99) + "]".repeat(99);
    assertThat(Yaml.tree(deep)).isInstanceOf(Map.class);
    String deeper = "a: " + "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> Yaml.tree(deeper))
        .hasMessage("line 1, column 103 is not YAML: it has more than 100 levels.");
    assertThatThrownBy(() -> Yaml.nodes(deeper)).isInstanceOf(YamlException.class);
  }

  @Test
  void refusesAliasesThatBlowASmallTextUp() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> Yaml.tree(text.toString())).isInstanceOf(YamlException.class);
  }

  @Test
  void refusesWhatRepeatsItselfInsideItself() {
    for (String text : List.of("a: &x [*x]", "a: &x {b: {c: *x}}", "&x a: *x\nb: &y [[*y]]")) {
      assertThatThrownBy(() -> Yaml.tree(text)).isInstanceOf(YamlException.class);
    }
    assertThatThrownBy(() -> Yaml.nodes("a: &x [*x]"))
        .hasMessage("line 1, column 8 is not YAML: `*x` repeats what it is in.");
    assertThat(Yaml.tree("a: &x [1]\nb: *x")).isEqualTo(Map.of("a", List.of(1), "b", List.of(1)));
  }

  @Test
  void obeysNoTag() {
    assertThatThrownBy(() -> Yaml.tree("a: !!java.io.File [x]")).isInstanceOf(YamlException.class);
    assertThat(Yaml.tree("a: yes")).isEqualTo(Map.of("a", "yes"));
    assertThat(Yaml.tree("- a")).isEqualTo(List.of("a"));
  }
}
