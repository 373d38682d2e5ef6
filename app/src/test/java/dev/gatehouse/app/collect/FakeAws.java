package dev.gatehouse.app.collect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as IAM, STS and Organizations do on the wire: Query protocol with pages, URL-encoded
 * documents and errors; JSON for Organizations. Some kinds of calls are throttled the first time.
 */
final class FakeAws implements AutoCloseable {
  static final String MANAGEMENT = "111122223333";
  static final String MEMBER = "444455556666";
  static final String CLOSED_TO_US = "777788889999";

  /** Not more of them: each costs a pause. */
  static final Set<String> THROTTLED_ONCE =
      Set.of("GetAccountAuthorizationDetails", "ListAccountsForParent");

  private static final Pattern KEY = Pattern.compile("Credential=[A-Z]{4}([0-9]{12})");
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";

  private final HttpServer server;
  final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Boolean> throttled = new ConcurrentHashMap<>();

  FakeAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher key =
        KEY.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String account = key.find() ? key.group(1) : "";
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      String operation = target.substring(target.indexOf('.') + 1);
      calls.add(operation);
      if (isThrottled(operation)) {
        send(exchange, 400, "{\"__type\":\"TooManyRequestsException\",\"Message\":\"slow down\"}");
      } else {
        send(exchange, 200, organizations(operation, body).replace('\'', '"'));
      }
      return;
    }
    Map<String, String> form = form(body);
    String action = form.get("Action");
    calls.add(action);
    if (isThrottled(action)) {
      send(exchange, 400, error("Throttling", "Rate exceeded"));
      return;
    }
    if (action.equals("AssumeRole") && form.get("RoleArn").contains(CLOSED_TO_US)) {
      send(
          exchange,
          403,
          error("AccessDenied", "User is not authorized to perform: sts:AssumeRole"));
      return;
    }
    send(
        exchange,
        200,
        "<%sResponse xmlns=\"https://example.com/\"><%sResult>%s</%sResult></%sResponse>"
            .formatted(action, action, result(action, form, account), action, action));
  }

  private boolean isThrottled(String call) {
    return THROTTLED_ONCE.contains(call) && throttled.putIfAbsent(call, true) == null;
  }

  private static String error(String code, String message) {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>"
        .formatted(code, message);
  }

  private static String result(String action, Map<String, String> form, String account) {
    String role = "arn:aws:iam::" + account + ":role/";
    return switch (action) {
      case "GetCallerIdentity" ->
          "<Arn>arn:aws:iam::%s:user/x</Arn><UserId>AIDAX</UserId><Account>%s</Account>"
              .formatted(account, account);
      case "AssumeRole" ->
          "<Credentials><AccessKeyId>ASIA%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>"
              .formatted(form.get("RoleArn").substring(13, 25));
      case "GetAccountAuthorizationDetails" ->
          form.containsKey("Marker")
              ? details(role, "second") + "<IsTruncated>false</IsTruncated>"
              : details(role, "first") + "<IsTruncated>true</IsTruncated><Marker>next</Marker>";
      case "ListRoles" ->
          "<Roles><member><Path>/</Path><RoleName>first</RoleName><RoleId>AROAX</RoleId><Arn>%sfirst</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate><MaxSessionDuration>43200</MaxSessionDuration></member></Roles><IsTruncated>false</IsTruncated>"
              .formatted(role);
      case "ListOpenIDConnectProviders" ->
          "<OpenIDConnectProviderList><member><Arn>arn:aws:iam::%s:oidc-provider/token.example.com</Arn></member></OpenIDConnectProviderList>"
              .formatted(account);
      case "GetOpenIDConnectProvider" ->
          "<Url>token.example.com</Url><ClientIDList><member>sts.amazonaws.com</member></ClientIDList>";
      case "ListSAMLProviders" -> "<SAMLProviderList/>";
      case "GenerateCredentialReport" -> "<State>COMPLETE</State>";
      case "GetCredentialReport" ->
          "<Content>%s</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-03-01T00:00:00Z</GeneratedTime>"
              .formatted(
                  Base64.getEncoder()
                      .encodeToString(
                          ("user,arn,user_creation_time,password_enabled,mfa_active\n<root_account>,arn:aws:iam::%s:root,2025-01-01T00:00:00Z,not_supported,true\n"
                                  .formatted(account))
                              .getBytes(StandardCharsets.UTF_8)));
      default -> throw new AssertionError("a call that is not expected: " + action);
    };
  }

  private static String details(String role, String name) {
    return "<RoleDetailList><member><Path>/</Path><RoleName>%s</RoleName><RoleId>AROAX</RoleId><Arn>%s%s</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument><RolePolicyList/><AttachedManagedPolicies/><InstanceProfileList/><Tags><member><Key>team</Key><Value>x</Value></member></Tags></member></RoleDetailList>"
        .formatted(name, role, name, URLEncoder.encode(TRUST, StandardCharsets.UTF_8));
  }

  private static String organizations(String operation, String body) {
    boolean next = body.contains("more");
    return switch (operation) {
      case "DescribeOrganization" ->
          "{'Organization':{'Id':'o-example12','MasterAccountId':'" + MANAGEMENT + "'}}";
      case "ListInstances" ->
          "{'Instances':[{'InstanceArn':'arn:aws:sso:::instance/ssoins-1','IdentityStoreId':'d-1'}]}";
      case "ListPermissionSets" ->
          "{'PermissionSets':['arn:aws:sso:::permissionSet/ssoins-1/ps-1']}";
      case "DescribePermissionSet" ->
          "{'PermissionSet':{'Name':'Admin','PermissionSetArn':'arn:aws:sso:::permissionSet/ssoins-1/ps-1'}}";
      case "ListAccountsForProvisionedPermissionSet" -> "{'AccountIds':['" + MEMBER + "']}";
      case "ListAccountAssignments" ->
          "{'AccountAssignments':[{'AccountId':'"
              + MEMBER
              + "','PermissionSetArn':'arn:aws:sso:::permissionSet/ssoins-1/ps-1','PrincipalType':'GROUP','PrincipalId':'g-1'}]}";
      case "ListUsers" -> "{'Users':[{'UserId':'u-1','UserName':'ann','Emails':[]}]}";
      case "ListGroups" -> "{'Groups':[{'GroupId':'g-1','DisplayName':'platform'}]}";
      case "ListGroupMemberships" ->
          "{'GroupMemberships':[{'GroupId':'g-1','MemberId':{'UserId':'u-1'}}]}";
      case "ListRoots" -> "{'Roots':[{'Id':'r-ex01','Name':'Root'}]}";
      case "ListOrganizationalUnitsForParent" ->
          body.contains("r-ex01")
              ? "{'OrganizationalUnits':[{'Id':'ou-ex01-aaaaaaaa','Name':'apps'}]}"
              : "{'OrganizationalUnits':[]}";
      case "ListAccountsForParent" -> accounts(body, next);
      case "ListTagsForResource" -> "{'Tags':[{'Key':'env','Value':'prod'}]}";
      case "ListPolicies" ->
          body.contains("SERVICE_CONTROL")
              ? "{'Policies':[{'Id':'p-FullAWSAccess','Name':'FullAWSAccess','Type':'SERVICE_CONTROL_POLICY'}]}"
              : "{'Policies':[]}";
      case "ListTargetsForPolicy" -> "{'Targets':[{'TargetId':'r-ex01','Type':'ROOT'}]}";
      case "DescribePolicy" -> "{'Policy':{'Content':'{}'}}";
      case "ListDelegatedAdministrators" ->
          "{'DelegatedAdministrators':[{'Id':'" + MEMBER + "','Name':'orders'}]}";
      case "ListDelegatedServicesForAccount" ->
          "{'DelegatedServices':[{'ServicePrincipal':'guardduty.amazonaws.com'}]}";
      default -> throw new AssertionError("a call that is not expected: " + operation);
    };
  }

  private static String accounts(String body, boolean next) {
    if (body.contains("r-ex01")) {
      return "{'Accounts':[{'Id':'" + MANAGEMENT + "','Name':'management','Status':'ACTIVE'}]}";
    }
    return next
        ? "{'Accounts':[{'Id':'" + CLOSED_TO_US + "','Name':'closed','Status':'ACTIVE'}]}"
        : "{'Accounts':[{'Id':'"
            + MEMBER
            + "','Name':'orders','Status':'ACTIVE'}],'NextToken':'more'}";
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      form.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
