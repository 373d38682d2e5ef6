package dev.gatehouse.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.policy.language.Policy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Resource policies that let a service in, and for whom. The own account is 123456789012, the
 * organization has 111122223333 too. Derived by hand from AWS's pages on confused deputies.
 */
class DeputyExposureTest {
  private static final String OWN = "123456789012";
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:" + OWN + ":orders";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // Any account, with a region, a name or a path spelled out.
        "events | 'ArnLike':{'aws:SourceArn':'arn:aws:events:eu-west-1:*:rule/nightly'} | any account",
        "events | 'ArnLike':{'aws:SourceArn':'arn:aws:events:*:*:rule/*'} | any account",
        "events | 'StringLike':{'aws:SourceArn':'arn:aws:events:*:*:rule/nightly'} | any account",
        "apigateway | 'ArnLike':{'aws:SourceArn':'arn:aws:execute-api:eu-west-1:*:*/*/GET/x'} | any account",
        "sns | 'ArnLike':{'aws:SourceArn':'arn:aws:sns:*:*:alerts'} | any account",
        "sns | 'ArnLike':{'aws:SourceArn':'arn:aws:sns:eu-west-1:*'} | any account",
        "sns | 'ArnEqualsIfExists':{'aws:SourceArn':'arn:aws:sns:eu-west-1:123456789012:a'} | any account",
        "cloudtrail | 'ArnLike':{'aws:SourceArn':'arn:aws:cloudtrail:*:*:trail/org'} | any account",
        "s3 | 'ArnLike':{'aws:SourceArn':'arn:aws:s3:::uploads'} | any account",
        "s3 | '' | any account",
        // Ids that AWS makes up are nobody's to choose.
        "apigateway | 'ArnLike':{'aws:SourceArn':'arn:aws:execute-api:eu-west-1:*:a1b2c3/*/GET/x'} | nobody",
        "cloudfront | 'ArnLike':{'aws:SourceArn':'arn:aws:cloudfront::*:distribution/E1EXAMPLE'} | nobody",
        // Accounts outside that are named, with ids of theirs.
        "cloudfront | 'StringEquals':{'aws:SourceArn':'arn:aws:cloudfront::777788889999:distribution/E1EXAMPLE'} | account 777788889999",
        "s3 | 'StringEquals':{'aws:SourceAccount':'777788889999'} | account 777788889999",
        "s3 | 'StringEquals':{'aws:SourceAccount':['123456789012','777788889999']} | account 777788889999",
        "events | 'ArnLike':{'aws:SourceArn':'arn:aws:events:*:777788889999:rule/*'} | account 777788889999",
        "events | 'StringLike':{'aws:SourceAccount':'7777*'} | accounts like `7777*`",
        "events | 'StringLike':{'aws:SourceAccount':'*'} | any account",
        // One's own.
        "s3 | 'StringEquals':{'aws:SourceAccount':'123456789012'} | nobody",
        "s3 | 'StringEquals':{'aws:SourceAccount':['123456789012','111122223333']} | nobody",
        "s3 | 'StringEquals':{'aws:SourceOrgID':'o-example'} | nobody",
        "sns | 'ArnLike':{'aws:SourceArn':'arn:aws:sns:*:123456789012:*'} | nobody",
        "sns | 'ArnLike':{'aws:SourceArn':'arn:aws:sns:*:*:*'},'StringEquals':{'aws:SourceAccount':'123456789012'} | nobody",
        // Values that no request has.
        "sns | 'StringEquals':{'aws:SourceArn':'arn:aws:sns:*:*:*'} | nobody",
        "sns | 'StringEquals':{'aws:SourceAccount':'*'} | nobody",
      })
  void tellsForWhom(String service, String condition, String whom) {
    String conditions = condition.equals("''") ? "" : ",'Condition':{" + condition + "}";
    Policy policy =
        Policy.parse(
            "queue",
            ("{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Service':'"
                    + service
                    + ".amazonaws.com'},'Action':'sqs:SendMessage','Resource':'*'"
                    + conditions
                    + "}}")
                .replace('\'', '"'));
    List<DeputyExposure> exposures =
        DeputyExposure.of(
            new ResourcePolicy(QUEUE, OWN, policy),
            RoleContext.of(TrustCase.ESTATE, TrustCase.NOW));
    if (whom.equals("nobody")) {
      assertThat(exposures).isEmpty();
    } else {
      assertThat(exposures).singleElement();
      assertThat(exposures.get(0).message()).contains(whom);
    }
  }

  /** Everyone under a condition on the source is how a service was let in of old. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arn:aws:sns:*:*:alerts | any account",
        "arn:aws:sns:*:123456789012:alerts | nobody",
      })
  void readsEveryoneUnderASourceAsAnyService(String source, String whom) {
    Policy policy =
        Policy.parse(
            "queue",
            ("{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':'*','Action':'sqs:SendMessage','Resource':'*','Condition':{'ArnLike':{'aws:SourceArn':'"
                    + source
                    + "'}}}}")
                .replace('\'', '"'));
    List<DeputyExposure> exposures =
        DeputyExposure.of(
            new ResourcePolicy(QUEUE, OWN, policy),
            RoleContext.of(TrustCase.ESTATE, TrustCase.NOW));
    assertThat(exposures.stream().map(DeputyExposure::message))
        .allMatch(each -> each.contains(whom))
        .hasSize(whom.equals("nobody") ? 0 : 1);
  }
}
