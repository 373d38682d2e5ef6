package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.util.function.Consumer;

/** Users who sign in to the console without MFA. */
final class MfaCheck implements Check {
  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (AccountInventory account : scene.inventory().accounts()) {
      for (Credentials user : account.credentials().values()) {
        if (!user.isRoot() && Boolean.TRUE.equals(user.password()) && !user.mfa()) {
          results.accept(
              PostureResult.open("user-without-mfa", Severity.HIGH, account.id(), user.arn())
                  .what("The user signs in to the console with a password alone.")
                  .why("A password that is phished or reused elsewhere is enough to come in.")
                  .evidence(
                      Scene.reportOf(account.id()) + ": password_enabled is true, mfa_active false")
                  .steps(
                      "Move the person to Identity Center, where MFA can be required of everybody.",
                      "Until then let the user register a passkey, and deny everything else with"
                          + " `aws:MultiFactorAuthPresent` until it has.")
                  .result());
        }
      }
      unreported(account, results);
    }
  }

  private static void unreported(AccountInventory account, Consumer<PostureResult> results) {
    for (IamUser user : account.users()) {
      if (!account.credentials().containsKey(user.name())) {
        results.accept(
            PostureResult.unknown("user-without-mfa", account.id(), user.arn())
                .what("Nothing is known of the user's password, MFA and access keys.")
                .why(
                    "`aws iam get-credential-report` in `"
                        + account.id()
                        + "`, decoded, would tell.")
                .result());
      }
    }
  }
}
