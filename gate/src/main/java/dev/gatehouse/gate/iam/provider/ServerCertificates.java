package dev.gatehouse.gate.iam.provider;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.credential.Pem;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;

/** Server certificates for TLS; their private keys are checked and not kept. */
public final class ServerCertificates {
  private final Ids ids;

  private ServerCertificates(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    iam.write("UploadServerCertificate", new ServerCertificates(ids)::upload);
    iam.read("GetServerCertificate", ServerCertificates::get);
    iam.read("ListServerCertificates", ServerCertificates::list);
    iam.write("UpdateServerCertificate", ServerCertificates::update);
    iam.write("DeleteServerCertificate", ServerCertificates::delete);
  }

  private Structure upload(Call call) {
    Structure input = call.input();
    String name = input.need("ServerCertificateName");
    String path = Names.path(input);
    if (!input.need("PrivateKey").contains("PRIVATE KEY-----")) {
      throw malformed("Unable to parse key file. Please ensure the key is in PEM format.");
    }
    Instant expires = expires(input.need("CertificateBody"));
    if (call.holdings().get(Kind.SERVER_CERTIFICATE, name) != null) {
      throw Errors.alreadyExists("The Server Certificate with name " + name + " already exists.");
    }
    Quota.SERVER_CERTIFICATES.check(call.holdings().count(Kind.SERVER_CERTIFICATE) + 1);
    Structure certificate =
        Structure.of(
            "Path", path,
            "ServerCertificateName", name,
            "ServerCertificateId", ids.uniqueId("ASCA", call.account()),
            "Arn", Entity.SERVER_CERTIFICATE.arn(call.account(), path, name),
            "UploadDate", call.now(),
            "Expiration", expires,
            "CertificateBody", input.need("CertificateBody"),
            "CertificateChain", input.text("CertificateChain"),
            "Tags", TagList.given(Entity.SERVER_CERTIFICATE, input));
    call.holdings().put(Kind.SERVER_CERTIFICATE, certificate);
    return Structure.of(
        "ServerCertificateMetadata", metadata(certificate), "Tags", certificate.get("Tags"));
  }

  private static Instant expires(String body) {
    try {
      return Pem.certificate(body).getNotAfter().toInstant();
    } catch (GeneralSecurityException e) {
      throw malformed(
          "Unable to parse certificate. Please ensure the certificate is in PEM format.");
    }
  }

  private static AwsException malformed(String message) {
    return new AwsException(400, "MalformedCertificate", message);
  }

  private static Structure metadata(Structure certificate) {
    return certificate.only(
        "Path", "ServerCertificateName", "ServerCertificateId", "Arn", "UploadDate", "Expiration");
  }

  private static Structure get(Call call) {
    Structure certificate = Entity.SERVER_CERTIFICATE.find(call);
    return Structure.of(
        "ServerCertificate",
        Structure.of(
            "ServerCertificateMetadata", metadata(certificate),
            "CertificateBody", certificate.get("CertificateBody"),
            "CertificateChain", certificate.get("CertificateChain"),
            "Tags", certificate.structures("Tags")));
  }

  private static Structure list(Call call) {
    return Paging.page(
        call.input(),
        "ServerCertificateMetadataList",
        Names.underPath(call.holdings().all(Kind.SERVER_CERTIFICATE), call.input()),
        each -> each.need("ServerCertificateName").toLowerCase(Locale.ROOT),
        ServerCertificates::metadata);
  }

  private static Structure update(Call call) {
    Structure before = Entity.SERVER_CERTIFICATE.find(call);
    String old = before.need("ServerCertificateName");
    String name = call.input().text("NewServerCertificateName", old);
    String path = call.input().text("NewPath", before.need("Path"));
    if (!name.equalsIgnoreCase(old) && call.holdings().get(Kind.SERVER_CERTIFICATE, name) != null) {
      throw Errors.alreadyExists("The Server Certificate with name " + name + " already exists.");
    }
    call.holdings().remove(Kind.SERVER_CERTIFICATE, old);
    call.holdings()
        .put(
            Kind.SERVER_CERTIFICATE,
            before
                .with("ServerCertificateName", name)
                .with("Path", path)
                .with("Arn", Entity.SERVER_CERTIFICATE.arn(call.account(), path, name)));
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    Structure certificate = Entity.SERVER_CERTIFICATE.find(call);
    call.holdings().remove(Kind.SERVER_CERTIFICATE, certificate.need("ServerCertificateName"));
    return Structure.EMPTY;
  }
}
