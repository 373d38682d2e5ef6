package dev.gatehouse.cli.policy;

import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a document is attached to. */
final class KindOption {
  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = {
        "What the document is attached as: identity, resource, trust, boundary, session, scp or rcp.",
        "Guessed from its elements when left out."
      })
  private @Nullable String kind;

  /** The kind that was given, else what the document looks like. */
  PolicyKind of(Policy policy) {
    if (kind == null) {
      return PolicyKind.guess(policy);
    }
    for (PolicyKind each : PolicyKind.values()) {
      if (each.id().equals(kind.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new IllegalArgumentException("`" + kind + "` is no kind of policy");
  }
}
