package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import dev.gatehouse.policy.aws.Arn;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Root users: MFA, keys, last use, age of the password. */
final class RootCheck implements Check {
  private static final String SHARING =
      "Whether several people share this password cannot be seen in any export; ask who holds it.";

  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (AccountInventory account : scene.inventory().accounts()) {
      Credentials root = account.credentials().get(Credentials.ROOT);
      String arn = Arn.iam(account.partition(), account.id(), "root");
      if (root == null) {
        results.accept(
            PostureResult.unknown("root", account.id(), arn)
                .what("Nothing is known of the root user's MFA, keys and last use.")
                .why(
                    "`aws iam get-credential-report` in `"
                        + account.id()
                        + "`, decoded, would tell.")
                .result());
      } else {
        mfa(account.id(), root, results);
        keys(scene, account.id(), root, results);
        use(scene, account.id(), root, results);
        age(scene, account.id(), root, results);
      }
    }
  }

  private static void mfa(String account, Credentials root, Consumer<PostureResult> results) {
    if (root.mfa() || Boolean.FALSE.equals(root.password())) {
      return;
    }
    results.accept(
        PostureResult.open("root-without-mfa", Severity.CRITICAL, account, root.arn())
            .what("The root user signs in without MFA.")
            .why("One leaked password is the whole account; nothing inside it limits root.")
            .evidence(Scene.reportOf(account) + ": mfa_active is false for root")
            .evidence(SHARING)
            .steps(
                "Turn on centralized root access in the management account and remove this account's"
                    + " root password, keys and certificates there.",
                "Where root must keep its password, register two hardware MFA devices held by"
                    + " different people.")
            .result());
  }

  private static void keys(
      Scene scene, String account, Credentials root, Consumer<PostureResult> results) {
    for (Credentials.AccessKey key : root.keys()) {
      if (key.active()) {
        Instant used = key.lastUsed();
        Instant made = key.rotated();
        results.accept(
            PostureResult.open("root-access-key", Severity.CRITICAL, account, root.arn())
                .what("The root user has an active access key (number " + key.number() + ").")
                .why("Such a key asks for no MFA and no policy of the account limits it.")
                .evidence(
                    Scene.reportOf(account)
                        + ": made "
                        + (made == null ? "at an unknown time" : scene.ago(made))
                        + ", last used "
                        + (used == null ? "never" : scene.ago(used)))
                .steps(
                    "Find what uses it: its last service is "
                        + (key.lastService() == null ? "not known" : "`" + key.lastService() + "`")
                        + ".",
                    "Give that program a role.",
                    "Deactivate the key, wait a week, delete it.")
                .result());
      }
    }
  }

  private static void use(
      Scene scene, String account, Credentials root, Consumer<PostureResult> results) {
    Optional<Instant> used = scene.lastUse(root.arn(), root.passwordLastUsed());
    if (used.isEmpty() || scene.isLongAgo(used.get())) {
      return;
    }
    results.accept(
        PostureResult.open("root-used", Severity.MEDIUM, account, root.arn())
            .what("The root user was used on " + scene.ago(used.get()) + ".")
            .why("Few tasks need root; daily work as root leaves no trace of who did it.")
            .evidence("last use by password or in the trail: " + used.get())
            .evidence(SHARING)
            .steps(
                "Find the task in the trail and see whether it is one that needs root.",
                "Give the person a permission set for it otherwise.")
            .result());
  }

  private static void age(
      Scene scene, String account, Credentials root, Consumer<PostureResult> results) {
    Instant changed = root.passwordLastChanged();
    if (changed != null && scene.isLongAgo(changed) && !Boolean.FALSE.equals(root.password())) {
      results.accept(
          PostureResult.open("root-password-age", Severity.LOW, account, root.arn())
              .what("The root password was last changed on " + scene.ago(changed) + ".")
              .why("Whoever knew it then still knows it.")
              .evidence(Scene.reportOf(account) + ": password_last_changed")
              .evidence(SHARING)
              .steps("Change it, or remove it with centralized root access.")
              .result());
    }
  }
}
