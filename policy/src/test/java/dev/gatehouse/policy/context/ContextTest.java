package dev.gatehouse.policy.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContextTest {
  @Test
  void knowsThatAKeyIsNotThereAmongUnknownOnes() {
    Context context =
        new Context.Builder()
            .everythingElseUnknown()
            .absent("sts:ExternalId")
            .absent("aws:RequestTag/*")
            .put("aws:RequestTag/env", "prod")
            .build();

    assertThat(context.hasValue(ContextKey.of("sts:externalid"))).isFalse();
    assertThat(context.isUnknown("sts:ExternalId")).isFalse();
    assertThat(context.isUnknown("aws:RequestTag/team")).isFalse();
    assertThat(context.has("aws:RequestTag/team")).isFalse();
    assertThat(context.value("aws:requesttag/ENV")).isEqualTo("prod");
    assertThat(context.isUnknown("aws:SourceVpc")).isTrue();
    assertThat(context.toBuilder().build()).isEqualTo(context);
  }

  /** An empty list is an absent key, and no reason to ask for sts:TagSession. */
  @Test
  void hasNoValueWhereThereIsAnEmptyList() {
    Context context =
        new Context.Builder().absent("sts:TransitiveTagKeys").absent("aws:RequestTag/env").build();

    assertThat(context.hasValue(ContextKey.of("sts:TransitiveTagKeys"))).isFalse();
    assertThat(context.hasAny("aws:RequestTag/")).isFalse();
  }
}
