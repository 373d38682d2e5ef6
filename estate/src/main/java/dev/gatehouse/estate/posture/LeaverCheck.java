package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.Person;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** People who have left, as {@code people.yaml} says, and whose credentials still work. */
final class LeaverCheck implements Check {
  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (AccountInventory account : scene.inventory().accounts()) {
      for (IamUser user : account.users()) {
        Credentials credentials = account.credentials().get(user.name());
        Person person = scene.estate().person(user.name()).orElse(null);
        if (person != null && credentials != null && hasLeft(person, scene)) {
          user(scene, user, person, credentials, results);
        }
      }
    }
  }

  private static boolean hasLeft(Person person, Scene scene) {
    return person.left() != null
        && !scene
            .now()
            .isBefore(person.left().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static void user(
      Scene scene,
      IamUser user,
      Person person,
      Credentials credentials,
      Consumer<PostureResult> results) {
    List<String> live = new ArrayList<>();
    if (Boolean.TRUE.equals(credentials.password())) {
      live.add("a console password");
    }
    credentials.keys().stream()
        .filter(Credentials.AccessKey::active)
        .forEach(key -> live.add("access key " + key.number()));
    if (live.isEmpty()) {
      return;
    }
    Severity severity =
        Privilege.isHigh(scene.inventory(), user) ? Severity.CRITICAL : Severity.HIGH;
    results.accept(
        PostureResult.open("leaver-with-credentials", severity, user.account(), user.arn())
            .what(
                person.name()
                    + " left on "
                    + person.left()
                    + " and still has "
                    + String.join(" and ", live)
                    + ".")
            .why("Nobody works with it, so nobody notices who does.")
            .evidence("people file: left " + person.left())
            .evidence(
                scene
                    .lastUse(user.arn(), credentials.passwordLastUsed())
                    .map(time -> "last used on " + scene.ago(time))
                    .orElse("no use is known"))
            .steps(
                "Delete the password and deactivate the keys today.",
                "Look at what was done with them since that day.",
                "Delete the user.")
            .result());
  }
}
