package dev.gatehouse.gate.access;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.aws.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Users and roles that a trust policy names. AWS keeps their unique ids when the policy is saved:
 * whoever is made under the same name later is somebody else, and the document then shows the id of
 * the one who is gone (IAM guide, "Principal").
 */
public final class SavedPrincipals {
  private static final Pattern NAMED =
      Pattern.compile("\"(arn:aws:iam::[0-9]{12}:(?:user|role)/[^\"\\\\*?]+)\"");

  private SavedPrincipals() {}

  /** Who is named, as {@code arn id}, for the role's item. */
  public static List<String> save(State state, String document) {
    List<String> saved = new ArrayList<>();
    Matcher named = NAMED.matcher(document);
    while (named.find()) {
      String id = id(state, named.group(1));
      if (id != null) {
        saved.add(named.group(1) + " " + id);
      }
    }
    return saved;
  }

  /** The role's trust policy as it is now. */
  public static String current(State state, Structure role) {
    String document = role.need("AssumeRolePolicyDocument");
    for (String saved : role.texts("TrustedIds")) {
      int space = saved.indexOf(' ');
      String arn = saved.substring(0, space);
      String id = saved.substring(space + 1);
      if (!id.equals(id(state, arn))) {
        document = document.replace('"' + arn + '"', '"' + id + '"');
      }
    }
    return document;
  }

  private static @Nullable String id(State state, String arn) {
    Holdings holdings = state.account(Arn.account(arn));
    if (holdings == null) {
      return null;
    }
    boolean user = arn.contains(":user/");
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    Structure item = holdings.get(user ? Kind.USER : Kind.ROLE, name);
    return item == null || !item.need("Arn").equals(arn)
        ? null
        : item.need(user ? "UserId" : "RoleId");
  }
}
