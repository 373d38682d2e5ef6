package dev.gatehouse.trail.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which people have records that CloudTrail did not write so. */
class FormsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/team/dev";
  private static final String SESSION = "arn:aws:sts::123456789012:assumed-role/dev/ann";
  private static final String RECORD =
      "{'eventVersion':'1.11','eventID':'id-1','eventTime':'2026-01-31T10:00:00Z','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','awsRegion':'us-east-1','sourceIPAddress':'203.0.113.9','userAgent':'cli','requestParameters':{'roleArn':'arn:aws:iam::111122223333:role/x'},'userIdentity':{'type':'AssumedRole','principalId':'AROAX:ann','arn':'"
          + SESSION
          + "','accountId':'123456789012','accessKeyId':'ASIAANN','sessionContext':{'sessionIssuer':{'type':'Role','arn':'"
          + ROLE
          + "'},'attributes':{'creationDate':'2026-01-31T09:00:00Z','mfaAuthenticated':'true'}}},'recipientAccountId':'123456789012'}";

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static TrailEvent only(String text) {
    Gathered gathered = Gathered.from(quoted(text));
    assertThat(gathered.rejected).as(text).isEmpty();
    assertThat(gathered.events).as(text).hasSize(1);
    return gathered.events.get(0);
  }

  /** The fields that a lineage needs, from whatever form. */
  private static void isTheCall(TrailEvent event) {
    assertThat(event.id()).isEqualTo("id-1");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
    assertThat(event.call()).isEqualTo("sts:AssumeRole");
    assertThat(event.awsRegion()).isEqualTo("us-east-1");
    assertThat(event.sourceIPAddress()).isEqualTo("203.0.113.9");
    assertThat(event.userAgent()).isEqualTo("cli");
    assertThat(event.recipientAccountId()).isEqualTo("123456789012");
    assertThat(event.request("roleArn")).isEqualTo("arn:aws:iam::111122223333:role/x");
    UserIdentity who = event.userIdentity();
    assertThat(who.type()).isEqualTo("AssumedRole");
    assertThat(who.arn()).isEqualTo(SESSION);
    assertThat(who.accessKeyId()).isEqualTo("ASIAANN");
    assertThat(who.session()).isNotNull();
    assertThat(who.session().issuerArn()).isEqualTo(ROLE);
    assertThat(who.session().creationDate()).isEqualTo(Instant.parse("2026-01-31T09:00:00Z"));
    assertThat(who.session().mfaAuthenticated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Logstash: @timestamp for the time.
        "{'@timestamp':'2026-01-31T10:00:00.000Z',%1$s",
        // Splunk, search results: whole, and taken apart by dots.
        "{'preview':false,'offset':0,'result':{'_time':'2026-01-31T10:00:00.000+00:00','_raw':%2$s}}",
      })
  void aPipelineKeepsTheNames(String form) {
    String inner = RECORD.replace("'eventTime':'2026-01-31T10:00:00Z',", "").substring(1);
    String text = String.format(Locale.ROOT, form, inner, json(quoted(RECORD)));
    isTheCall(only(text));
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Test
  void namesPutTogetherWithDots() {
    isTheCall(
        only(
            "{'@timestamp':'2026-01-31T10:00:00.000Z','eventID':'id-1','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','awsRegion':'us-east-1','sourceIPAddress':'203.0.113.9','userAgent':'cli','recipientAccountId':'123456789012','requestParameters.roleArn':'arn:aws:iam::111122223333:role/x','userIdentity.type':'AssumedRole','userIdentity.arn':'"
                + SESSION
                + "','userIdentity.accessKeyId':'ASIAANN','userIdentity.sessionContext.sessionIssuer.arn':'"
                + ROLE
                + "','userIdentity.sessionContext.attributes.creationDate':'2026-01-31T09:00:00Z','userIdentity.sessionContext.attributes.mfaAuthenticated':'true'}"));
  }

  @Test
  void elasticCommonSchema() {
    TrailEvent event =
        only(
            "{'_index':'x','_source':{'@timestamp':'2026-01-31T10:00:00.000Z','event':{'provider':'sts.amazonaws.com','action':'AssumeRole','id':'id-1','outcome':'success'},'cloud':{'region':'us-east-1','account':{'id':'123456789012'}},'source':{'address':'203.0.113.9','ip':'203.0.113.9'},'user_agent':{'original':'cli'},'user':{'id':'AROAX:ann'},'aws':{'cloudtrail':{'event_version':'1.11','flattened':{'request_parameters':{'roleArn':'arn:aws:iam::111122223333:role/x'}},'request_parameters':'{roleArn=arn:aws:iam::111122223333:role/x}','user_identity':{'type':'AssumedRole','arn':'"
                + SESSION
                + "','access_key_id':'ASIAANN','session_context':{'mfa_authenticated':'true','creation_date':'2026-01-31T09:00:00.000Z','session_issuer':{'type':'Role','arn':'"
                + ROLE
                + "'}}}}}}}");
    isTheCall(event);
    assertThat(event.fidelity()).isEqualTo(Fidelity.PARTIAL);
    assertThat(event.userIdentity().principalId()).isEqualTo("AROAX:ann");
  }

  @Test
  void sentinel() {
    isTheCall(
        only(
            "{'TimeGenerated':'2026-01-31T10:00:00Z','AwsEventId':'id-1','EventSource':'sts.amazonaws.com','EventName':'AssumeRole','EventTypeName':'AwsApiCall','AWSRegion':'us-east-1','SourceIpAddress':'203.0.113.9','UserAgent':'cli','RecipientAccountId':'123456789012','RequestParameters':'{\\'roleArn\\':\\'arn:aws:iam::111122223333:role/x\\'}','UserIdentityType':'AssumedRole','UserIdentityArn':'"
                + SESSION
                + "','UserIdentityAccessKeyId':'ASIAANN','SessionIssuerArn':'"
                + ROLE
                + "','SessionCreationDate':'2026-01-31T09:00:00Z','SessionMfaAuthenticated':true}"));
  }

  @Test
  void ocsf() {
    isTheCall(
        only(
            "{'class_uid':6003,'time':1769853600000,'metadata':{'uid':'id-1','product':{'name':'CloudTrail'},'event_code':'AwsApiCall'},'api':{'operation':'AssumeRole','service':{'name':'sts.amazonaws.com'},'request':{'uid':'r-1','data':{'roleArn':'arn:aws:iam::111122223333:role/x'}}},'cloud':{'region':'us-east-1','account':{'uid':'123456789012'}},'src_endpoint':{'ip':'203.0.113.9'},'http_request':{'user_agent':'cli'},'actor':{'user':{'type':'AssumedRole','uid':'"
                + SESSION
                + "','uid_alt':'AROAX:ann','credential_uid':'ASIAANN'},'session':{'issuer':'"
                + ROLE
                + "','created_time':1769850000000,'is_mfa':true}}}"));
  }

  @Test
  void rowsOfLogsInsightsAndOfCloudTrailLake() {
    String inner = json(quoted(RECORD));
    isTheCall(
        only(
            "{'status':'Complete','results':[[{'field':'@timestamp','value':'2026-01-31 10:00:00.000'},{'field':'@message','value':"
                + inner
                + "},{'field':'@ptr','value':'Cl'}]]}"));
    isTheCall(only("{'QueryStatus':'FINISHED','QueryResultRows':[[{'eventJson':" + inner + "}]]}"));
    TrailEvent cells =
        only(
            "{'results':[[{'field':'eventTime','value':'2026-01-31T10:00:00Z'},{'field':'eventName','value':'AssumeRole'},{'field':'eventSource','value':'sts.amazonaws.com'},{'field':'userIdentity.arn','value':'"
                + SESSION
                + "'}]]}");
    assertThat(cells.userIdentity().arn()).isEqualTo(SESSION);
  }

  private static String cell(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  @Test
  void aTableOfAthena() {
    String identity =
        "{type=AssumedRole, principalid=AROAX:ann, arn="
            + SESSION
            + ", accountid=123456789012, invokedby=null, accesskeyid=ASIAANN, username=null, sessioncontext={attributes={mfaauthenticated=true, creationdate=2026-01-31T09:00:00Z}, sessionissuer={type=Role, principalid=AROAX, arn="
            + ROLE
            + ", accountid=123456789012, username=dev}, ec2roledelivery=null, webidfederationdata=null}}";
    Gathered gathered =
        Gathered.from(
            cell("eventversion")
                + ",\"useridentity\",\"eventtime\",\"eventsource\",\"eventname\",\"awsregion\",\"sourceipaddress\",\"useragent\",\"errorcode\",\"requestparameters\",\"responseelements\",\"eventid\",\"recipientaccountid\"\n"
                + "\"1.11\","
                + cell(identity)
                + ",\"2026-01-31T10:00:00Z\",\"sts.amazonaws.com\",\"AssumeRole\",\"us-east-1\",\"203.0.113.9\",\"cli\",,"
                + cell("{\"roleArn\":\"arn:aws:iam::111122223333:role/x\"}")
                + ",\"null\",\"id-1\",\"123456789012\"\r\n");
    assertThat(gathered.rejected).isEmpty();
    isTheCall(gathered.events.get(0));
    assertThat(gathered.events.get(0).errorCode()).isNull();
  }

  @Test
  void aTableOfWholeRecordsAndTheHistoryOfTheConsole() throws IOException {
    Gathered whole =
        Gathered.from("eventJson\r\n" + cell(quoted(RECORD)) + "\r\n" + cell("{}") + "\r\n");
    isTheCall(whole.events.get(0));
    assertThat(whole.reasons()).containsExactly(Reason.NOT_A_RECORD);

    List<String> lacks = new ArrayList<>();
    List<TrailEvent> events = new ArrayList<>();
    TrailSink sink =
        new TrailSink() {
          @Override
          public void event(TrailEvent event, RecordBytes raw) {
            events.add(event);
          }

          @Override
          public void rejected(Rejected rejected) {
            throw new AssertionError(rejected.toString());
          }

          @Override
          public void lacking(String file, String fields) {
            lacks.add(fields);
          }
        };
    String history =
        "Event name,Event time,User name,Event source,Event ID,AWS access key,Read-only\r\n"
            + "ListBuckets,2026-01-31T10:00:00Z,ann,s3.amazonaws.com,id-2,AKIAANN,true\r\n";
    new TrailReader(TrailLimits.DEFAULT)
        .read(new ByteArrayInputStream(history.getBytes(StandardCharsets.UTF_8)), "history", sink);
    assertThat(events.get(0).userIdentity().userName()).isEqualTo("ann");
    assertThat(events.get(0).userIdentity().accessKeyId()).isEqualTo("AKIAANN");
    assertThat(lacks.get(0)).contains("userIdentity", "requestParameters", "sourceIPAddress");
  }

  @Test
  void linesThatBeginWithATime() {
    String record = quoted(RECORD);
    Gathered gathered =
        Gathered.from(
            "2026-01-31T10:00:00.000Z "
                + record
                + "\n2026-01-31T10:00:01+00:00 123456789012_CloudTrail_us-east-1 "
                + record
                + "\nJan 31 10:00:02 host cloudtrail: "
                + record
                + "\nno record here\n"
                + record);
    assertThat(gathered.events).hasSize(4);
    assertThat(gathered.events).extracting(TrailEvent::fidelity).startsWith(Fidelity.WHOLE);
    assertThat(gathered.reasons()).containsExactly(Reason.MALFORMED);
  }

  @Test
  void utf16InBothOrders() {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String mark : List.of("\uFEFF", "")) {
        Gathered gathered = Gathered.from((mark + quoted(RECORD)).getBytes(charset));
        assertThat(gathered.rejected).isEmpty();
        isTheCall(gathered.events.get(0));
      }
    }
  }

  @Test
  void whatIsNoCallOfAwsIsNoRecord() {
    Gathered gathered =
        Gathered.from(
            quoted(
                "{'@timestamp':'2026-01-31T10:00:00Z','event':{'provider':'sshd','action':'login','id':'1'},'user':{'name':'x'}}"));
    assertThat(gathered.events).isEmpty();
    assertThat(gathered.reasons()).containsExactly(Reason.NOT_A_RECORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"my.app", "aws", "awsx.sts", ""})
  void anEventOfAnotherSourceOnABusIsNotOfAws(String source) {
    String envelope =
        "{'version':'0','detail-type':'AWS API Call via CloudTrail','source':'"
            + source
            + "','detail':"
            + RECORD
            + "}";
    Gathered gathered = Gathered.from(quoted(envelope));
    assertThat(gathered.events).isEmpty();
    assertThat(gathered.reasons()).containsExactly(Reason.NOT_FROM_AWS);
    String queued = "{'Messages':[{'MessageId':'m','Body':" + json(quoted(envelope)) + "}]}";
    assertThat(Gathered.from(quoted(queued).replace("\\'", "\\\"")).reasons())
        .contains(Reason.NOT_FROM_AWS);
    isTheCall(only(envelope.replace("'source':'" + source, "'source':'aws.sts")));
  }
}
