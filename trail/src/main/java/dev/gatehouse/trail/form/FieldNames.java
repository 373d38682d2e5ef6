package dev.gatehouse.trail.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a rewritten field stands in CloudTrail's own record. Names are compared by their letters
 * and digits, level after level put together: {@code
 * userIdentity.sessionContext.sessionIssuer.arn}, {@code
 * user_identity.session_context.session_issuer.arn} and {@code
 * useridentity.sessioncontext.sessionissuer.arn} are one.
 *
 * <p>Sources: CloudTrail User Guide, "CloudTrail record contents" and "userIdentity element"; the
 * Athena table for CloudTrail; Elastic Common Schema with the {@code aws.cloudtrail} fields; Azure
 * Monitor, table {@code AWSCloudTrail}; OCSF 1.1 to 1.8, classes 3001, 3002 and 6003, as Security
 * Lake maps CloudTrail to them.
 */
final class FieldNames {
  /** Levels that say who rewrote the record and nothing else. */
  private static final Set<String> WRAPPERS =
      Set.of("awscloudtrail", "cloudtrail", "unmapped", "flattened", "properties");

  /** Documents of a record: what stands below them keeps its names. */
  private static final Map<String, String> DOCUMENTS =
      Map.ofEntries(
          Map.entry("requestparameters", "requestParameters"),
          Map.entry("responseelements", "responseElements"),
          Map.entry("additionaleventdata", "additionalEventData"),
          Map.entry("serviceeventdetails", "serviceEventDetails"),
          Map.entry("resources", "resources"),
          Map.entry("apirequestdata", "requestParameters"),
          Map.entry("apiresponsedata", "responseElements"));

  /** Leaves of a record that are looked at. */
  private static final List<String> LEAVES =
      List.of(
          "eventVersion",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "errorCode",
          "errorMessage",
          "requestID",
          "eventID",
          "readOnly",
          "eventType",
          "managementEvent",
          "eventCategory",
          "recipientAccountId",
          "sharedEventID",
          "vpcEndpointId",
          "sessionCredentialFromConsole",
          "userIdentity.type",
          "userIdentity.principalId",
          "userIdentity.arn",
          "userIdentity.accountId",
          "userIdentity.accessKeyId",
          "userIdentity.userName",
          "userIdentity.invokedBy",
          "userIdentity.identityProvider",
          "userIdentity.credentialId",
          "userIdentity.onBehalfOf.userId",
          "userIdentity.onBehalfOf.identityStoreArn",
          "userIdentity.inScopeOf.credentialsIssuedTo",
          "userIdentity.inScopeOf.sourceArn",
          "userIdentity.invokedByDelegate.accountId",
          "userIdentity.sessionContext.sessionIssuer.type",
          "userIdentity.sessionContext.sessionIssuer.principalId",
          "userIdentity.sessionContext.sessionIssuer.arn",
          "userIdentity.sessionContext.sessionIssuer.accountId",
          "userIdentity.sessionContext.sessionIssuer.userName",
          "userIdentity.sessionContext.attributes.creationDate",
          "userIdentity.sessionContext.attributes.mfaAuthenticated",
          "userIdentity.sessionContext.webIdFederationData.federatedProvider",
          "userIdentity.sessionContext.sourceIdentity",
          "userIdentity.sessionContext.ec2RoleDelivery",
          "userIdentity.sessionContext.signInSessionArn",
          "userIdentity.sessionContext.assumedRoot");

  /** Other names of them, and the leaf that each is. */
  private static final String[][] OTHERS = {
    {"eventTime", "timestamp", "timedt", "time", "timegenerated", "timegeneratedutc"},
    {"eventName", "eventaction", "apioperation"},
    {"eventSource", "eventprovider", "apiservicename"},
    {"eventID", "awseventid", "metadatauid"},
    {"requestID", "awsrequestid", "apirequestuid"},
    {"eventType", "eventtypename", "metadataeventcode"},
    {"awsRegion", "cloudregion", "region"},
    {"sourceIPAddress", "sourceip", "sourceaddress", "srcendpointip", "srcendpointdomain"},
    {"userAgent", "useragentoriginal", "httprequestuseragent"},
    {"errorCode", "apiresponseerror"},
    {"errorMessage", "apiresponsemessage", "apiresponseerrormessage"},
    {"recipientAccountId", "cloudaccountuid", "cloudaccountid"},
    {"userIdentity.type", "actorusertype"},
    {"userIdentity.userName", "actorusername", "username"},
    {"userIdentity.accountId", "actoruseraccountuid"},
    {
      "userIdentity.accessKeyId",
      "actorusercredentialuid",
      "actorsessioncredentialuid",
      "awsaccesskey",
      "accesskey",
      "accesskeyid"
    },
    {"userIdentity.invokedBy", "actorinvokedby"},
    {"userIdentity.identityProvider", "actoridpname"},
    {"userIdentity.principalId", "userid", "actoruseruidalt"},
    {"userIdentity.sessionContext.sessionIssuer.type", "sessionissuertype"},
    {"userIdentity.sessionContext.sessionIssuer.principalId", "sessionissuerprincipalid"},
    {
      "userIdentity.sessionContext.sessionIssuer.arn", "sessionissuerarn", "actorsessionissuer",
    },
    {"userIdentity.sessionContext.sessionIssuer.accountId", "sessionissueraccountid"},
    {"userIdentity.sessionContext.sessionIssuer.userName", "sessionissuerusername"},
    {
      "userIdentity.sessionContext.attributes.creationDate",
      "sessioncreationdate",
      "useridentitysessioncontextcreationdate",
      "actorsessioncreatedtimedt",
      "actorsessioncreatedtime"
    },
    {
      "userIdentity.sessionContext.attributes.mfaAuthenticated",
      "sessionmfaauthenticated",
      "useridentitysessioncontextmfaauthenticated",
      "actorsessionismfa",
      "actorsessionmfa"
    },
    {"userIdentity.sessionContext.ec2RoleDelivery", "ec2roledelivery"},
  };

  private static final Map<String, Place> PLACES = places();

  /**
   * A leaf, by one of its names.
   *
   * @param rank 0 for its own name; of two fields for one leaf the lower rank is taken
   */
  record Place(String path, int rank) {}

  private FieldNames() {}

  private static Map<String, Place> places() {
    Map<String, Place> places = new HashMap<>();
    for (String leaf : LEAVES) {
      places.put(letters(leaf), new Place(leaf, 0));
    }
    for (String[] others : OTHERS) {
      for (int i = 1; i < others.length; i++) {
        places.putIfAbsent(others[i], new Place(others[0], i));
      }
    }
    return Map.copyOf(places);
  }

  /** The letters and digits of {@code name}, small. */
  static String letters(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        out.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        out.append((char) (c + ('a' - 'A')));
      }
    }
    return out.toString();
  }

  /** {@code letters}, or nothing if they only say who rewrote the record. */
  static String unwrapped(String letters) {
    return WRAPPERS.contains(letters) ? "" : letters;
  }

  /** CloudTrail's name of a document, or null. */
  static @Nullable String document(String letters) {
    return DOCUMENTS.get(letters);
  }

  /** The leaf that stands under this name, or null. */
  static @Nullable Place place(String letters) {
    return PLACES.get(letters);
  }
}
