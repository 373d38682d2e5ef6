package dev.gatehouse.core.rules.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.ExternalPrincipals;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.language.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  private static Policy read(String text) {
    return Documents.policy("p", text.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "{'Statement':[{'Effect':'Allow','Action':['ec2:Run*','*:*'],'Resource':['*']}]}",
        "{'Statement':[{'Effect':'Allow','NotAction':'ec2:*','Resource':'*'}]}"
      })
  void seesThatEverythingIsGranted(String text) {
    assertThat(PermissionGain.isEverything(read(text))).isTrue();
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
    assertThat(PermissionGain.isEverything(read(text))).isFalse();
  }

  @Test
  void readsActionsInAnyCase() {
    assertThat(
            PermissionGain.isEverything(
                read("{'Statement':{'Effect':'Allow','Action':'IAM:*','Resource':'*'}}")))
        .isTrue();
  }

  @Test
  void readsUrlEncodedText() {
    String text =
        "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D";
    assertThat(PermissionGain.isEverything(read(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[1]", "%zz", "{'Statement'"})
  void isNothingWhereThereIsNoDocument(String text) {
    assertThat(Documents.policy("p", text).opaque()).isTrue();
  }

  @Test
  void letsInEveryoneButThoseNamed() {
    String text =
        "{'Statement':{'Effect':'Allow','NotPrincipal':{'AWS':'123456789012'},'Action':'*','Resource':'*'}}";
    assertThat(external(text))
        .containsExactly(new ExternalPrincipals.Party("*", ExternalPrincipals.Kind.EVERYONE));
  }

  @Test
  void isNarrowOnlyWhereAConditionMustMatch() {
    String narrow =
        "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Condition':{'%s':{'aws:PrincipalOrgID':'o-x'}}}}";
    assertThat(external(narrow.formatted("StringEquals")))
        .containsExactly(
            new ExternalPrincipals.Party("*", ExternalPrincipals.Kind.NARROWED_EVERYONE));
    for (String loose : List.of("StringNotEquals", "StringEqualsIfExists", "Null")) {
      assertThat(external(narrow.formatted(loose)))
          .as(loose)
          .containsExactly(new ExternalPrincipals.Party("*", ExternalPrincipals.Kind.EVERYONE));
    }
  }

  private static List<ExternalPrincipals.Party> external(String text) {
    return new ExternalPrincipals(Estate.EMPTY).of(read(text), "123456789012");
  }
}
