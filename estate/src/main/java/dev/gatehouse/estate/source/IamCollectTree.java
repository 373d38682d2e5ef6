package dev.gatehouse.estate.source;

import dev.gatehouse.policy.aws.Arn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tree of small files that the tool iam-collect keeps: below {@code accounts/ID/} one folder
 * for each resource, below {@code organizations/ID/} the organization. A file is taken when both
 * its place and its content fit; {@link #documents} gives what AWS's own outputs would have said.
 *
 * <p>The tool writes its paths in lower case, so names are read from the ARNs in {@code
 * metadata.json}. It leaves files out that would be empty: a role without {@code
 * inline-policies.json} has none.
 */
public final class IamCollectTree {
  private static final Pattern RESOURCE =
      Pattern.compile("((?:.*/)?accounts/([0-9]{12})/.+)/([a-z-]+)\\.json");
  private static final Pattern ORGANIZATION =
      Pattern.compile("((?:.*/)?organizations/(o-[a-z0-9]+))/(.+)\\.json");

  /** One folder of a resource. */
  private record Entry(String account, Map<String, Object> parts, List<String> files) {
    Entry(String account) {
      this(account, new LinkedHashMap<>(), new ArrayList<>());
    }

    @Nullable Arn arn() {
      return parts.get("metadata") instanceof Map<?, ?> metadata
          ? Arn.parse(Fields.need(metadata, "arn"))
          : null;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();
  private final Map<String, IamCollectOrganization> organizations = new TreeMap<>();
  private final List<String> unused = new ArrayList<>();

  /** Takes a file if it is one of such a tree; false if it is not. */
  public boolean take(@Nullable Object tree, String file) {
    String path = file.replace('\\', '/');
    Matcher organization = ORGANIZATION.matcher(path);
    if (tree instanceof Map<?, ?> map && organization.matches()) {
      return organizations
          .computeIfAbsent(organization.group(1), key -> new IamCollectOrganization())
          .take(map, organization.group(3));
    }
    Matcher resource = RESOURCE.matcher(path);
    if (tree == null || !resource.matches() || !fits(resource.group(3), tree)) {
      return false;
    }
    Entry entry = entries.computeIfAbsent(resource.group(1), key -> new Entry(resource.group(2)));
    entry.parts().put(resource.group(3), tree);
    entry.files().add(file);
    return true;
  }

  private static boolean fits(String part, Object tree) {
    return switch (part) {
      case "metadata" ->
          tree instanceof Map<?, ?> map
              && Fields.text(map, "arn") != null
              && Fields.need(map, "arn").startsWith("arn:");
      case "trust-policy", "current-policy", "policy" ->
          tree instanceof Map<?, ?> map && map.containsKey("Statement");
      case "inline-policies" ->
          tree instanceof List<?> list
              && list.stream()
                  .allMatch(each -> each instanceof Map<?, ?> map && map.containsKey("PolicyName"));
      case "managed-policies", "instance-profiles", "groups" ->
          tree instanceof List<?> list
              && list.stream().allMatch(each -> String.valueOf(each).startsWith("arn:"));
      case "tags" -> tree instanceof Map;
      default -> false;
    };
  }

  /** What the files taken amount to, by the folder that says it; to be asked at the end. */
  public Map<String, Object> documents() {
    Map<String, Object> documents = new LinkedHashMap<>();
    organizations.forEach((path, organization) -> documents.put(path, organization.document()));
    Map<String, IamCollectAccount> accounts = new TreeMap<>();
    List<Map<String, Object>> policies = new ArrayList<>();
    entries.forEach(
        (path, entry) -> {
          Arn arn = entry.arn();
          Object policy = entry.parts().get("policy");
          String top = path.substring(0, path.indexOf("accounts/")) + "accounts/" + entry.account();
          if (arn != null && arn.service().equals("iam")) {
            boolean known =
                accounts
                    .computeIfAbsent(top, key -> new IamCollectAccount())
                    .put(arn, entry.parts());
            unused.addAll(known ? List.of() : entry.files());
          } else if (arn != null && policy != null) {
            policies.add(
                Map.of("arn", arn.toString(), "account", entry.account(), "policy", policy));
          } else {
            unused.addAll(entry.files());
          }
        });
    accounts.forEach((path, account) -> account.documents(path, documents));
    if (!policies.isEmpty()) {
      documents.put("resource policies", policies);
    }
    return documents;
  }

  /** Files that were taken and then told nothing; to be asked after {@link #documents}. */
  public List<String> unused() {
    return List.copyOf(unused);
  }
}
