package dev.gatehouse.gate.iam.provider;

import dev.gatehouse.gate.iam.credential.Pem;
import dev.gatehouse.gate.iam.entity.Errors;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The metadata of a SAML identity provider.
 *
 * @param entityId the issuer of its assertions
 * @param certificates with which it signs
 */
public record SamlMetadata(String entityId, List<X509Certificate> certificates) {
  private static final String NAMESPACE = "urn:oasis:names:tc:SAML:2.0:metadata";
  private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

  /** Refuses metadata that cannot be read. */
  static void check(String text) {
    read(text);
  }

  /** Reads metadata that were checked when they came in. */
  public static SamlMetadata read(String text) {
    try {
      Element root = parse(text).getDocumentElement();
      if (!NAMESPACE.equals(root.getNamespaceURI())
          || !"EntityDescriptor".equals(root.getLocalName())
          || root.getAttribute("entityID").isEmpty()) {
        throw unreadable();
      }
      List<X509Certificate> certificates = new ArrayList<>();
      NodeList found = root.getElementsByTagNameNS(SIGNATURE, "X509Certificate");
      for (int i = 0; i < found.getLength(); i++) {
        String body = found.item(i).getTextContent().replaceAll("\\s", "");
        certificates.add(
            Pem.certificate(
                "-----BEGIN CERTIFICATE-----\n"
                    + body.replaceAll("(.{64})", "$1\n")
                    + "\n-----END CERTIFICATE-----\n"));
      }
      if (certificates.isEmpty()) {
        throw unreadable();
      }
      return new SamlMetadata(root.getAttribute("entityID"), certificates);
    } catch (SAXException | GeneralSecurityException e) {
      throw unreadable();
    }
  }

  private static RuntimeException unreadable() {
    return Errors.invalidInput("Could not parse metadata");
  }

  /** Parses XML that may be hostile: no document types, no entities, nothing fetched. */
  public static Document parse(String text) throws SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(text)));
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("Every Java platform can parse XML.", e);
    }
  }
}
