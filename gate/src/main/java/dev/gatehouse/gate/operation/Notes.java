package dev.gatehouse.gate.operation;

import dev.gatehouse.gate.model.Structure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What handlers tell the record of the call beside its input and output. */
public final class Notes {
  private @Nullable Structure role;
  private @Nullable Bearer bearer;

  /**
   * Who showed a provider's token.
   *
   * @param provider the provider's ARN
   * @param scope the token's audience, or the qualifier of a SAML subject
   * @param parameters what the token says and a record shows among the parameters
   */
  public record Bearer(
      String provider, String scope, String subject, Map<String, @Nullable Object> parameters) {}

  /** That a provider's token was taken. */
  public void asserted(Bearer taken) {
    bearer = taken;
  }

  public @Nullable Bearer bearer() {
    return bearer;
  }

  /** The role that was assumed, for {@code resources} and the copy in its account's trail. */
  public void assumed(Structure assumed) {
    role = assumed;
  }

  public @Nullable Structure assumed() {
    return role;
  }
}
