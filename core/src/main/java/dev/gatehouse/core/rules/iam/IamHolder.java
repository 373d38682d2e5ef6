package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The policies of one user, role or group, while changes are applied to them. */
public final class IamHolder {
  /** Documents by policy name. */
  public final Map<String, Policy> inline = new TreeMap<>();

  /** ARNs of managed policies. */
  public final Set<String> attached = new TreeSet<>();

  /** Names of the groups that a user is in. */
  public final Set<String> groups = new TreeSet<>();

  /** ARN of the permissions boundary. */
  public @Nullable String boundary;

  /** Whether this is all that it has; without, others may be there besides. */
  public boolean whole;

  /** Whether it was made by a change that is in memory. */
  public boolean madeHere;

  /** Applies one change of this holder. */
  public void apply(IamChange change) {
    String name = change.get("policyName");
    String arn = change.get("policyArn");
    String document = change.get("policyDocument");
    String call = change.call();
    if (call.equals("CreateUser") || call.equals("CreateRole") || call.equals("CreateGroup")) {
      inline.clear();
      attached.clear();
      groups.clear();
      boundary = change.get("permissionsBoundary");
      whole = true;
      madeHere = true;
    } else if (call.endsWith("PermissionsBoundary")) {
      boundary = call.startsWith("Delete") ? null : change.get("permissionsBoundary");
    } else if (call.startsWith("Put") && name != null && document != null) {
      inline.put(name, Documents.policy(name, document));
    } else if (call.startsWith("Delete") && name != null) {
      inline.remove(name);
    } else if (call.startsWith("Attach") && arn != null) {
      attached.add(arn);
    } else if (call.startsWith("Detach") && arn != null) {
      attached.remove(arn);
    } else if (call.equals("AddUserToGroup")) {
      groups.add(String.valueOf(change.get("groupName")));
    } else if (call.equals("RemoveUserFromGroup")) {
      groups.remove(String.valueOf(change.get("groupName")));
    }
  }

  /** All documents, those of the groups left out. */
  public List<Policy> documents(IamKnowledge knowledge) {
    List<Policy> all = new ArrayList<>(inline.values());
    attached.forEach(arn -> all.add(knowledge.managed(arn)));
    return all;
  }
}
