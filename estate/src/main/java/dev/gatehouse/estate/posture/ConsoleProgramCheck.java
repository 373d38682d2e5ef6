package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Users with a console password that are programs. */
final class ConsoleProgramCheck implements Check {
  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (AccountInventory account : scene.inventory().accounts()) {
      for (Credentials user : account.credentials().values()) {
        if (!user.isRoot() && Boolean.TRUE.equals(user.password())) {
          List<String> signs = signs(scene, account, user);
          if (!signs.isEmpty()) {
            results.accept(result(account.id(), user, signs));
          }
        }
      }
    }
  }

  /** Facts that speak for a program; none if a person signs in or nothing acts at all. */
  private static List<String> signs(Scene scene, AccountInventory account, Credentials user) {
    List<String> signs = new ArrayList<>();
    IamUser known = account.user(user.user()).orElse(null);
    Kind declared = known == null ? null : Kind.declared(known.tags());
    if (declared != null) {
      return declared.isProgram()
          ? List.of("tag `" + Kind.TAG + "` says `" + declared.word() + "`")
          : List.of();
    }
    Instant entered = user.passwordLastUsed();
    Instant seen = scene.use().of(user.arn()).map(its -> its.lastConsole).orElse(Instant.MIN);
    boolean enters = (entered != null && !scene.isLongAgo(entered)) || !scene.isLongAgo(seen);
    boolean calls =
        user.keys().stream()
            .anyMatch(
                key -> key.active() && key.lastUsed() != null && !scene.isLongAgo(key.lastUsed()));
    if (!enters && calls) {
      signs.add(
          (entered == null
                  ? "its password was never used"
                  : "its password was last used " + entered)
              + ", while its access key is in use");
    }
    if (Kind.nameOfProgram(user.user())) {
      signs.add("its name is that of a program");
    }
    return signs;
  }

  private static PostureResult result(String account, Credentials user, List<String> signs) {
    return PostureResult.open("console-user-is-program", Severity.MEDIUM, account, user.arn())
        .what("The user has a console password and seems to be a program.")
        .why(
            "A program never needs the console; the password is a second door that nobody watches.")
        .evidence(Scene.reportOf(account) + ": password_enabled is true")
        .evidence(signs)
        .steps(
            "Remove the password: `aws iam delete-login-profile --user-name " + user.user() + "`.")
        .result();
  }
}
