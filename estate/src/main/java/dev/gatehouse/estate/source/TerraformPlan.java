package dev.gatehouse.estate.source;

import dev.gatehouse.policy.aws.Arn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code terraform show -json} for a saved plan, format version 0 or 1: the resources
 * as they will be, whose account they are in, and which resource an expression refers to.
 */
final class TerraformPlan {
  /** Types whose attribute {@code arn} names the resource itself, and so its account. */
  private static final Set<String> OWN_ARN =
      Set.of(
          "aws_iam_role",
          "aws_iam_policy",
          "aws_iam_user",
          "aws_iam_group",
          "aws_iam_instance_profile",
          "aws_iam_openid_connect_provider",
          "aws_iam_saml_provider",
          "aws_sqs_queue",
          "aws_sns_topic",
          "aws_kms_key",
          "aws_lambda_function",
          "aws_cloudwatch_event_bus",
          "aws_secretsmanager_secret");

  private static final String PROVIDER = "provider_config_key";

  private static final Pattern INDEX = Pattern.compile("\\[(?:[0-9]+|\"(?:[^\"\\\\]|\\\\.)*\")\\]");

  private final String file;
  private final Map<String, PlannedResource> resources = new LinkedHashMap<>();
  private final List<PlannedResource> deleted = new ArrayList<>();
  private final Map<String, Map<?, ?>> configured = new HashMap<>();
  private final Map<String, Map<?, ?>> changes = new HashMap<>();
  private final Map<String, Set<String>> accountsByProvider = new HashMap<>();
  private final Map<String, String> partitions = new HashMap<>();
  private final Map<?, ?> providers;
  private final String onlyProvider;

  static boolean recognises(Map<?, ?> tree) {
    return tree.get("format_version") instanceof String
        && tree.get("planned_values") instanceof Map;
  }

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException if its format is newer than is known
   */
  TerraformPlan(Map<?, ?> tree, String file) {
    this.file = file;
    String version = Fields.need(tree, "format_version");
    if (!version.startsWith("0.") && !version.startsWith("1.")) {
      throw new IllegalArgumentException(
          "it is a Terraform plan of format version `"
              + version
              + "`, and only 0 and 1 are known; write it with a Terraform of version 1.");
    }
    Map<?, ?> configuration = Fields.map(tree, "configuration");
    providers = Fields.map(configuration, "provider_config");
    configuration(Fields.map(configuration, "root_module"), "");
    Set<String> keys = new TreeSet<>();
    configured.values().forEach(each -> keys.addAll(Fields.texts(each.get(PROVIDER))));
    onlyProvider = keys.size() == 1 ? keys.iterator().next() : "";
    for (Map<?, ?> change : Fields.maps(tree, "resource_changes")) {
      changes.put(Fields.need(change, "address"), change);
    }
    module(Fields.map(Fields.map(tree, "planned_values"), "root_module"), "");
    accounts(Fields.map(Fields.map(Fields.map(tree, "prior_state"), "values"), "root_module"));
    for (Map<?, ?> change : changes.values()) {
      deletion(change);
    }
  }

  String file() {
    return file;
  }

  /** All managed resources as they will be, in the plan's order. */
  List<PlannedResource> resources() {
    return List.copyOf(resources.values());
  }

  /** Those of one type. */
  List<PlannedResource> resources(String type) {
    return resources.values().stream().filter(each -> each.type().equals(type)).toList();
  }

  /** Resources that applying removes, with the values they have before. */
  List<PlannedResource> deleted() {
    return deleted;
  }

  /**
   * The account a resource is in: by its own ARN, else by the ARNs and {@code aws_caller_identity}
   * of its provider if those agree, else by the file's name; null when nothing tells.
   */
  @Nullable String account(PlannedResource resource) {
    String own = OWN_ARN.contains(resource.type()) ? resource.text("arn") : null;
    if (own != null && !Arn.account(own).isEmpty()) {
      return Arn.account(own);
    }
    Set<String> accounts = accountsByProvider.getOrDefault(resource.provider(), Set.of());
    return accounts.size() == 1 ? accounts.iterator().next() : FileName.account(file);
  }

  String partition(String account) {
    return partitions.getOrDefault(account, "aws");
  }

  /** The region a resource is in; null when neither it nor its provider says. */
  @Nullable String region(PlannedResource resource) {
    String own = resource.text("region");
    Map<?, ?> expressions = Fields.map(Fields.map(providers, resource.provider()), "expressions");
    return own != null ? own : Fields.text(Fields.map(expressions, "region"), "constant_value");
  }

  /**
   * The attribute's text; if it is known only after apply, what {@code of} says of the one resource
   * that the configuration's plain reference names. Null for anything else: nothing is guessed.
   *
   * @param type the type the reference must name
   * @param names attributes of that type which stand for the same thing
   */
  @Nullable String follow(
      PlannedResource from,
      String attribute,
      String type,
      Set<String> names,
      Function<PlannedResource, @Nullable String> of) {
    String text = from.text(attribute);
    if (text != null) {
      return text;
    }
    PlannedResource target = referred(from, attribute, type, names);
    return target == null ? null : of.apply(target);
  }

  /** The resource that an attribute's plain reference names, whether its value is known or not. */
  @Nullable PlannedResource referred(
      PlannedResource from, String attribute, String type, Set<String> names) {
    List<String> references =
        Fields.texts(Fields.map(from.expressions(), attribute).get("references"));
    if (references.isEmpty()) {
      return null;
    }
    String first = references.get(0);
    int dot = first.lastIndexOf('.');
    String target = dot < 0 ? "" : first.substring(0, dot);
    boolean plain =
        target.startsWith(type + ".")
            && names.contains(first.substring(dot + 1))
            && references.stream().allMatch(first::startsWith);
    return plain ? resources.get(from.module() + target) : null;
  }

  private void configuration(Map<?, ?> module, String path) {
    for (Map<?, ?> resource : Fields.maps(module, "resources")) {
      configured.put(path + Fields.need(resource, "address"), resource);
    }
    Fields.map(module, "module_calls")
        .forEach(
            (name, call) -> {
              if (call instanceof Map<?, ?> map) {
                configuration(Fields.map(map, "module"), path + "module." + name + ".");
              }
            });
  }

  private void module(Map<?, ?> module, String path) {
    for (Map<?, ?> each : Fields.maps(module, "resources")) {
      if ("managed".equals(Fields.text(each, "mode"))) {
        String address = Fields.need(each, "address");
        Map<?, ?> change = Fields.map(changes.getOrDefault(address, Map.of()), "change");
        PlannedResource resource = resource(each, path, Fields.map(each, "values"), change);
        resources.put(address, resource);
        note(resource.type(), resource.provider(), resource.values());
      }
    }
    for (Map<?, ?> child : Fields.maps(module, "child_modules")) {
      module(child, Fields.need(child, "address") + ".");
    }
  }

  /** Data sources that were read, and what exists already, tell whose credentials these are. */
  private void accounts(Map<?, ?> module) {
    for (Map<?, ?> each : Fields.maps(module, "resources")) {
      note(
          Fields.need(each, "type"),
          provider(Fields.need(each, "address")),
          Fields.map(each, "values"));
    }
    for (Map<?, ?> child : Fields.maps(module, "child_modules")) {
      accounts(child);
    }
  }

  private void note(String type, String provider, Map<?, ?> values) {
    String arn = Fields.text(values, "arn");
    boolean caller = type.equals("aws_caller_identity");
    String account =
        caller
            ? Fields.text(values, "account_id")
            : arn != null && OWN_ARN.contains(type) ? Arn.account(arn) : null;
    if (account == null || account.isEmpty() || account.equals("aws")) {
      return;
    }
    accountsByProvider.computeIfAbsent(provider, key -> new TreeSet<>()).add(account);
    Arn parsed = arn == null ? null : Arn.parse(arn);
    if (parsed != null) {
      partitions.put(account, parsed.partition());
    }
  }

  private void deletion(Map<?, ?> entry) {
    Map<?, ?> change = Fields.map(entry, "change");
    if ("managed".equals(Fields.text(entry, "mode"))
        && Fields.texts(change.get("actions")).equals(List.of("delete"))) {
      String module = Fields.text(entry, "module_address");
      String path = module == null ? "" : module + ".";
      deleted.add(resource(entry, path, Fields.map(change, "before"), change));
    }
  }

  private PlannedResource resource(
      Map<?, ?> entry, String path, Map<?, ?> values, Map<?, ?> change) {
    String address = Fields.need(entry, "address");
    return new PlannedResource(
        address,
        path,
        Fields.need(entry, "type"),
        values,
        Fields.map(change, "after_unknown"),
        Fields.map(configured(address), "expressions"),
        provider(address),
        Fields.texts(change.get("actions")));
  }

  private Map<?, ?> configured(String address) {
    return configured.getOrDefault(INDEX.matcher(address).replaceAll(""), Map.of());
  }

  /** A resource that goes has no configuration any more; it is its provider's if there is one. */
  private String provider(String address) {
    String key = Fields.text(configured(address), PROVIDER);
    return key == null ? onlyProvider : key;
  }
}
