package dev.gatehouse.gate.record;

import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Shape;
import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Structure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inputs and outputs as records show them: members begin with a small letter, secrets are left out,
 * times are English text, and documents are percent-encoded where the answer has them so.
 */
final class ValueForm {
  private static final DateTimeFormatter OF_STS =
      DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter OF_OTHERS =
      DateTimeFormatter.ofPattern("MMM d, uuuu h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  /** Members that are secret and that the models do not all call so. */
  private static final Set<String> SECRET =
      Set.of(
          "SecretAccessKey",
          "Password",
          "NewPassword",
          "OldPassword",
          "ServicePassword",
          "ServiceCredentialSecret",
          "PrivateKey",
          "Base32StringSeed",
          "QRCodePNG",
          "WebIdentityToken",
          "SAMLAssertion",
          "TokenCode",
          "AuthenticationCode1",
          "AuthenticationCode2",
          "AddPrivateKey",
          "SecretString",
          "SecretBinary");

  private final ServiceModel model;
  private final boolean isOutput;

  private ValueForm(ServiceModel model, boolean isOutput) {
    this.model = model;
    this.isOutput = isOutput;
  }

  /** The input of a call; null when it has none. */
  static @Nullable Map<String, @Nullable Object> input(
      ServiceModel model, StructureShape shape, Structure value) {
    return someOrNull(new ValueForm(model, false).structure(shape, value));
  }

  /** The output of a call; null when it has none. */
  static @Nullable Map<String, @Nullable Object> output(
      ServiceModel model, StructureShape shape, Structure value) {
    return someOrNull(new ValueForm(model, true).structure(shape, value));
  }

  private static @Nullable Map<String, @Nullable Object> someOrNull(
      Map<String, @Nullable Object> map) {
    return map.isEmpty() ? null : map;
  }

  private Map<String, @Nullable Object> structure(StructureShape shape, Structure value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Member member : shape.members()) {
      Object found = value.get(member.name());
      // Session tokens are secret by the model, and yet AWS records them.
      boolean secret =
          SECRET.contains(member.name())
              || (model.isSensitive(member.shape()) && !member.name().equals("SessionToken"));
      if (found != null && !secret) {
        map.put(shown(member.name()), value(model.shape(member.shape()), found));
      }
    }
    return map;
  }

  private @Nullable Object value(Shape shape, Object value) {
    if (shape instanceof StructureShape structure) {
      return structure(structure, (Structure) value);
    }
    if (shape instanceof ListShape list) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object each : (List<?>) value) {
        items.add(value(model.shape(list.element()), each));
      }
      return items;
    }
    if (value instanceof Structure map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach(plain::put);
      return plain;
    }
    if (value instanceof Instant time) {
      return (model.service().equals("sts") ? OF_STS : OF_OTHERS)
          .format(time)
          .replace('\u202f', ' ');
    }
    boolean document = isOutput && shape.name().equals("policyDocumentType");
    return document
        ? URLEncoder.encode((String) value, StandardCharsets.UTF_8).replace("+", "%20")
        : value instanceof byte[] ? null : value;
  }

  /** The Account service alone records names as they are. */
  private String shown(String member) {
    return model.service().equals("account") ? member : lowerFirst(member);
  }

  static String lowerFirst(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
