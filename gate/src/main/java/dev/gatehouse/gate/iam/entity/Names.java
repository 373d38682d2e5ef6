package dev.gatehouse.gate.iam.entity;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import java.util.Collection;
import java.util.List;

/** Names and paths in requests. */
public final class Names {
  private static final String PATH = "/|/[\\x21-\\x7E]+/";

  private Names() {}

  /** The path of something new. */
  public static String path(Structure input) {
    String path = input.text("Path", "/");
    if (!path.matches(PATH)) {
      throw AwsException.validation(
          "The specified value for path is invalid. It must begin and end with / and contain only"
              + " alphanumeric characters and/or / characters.");
    }
    return path;
  }

  /** The items whose path begins as a request asks. */
  public static List<Structure> underPath(Collection<Structure> items, Structure input) {
    String prefix = input.text("PathPrefix", "/");
    return items.stream().filter(item -> item.text("Path", "/").startsWith(prefix)).toList();
  }

  /** The name of the user that a request is about: given, or else the caller's own. */
  public static String user(Call call) {
    String given = call.text("UserName");
    if (given != null) {
      return given;
    }
    if (call.caller().kind() == Identity.Kind.USER) {
      return call.caller().userName();
    }
    throw AwsException.validation("Must specify userName when calling with non-User credentials");
  }
}
