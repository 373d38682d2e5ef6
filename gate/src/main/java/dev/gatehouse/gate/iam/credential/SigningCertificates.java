package dev.gatehouse.gate.iam.credential;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.security.GeneralSecurityException;
import java.util.List;

/** X.509 certificates of users, for the old SOAP interfaces. */
public final class SigningCertificates {
  private final Ids ids;

  private SigningCertificates(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    SigningCertificates certificates = new SigningCertificates(ids);
    iam.write("UploadSigningCertificate", certificates::upload);
    iam.read("ListSigningCertificates", SigningCertificates::list);
    iam.write("UpdateSigningCertificate", SigningCertificates::update);
    iam.write("DeleteSigningCertificate", SigningCertificates::delete);
  }

  private static List<Structure> of(Call call, String user) {
    return call.holdings().all(Kind.SIGNING_CERTIFICATE).stream()
        .filter(each -> each.need("UserName").equals(user))
        .toList();
  }

  private static String user(Call call) {
    return Entity.USER.find(call.holdings(), Names.user(call)).need("UserName");
  }

  private Structure upload(Call call) {
    String user = user(call);
    String body = call.need("CertificateBody");
    try {
      Pem.certificate(body);
    } catch (GeneralSecurityException e) {
      throw new AwsException(
          400,
          "MalformedCertificate",
          "Unable to parse certificate. Please ensure the certificate is in PEM format.");
    }
    List<Structure> before = of(call, user);
    if (before.stream().anyMatch(each -> each.need("CertificateBody").equals(body))) {
      throw new AwsException(
          409, "DuplicateCertificate", "Certificate already exists for this user.");
    }
    Quota.SIGNING_CERTIFICATES.check(before.size() + 1);
    Structure certificate =
        Structure.of(
            "UserName",
            user,
            "CertificateId",
            ids.base32(32),
            "CertificateBody",
            body,
            "Status",
            "Active",
            "UploadDate",
            call.now());
    call.holdings().put(Kind.SIGNING_CERTIFICATE, certificate);
    return Structure.of("Certificate", certificate);
  }

  private static Structure list(Call call) {
    return Paging.page(
        call.input(),
        "Certificates",
        of(call, user(call)),
        each -> each.need("CertificateId"),
        each -> each);
  }

  private static Structure there(Call call) {
    String user = user(call);
    String id = call.need("CertificateId");
    Structure certificate = call.holdings().get(Kind.SIGNING_CERTIFICATE, id);
    if (certificate == null || !certificate.need("UserName").equals(user)) {
      throw Errors.noSuchEntity("The Certificate with id " + id + " cannot be found.");
    }
    return certificate;
  }

  private static Structure update(Call call) {
    call.holdings().put(Kind.SIGNING_CERTIFICATE, there(call).with("Status", call.need("Status")));
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    call.holdings().remove(Kind.SIGNING_CERTIFICATE, there(call).need("CertificateId"));
    return Structure.EMPTY;
  }
}
