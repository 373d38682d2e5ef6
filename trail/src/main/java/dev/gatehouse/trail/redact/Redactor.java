package dev.gatehouse.trail.redact;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.Secrets;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces accounts, names, addresses and ids in JSON trees of CloudTrail records and of findings,
 * the same by the same, so that chains, counts and places stay what they are.
 *
 * <p>A text is kept only if it is known to be a word of AWS or of Gatehouse: by its member ({@link
 * Vocabulary#KEPT}), as a region, a number, a time, a service, an AWS-managed policy or role. All
 * else is replaced by its form. Two members are sentences, the user agent and messages: there, what
 * has a known form is replaced, and so are names that stand elsewhere in the same tree; other words
 * stay.
 *
 * <p>Times, calls, results and numbers are kept. Secrets are taken out. Not thread-safe.
 */
public final class Redactor {
  /** What was replaced. */
  public enum Kind {
    ACCOUNT("accounts"),
    NAME("names"),
    PERSON("e-mail addresses"),
    ADDRESS("addresses"),
    ID("ids"),
    SECRET("secrets taken out");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Plural, for people. */
    public String words() {
      return words;
    }
  }

  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private static final Pattern PERMISSION_SET =
      Pattern.compile("AWSReservedSSO_(.+)_([0-9a-f]{16})");

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z?)?");

  private static final Pattern FORM =
      Pattern.compile(
          "(?<variable>\\$\\{[^}]{0,120}\\})"
              + "|(?<arn>arn:[a-z0-9*-]+:[^\\s\"'<>,;)]*)"
              + "|(?<email>(?<![\\w.+-])[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{1,63}+){1,8}+)"
              + "|(?<uuid>\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b)"
              + "|(?<unique>\\b(?:ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{8,}\\b)"
              + "|(?<time>"
              + TIME.pattern()
              + ")"
              + "|(?<resource>\\b(?:i|vol|vpc|vpce|subnet|sg|eni|igw|nat|rtb|acl|ami|snap|lt|eipalloc|tgw|fs|mi|r)-(?:[0-9a-f]{17}|[0-9a-f]{8})\\b"
              + "|\\b(?:o|ou|r|d|p|ssoins|ps|eni)-[a-z0-9]{4,32}(?:-[a-z0-9]{4,32})?\\b)"
              + "|(?<host>(?<![\\w.-])(?:[\\w-]{1,63}\\.){1,12}?(?:amazonaws\\.com(?:\\.cn)?|amazonaws\\.eu|api\\.aws|awsapps\\.com|aws\\.amazon\\.com|amazon\\.com)\\b)"
              + "|(?<six>(?<![0-9A-Za-z:.])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![0-9A-Za-z:]))"
              + "|(?<four>(?<![0-9A-Za-z.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![0-9A-Za-z.]))"
              + "|(?<account>(?<![0-9A-Za-z])\\d{12}(?![0-9A-Za-z]))");

  private static final Pattern SEPARATORS =
      Pattern.compile("[/:*?,=@|\\s\\[\\](){}\"'+;&<>!#%~^$\\\\`]+");

  private static final int NAME_IN_SENTENCE_MIN = 4;
  private static final int NESTED_MAX = 40;

  private final Pseudonyms pseudonyms;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  /** Names of the tree at hand, the longest first, with what they became. */
  private final Map<String, String> names =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  private boolean counting;

  /**
   * @param key secret; the same key gives the same replacements
   */
  public Redactor(byte[] key) {
    this.pseudonyms = new Pseudonyms(key);
  }

  /** One record or finding, a tree as {@link Json#tree} reads it, with everything replaced. */
  public @Nullable Object redact(@Nullable Object tree) {
    names.clear();
    counting = false;
    value("", tree, 0);
    counting = true;
    return value("", tree, 0);
  }

  /** How often something was replaced so far. */
  public Map<Kind, Long> counts() {
    return Map.copyOf(counts);
  }

  private @Nullable Object value(String member, @Nullable Object value, int depth) {
    if ((Vocabulary.SECRETS.contains(member) || Secrets.isSecret(member))
        && value != null
        && !value.equals(HIDDEN)) {
      count(Kind.SECRET);
      return HIDDEN;
    }
    if (depth > NESTED_MAX) {
      count(Kind.SECRET);
      return HIDDEN;
    }
    if (value instanceof Map<?, ?> object) {
      boolean chosen = Vocabulary.CHOSEN.contains(member);
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      object.forEach(
          (key, each) -> {
            String name = String.valueOf(key);
            String lower = name.toLowerCase(Locale.ROOT);
            if (!chosen) {
              copy.put(memberName(name), value(lower, each, depth + 1));
            } else {
              boolean ofATag = Vocabulary.OF_A_TAG.contains(lower);
              copy.put(ofATag ? name : structured(name), value("tags", each, depth + 1));
            }
          });
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(each -> copy.add(value(member, each, depth + 1)));
      return copy;
    }
    return value instanceof String text ? text(member, text, depth) : value;
  }

  /** Members are words of AWS, but where something is listed by its name or id. */
  private String memberName(String name) {
    return FORM.matcher(name).matches() && !ServicePrincipal.is(name) ? structured(name) : name;
  }

  private String text(String member, String text, int depth) {
    if (text.isEmpty()
        || Vocabulary.KEPT.contains(member)
        || text.equals(HIDDEN)
        || text.equals("AWS Internal")) {
      return text;
    }
    String document = document(text, depth);
    if (document != null) {
      return document;
    }
    return Vocabulary.SENTENCES.contains(member) ? sentence(text) : structured(text);
  }

  /** A JSON document inside a text, as policies are; null for other text. */
  private @Nullable String document(String text, int depth) {
    boolean encoded = text.startsWith("%7B") || text.startsWith("%5B");
    String plain = text.strip();
    if (encoded) {
      try {
        plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    if (!plain.startsWith("{") && !plain.startsWith("[")) {
      return null;
    }
    Object tree;
    try {
      tree = Json.tree(plain);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (!(tree instanceof Map) && !(tree instanceof List)) {
      return null;
    }
    String copy = JsonWriter.line(value("", tree, depth + 1));
    return encoded ? URLEncoder.encode(copy, StandardCharsets.UTF_8).replace("+", "%20") : copy;
  }

  /** Known forms and names of the same tree are replaced, other words stay. */
  private String sentence(String text) {
    String redacted = forms(text, piece -> piece);
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (redacted.contains(name.getKey())) {
        redacted = redacted.replace(name.getKey(), name.getValue());
        count(Kind.NAME);
      }
    }
    return redacted;
  }

  /** Known forms are replaced by their kind, and all else that is no word of AWS as a name. */
  private String structured(String text) {
    return forms(text, this::segments);
  }

  private interface Rest {
    String of(String piece);
  }

  private String forms(String text, Rest rest) {
    Matcher matcher = FORM.matcher(text);
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (matcher.find()) {
      String form = form(matcher);
      if (form == null) {
        continue;
      }
      out.append(rest.of(text.substring(from, matcher.start()))).append(form);
      from = matcher.end();
    }
    return out.append(rest.of(text.substring(from))).toString();
  }

  private @Nullable String form(Matcher matcher) {
    String text = matcher.group();
    if (matcher.group("variable") != null || matcher.group("time") != null) {
      return text;
    }
    if (matcher.group("arn") != null) {
      return arn(text);
    }
    if (matcher.group("email") != null) {
      count(Kind.PERSON);
      String name = text.substring(0, text.lastIndexOf('@'));
      remember(name, pseudonyms.name(name));
      return pseudonyms.email(text);
    }
    if (matcher.group("uuid") != null) {
      count(Kind.ID);
      return pseudonyms.uuid(text);
    }
    if (matcher.group("unique") != null) {
      count(Kind.ID);
      return pseudonyms.uniqueId(text);
    }
    if (matcher.group("resource") != null) {
      count(Kind.ID);
      return pseudonyms.resourceId(text);
    }
    if (matcher.group("host") != null) {
      return host(text);
    }
    if (matcher.group("account") != null) {
      count(Kind.ACCOUNT);
      return pseudonyms.account(text);
    }
    return matcher.group("four") != null ? four(text) : six(text);
  }

  private @Nullable String four(String text) {
    int[] bytes = new int[4];
    String[] parts = text.split("\\.", -1);
    for (int i = 0; i < 4; i++) {
      bytes[i] = Integer.parseInt(parts[i]);
      if (bytes[i] > 255) {
        return null;
      }
    }
    boolean everybodys =
        bytes[0] == 0 || bytes[0] == 127 || (bytes[0] == 169 && bytes[1] == 254) || bytes[0] >= 255;
    if (everybodys) {
      return text;
    }
    count(Kind.ADDRESS);
    return pseudonyms.ipv4(bytes);
  }

  private @Nullable String six(String text) {
    byte[] bytes = Ipv6.bytes(text);
    if (bytes == null) {
      return null;
    }
    count(Kind.ADDRESS);
    return pseudonyms.ipv6(bytes);
  }

  /** A service's host stays; what a customer put before it is a name. */
  private String host(String host) {
    int domain = domain(host);
    String before = domain == host.length() ? host : host.substring(0, domain - 1);
    if (Vocabulary.SERVICES_OF_TWO_LABELS.contains(before)) {
      return host;
    }
    String[] labels = before.split("\\.", -1);
    StringBuilder out =
        new StringBuilder(domain == host.length() ? "" : host.substring(domain - 1));
    boolean customers = host.endsWith(".awsapps.com");
    for (int i = labels.length - 1; i >= 0; i--) {
      out.insert(
          0, (customers ? segment(labels[i]) : labels[i]) + (i < labels.length - 1 ? "." : ""));
      customers |= !Vocabulary.BESIDE_SERVICE.matcher(labels[i]).matches();
    }
    return out.toString();
  }

  private static int domain(String host) {
    String[] ends = {
      "amazonaws.com.cn",
      "amazonaws.com",
      "amazonaws.eu",
      "api.aws",
      "awsapps.com",
      "aws.amazon.com",
      "amazon.com"
    };
    for (String end : ends) {
      if (host.endsWith("." + end)) {
        return host.length() - end.length();
      }
    }
    return host.length();
  }

  private String arn(String text) {
    Arn arn = Arn.parse(text);
    if (arn == null) {
      return "arn:" + segments(text.substring(4));
    }
    if (arn.account().equals("aws")) {
      return text;
    }
    return "arn:"
        + arn.partition()
        + ":"
        + arn.service()
        + ":"
        + arn.region()
        + ":"
        + forms(arn.account(), this::segments)
        + ":"
        + resource(arn);
  }

  /** The resource of an ARN; most begin with a type, which stays. */
  private String resource(Arn arn) {
    String resource = arn.resource();
    int end = 0;
    while (end < resource.length() && resource.charAt(end) != '/' && resource.charAt(end) != ':') {
      end++;
    }
    if (resource.contains("arn:")) {
      return segments(resource); // an ARN within an ARN within …
    }
    boolean typed =
        end < resource.length() && Vocabulary.RESOURCE_TYPES.contains(resource.substring(0, end));
    return typed
        ? resource.substring(0, end) + structured(resource.substring(end))
        : structured(resource);
  }

  private String segments(String text) {
    Matcher separators = SEPARATORS.matcher(text);
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (separators.find()) {
      out.append(segment(text.substring(from, separators.start()))).append(separators.group());
      from = separators.end();
    }
    return out.append(segment(text.substring(from))).toString();
  }

  private String segment(String text) {
    if (text.isEmpty()
        || Vocabulary.WORDS.contains(text)
        || Vocabulary.AWS_NAME.matcher(text).matches()) {
      return text;
    }
    count(Kind.NAME);
    Matcher permissionSet = PERMISSION_SET.matcher(text);
    String name =
        permissionSet.matches()
            ? "AWSReservedSSO_"
                + pseudonyms.name(permissionSet.group(1))
                + "_"
                + pseudonyms.digits(permissionSet.group(2))
            : pseudonyms.name(text);
    if (permissionSet.matches()) {
      remember(permissionSet.group(1), pseudonyms.name(permissionSet.group(1)));
    }
    remember(text, name);
    return name;
  }

  private void remember(String name, String pseudonym) {
    if (!counting && name.length() >= NAME_IN_SENTENCE_MIN) {
      names.put(name, pseudonym);
    }
  }

  private void count(Kind kind) {
    if (counting) {
      counts.merge(kind, 1L, Long::sum);
    }
  }
}
