package dev.gatehouse.gate.federation;

import dev.gatehouse.gate.iam.provider.SamlMetadata;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The assertion of a SAML response whose signature was checked.
 *
 * <p>INVARIANT: everything is read from the very element that the signature covers, so a second,
 * unsigned assertion beside it is never looked at.
 */
public final class SamlAssertion {
  private static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
  private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

  private final Element assertion;

  private SamlAssertion(Element assertion) {
    this.assertion = assertion;
  }

  /** Why a response is not taken. */
  public enum Fault {
    NOT_SAML,
    NOT_SIGNED
  }

  /**
   * Reads a response.
   *
   * @return the assertion, or the {@link Fault}
   */
  public static Object read(String response, SamlMetadata provider) {
    Document document;
    try {
      document = SamlMetadata.parse(response);
    } catch (SAXException e) {
      return Fault.NOT_SAML;
    }
    Element root = document.getDocumentElement();
    Element assertion = only(root, ASSERTION, "Assertion");
    if (assertion == null || !"Response".equals(root.getLocalName())) {
      return Fault.NOT_SAML;
    }
    for (Element candidate : List.of(assertion, root)) {
      if (isSigned(candidate, provider)) {
        return new SamlAssertion(assertion);
      }
    }
    return Fault.NOT_SIGNED;
  }

  /** The only child of a name; null when there is none, or more than one. */
  private static @Nullable Element only(Element parent, String namespace, String name) {
    Element found = null;
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      boolean fits =
          child instanceof Element
              && namespace.equals(child.getNamespaceURI())
              && name.equals(child.getLocalName());
      if (fits && found != null) {
        return null;
      }
      found = fits ? (Element) child : found;
    }
    return found;
  }

  private static boolean isSigned(Element element, SamlMetadata provider) {
    Element signature = only(element, SIGNATURE, "Signature");
    String id = element.getAttribute("ID");
    if (signature == null || id.isEmpty()) {
      return false;
    }
    for (X509Certificate certificate : provider.certificates()) {
      if (isSigned(element, signature, id, certificate.getPublicKey())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSigned(Element element, Element signature, String id, PublicKey key) {
    try {
      DOMValidateContext context = new DOMValidateContext(key, signature);
      context.setProperty("org.jcp.xml.dsig.secureValidation", true);
      context.setIdAttributeNS(element, null, "ID");
      XMLSignature read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
      List<?> references = read.getSignedInfo().getReferences();
      boolean covers =
          references.size() == 1
              && references.get(0) instanceof Reference reference
              && ("#" + id).equals(reference.getURI());
      return covers && read.validate(context);
    } catch (MarshalException | XMLSignatureException broken) {
      return false;
    }
  }

  public String issuer() {
    return text(only(assertion, ASSERTION, "Issuer"));
  }

  public String subject() {
    Element subject = only(assertion, ASSERTION, "Subject");
    return subject == null ? "" : text(only(subject, ASSERTION, "NameID"));
  }

  /** The last word of the name's format, such as {@code persistent}; a full URI for others. */
  public String subjectType() {
    Element subject = only(assertion, ASSERTION, "Subject");
    Element name = subject == null ? null : only(subject, ASSERTION, "NameID");
    String format = name == null ? "" : name.getAttribute("Format");
    return format.endsWith(":persistent") || format.endsWith(":transient")
        ? format.substring(format.lastIndexOf(':') + 1)
        : format;
  }

  /** To whom it was sent; "" when it does not say. */
  public String recipient() {
    Element data = confirmation();
    return data == null ? "" : data.getAttribute("Recipient");
  }

  private @Nullable Element confirmation() {
    Element subject = only(assertion, ASSERTION, "Subject");
    Element confirmation = subject == null ? null : only(subject, ASSERTION, "SubjectConfirmation");
    return confirmation == null ? null : only(confirmation, ASSERTION, "SubjectConfirmationData");
  }

  public String audience() {
    Element conditions = only(assertion, ASSERTION, "Conditions");
    Element restriction =
        conditions == null ? null : only(conditions, ASSERTION, "AudienceRestriction");
    return restriction == null ? "" : text(only(restriction, ASSERTION, "Audience"));
  }

  /** Whether it is good at a time, by its conditions and by the confirmation of its subject. */
  public boolean isValidAt(Instant now) {
    Element conditions = only(assertion, ASSERTION, "Conditions");
    Element data = confirmation();
    if (conditions == null || data == null) {
      return false;
    }
    Instant begins = time(conditions.getAttribute("NotBefore"));
    Instant ends = time(conditions.getAttribute("NotOnOrAfter"));
    Instant confirmed = time(data.getAttribute("NotOnOrAfter"));
    return (begins == null || !now.isBefore(begins))
        && (ends == null || now.isBefore(ends))
        && confirmed != null
        && now.isBefore(confirmed);
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /** The values of all attributes, by name. */
  public Map<String, List<String>> attributes() {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    NodeList found = assertion.getElementsByTagNameNS(ASSERTION, "Attribute");
    for (int i = 0; i < found.getLength(); i++) {
      Element attribute = (Element) found.item(i);
      NodeList values = attribute.getElementsByTagNameNS(ASSERTION, "AttributeValue");
      List<String> texts =
          attributes.computeIfAbsent(attribute.getAttribute("Name"), name -> new ArrayList<>());
      for (int j = 0; j < values.getLength(); j++) {
        texts.add(values.item(j).getTextContent().strip());
      }
    }
    return attributes;
  }

  /** The id of the assertion. */
  public String id() {
    return assertion.getAttribute("ID");
  }

  private static String text(@Nullable Element element) {
    return element == null ? "" : element.getTextContent().strip();
  }
}
