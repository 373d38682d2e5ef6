package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.Credentials.AccessKey;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Access keys of users that are old, and those that are old and unused. */
final class AccessKeyCheck implements Check {
  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (AccountInventory account : scene.inventory().accounts()) {
      for (Credentials user : account.credentials().values()) {
        if (!user.isRoot()) {
          for (AccessKey key : user.keys()) {
            key(scene, account.id(), user, key, results);
          }
        }
      }
    }
  }

  private static void key(
      Scene scene,
      String account,
      Credentials user,
      AccessKey key,
      Consumer<PostureResult> results) {
    Instant made = key.rotated();
    if (!key.active() || made == null || !scene.isLongAgo(made)) {
      return;
    }
    Instant used = key.lastUsed();
    boolean unused = used == null || scene.isLongAgo(used);
    // A report does not say which of two keys the trail's records were made with.
    boolean alone = user.keys().stream().filter(AccessKey::active).count() == 1;
    if (unused && alone && !scene.isLongAgo(scene.use().lastUse(user.arn()).orElse(Instant.MIN))) {
      unused = false;
    }
    String lastUse = used == null ? "never used" : "last used on " + scene.ago(used);
    PostureResult.Draft draft =
        unused
            ? PostureResult.open("access-key-unused", Severity.HIGH, account, user.arn())
                .what(named(key) + " is older than 90 days and " + lastUse + ".")
                .why("Nobody would miss it, and nobody would notice who else uses it.")
                .steps(
                    "Deactivate it: `aws iam update-access-key --status Inactive`.",
                    "Delete it after two weeks without a complaint.")
            : PostureResult.open("access-key-old", Severity.MEDIUM, account, user.arn())
                .what(named(key) + " was made on " + scene.ago(made) + " and is still used.")
                .why(
                    "A key that lives for years has been copied into more places than anyone knows.")
                .steps(
                    "Replace the user by the identity that the advice on it names.",
                    "Until then: make a second key, move the program over, deactivate this one.");
    results.accept(draft.evidence(fact(account, key, made, used)).result());
  }

  private static String named(AccessKey key) {
    return "Access key " + key.number();
  }

  private static String fact(String account, AccessKey key, Instant made, @Nullable Instant used) {
    return Scene.reportOf(account)
        + ": access_key_"
        + key.number()
        + " last rotated "
        + made
        + ", last used "
        + (used == null
            ? "never"
            : used + (key.lastService() == null ? "" : " with " + key.lastService()));
  }
}
