package dev.gatehouse.core.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.estate.Estate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static PolicyDocument read(String text) {
    return Objects.requireNonNull(PolicyDocument.of(text.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "{'Statement':[{'Effect':'Allow','Action':['ec2:Run*','*:*'],'Resource':['*']}]}",
        "{'Statement':[{'Effect':'Allow','NotAction':'ec2:*','Resource':'*'}]}"
      })
  void seesThatEverythingIsGranted(String text) {
    assertThat(read(text).grantsEverything()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':{'Effect':'Deny','Action':'*','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::example'}}",
        "{'Statement':{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}}",
        "{'Statement':[]}",
        "{}"
      })
  void seesThatNotEverythingIsGranted(String text) {
    assertThat(read(text).grantsEverything()).isFalse();
    assertThat(read(text).grantsAllOfIam()).isFalse();
  }

  @Test
  void readsActionsInAnyCase() {
    assertThat(
            read("{'Statement':{'Effect':'Allow','Action':'IAM:*','Resource':'*'}}")
                .grantsAllOfIam())
        .isTrue();
  }

  @Test
  void readsUrlEncodedText() {
    String text =
        "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D";
    assertThat(read(text).grantsEverything()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[1]", "%zz", "{'Statement'"})
  void isNothingWhereThereIsNoDocument(String text) {
    assertThat(PolicyDocument.of(text)).isNull();
  }

  @Test
  void letsInEveryoneButThoseNamed() {
    String text =
        "{'Statement':{'Effect':'Allow','NotPrincipal':{'AWS':'123456789012'},'Action':'*'}}";
    assertThat(outside(text)).containsExactly(new Outside.Party("*", Outside.Kind.EVERYONE));
  }

  @Test
  void isNarrowOnlyWhereAConditionMustMatch() {
    String narrow =
        "{'Statement':{'Effect':'Allow','Principal':'*','Condition':{'%s':{'aws:PrincipalOrgID':'o-x'}}}}";
    assertThat(outside(narrow.formatted("StringEquals")))
        .containsExactly(new Outside.Party("*", Outside.Kind.NARROWED_EVERYONE));
    for (String loose : List.of("StringNotEquals", "StringEqualsIfExists", "Null")) {
      assertThat(outside(narrow.formatted(loose)))
          .as(loose)
          .containsExactly(new Outside.Party("*", Outside.Kind.EVERYONE));
    }
  }

  private static List<Outside.Party> outside(String text) {
    return new Outside(Estate.EMPTY).of(read(text), "123456789012");
  }
}
