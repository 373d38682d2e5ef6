package dev.gatehouse.trail.redact;

import java.util.Set;
import java.util.regex.Pattern;

/** The words of AWS and of Gatehouse that a copy keeps, and the members that say what a text is. */
final class Vocabulary {
  private Vocabulary() {}

  /** Members, in lower case, whose text is a word of AWS or of Gatehouse. */
  static final Set<String> KEPT =
      Set.of(
          ("eventversion eventtime eventsource eventname awsregion errorcode eventtype eventcategory"
                  + " apiversion type invokedby tlsversion ciphersuite creationdate mfaauthenticated"
                  + " ec2roledelivery effect action notaction version status state httptokens"
                  + " httpendpoint instancemetadatatags readwritetype region regionname awsservingregion"
                  + " expiration durationseconds endpointtype mfaused loginto consolelogin"
                  + " detector severity confidence origintype join kind measure unit technique start end"
                  + " raised first last time issuedat decision verdict tier issuetype credentialtype"
                  + " switchto authenticationmethod signatureversion x-amz-id-2 bytestransferredin"
                  + " bytestransferredout")
              .split(" "));

  /** Members whose own members, and what these hold, a customer chose. */
  static final Set<String> CHOSEN =
      Set.of("tags", "tagset", "tagsmap", "variables", "environment", "labels");

  /** Members with which lists of tags are written. */
  static final Set<String> OF_A_TAG =
      Set.of("key", "value", "tagkey", "tagvalue", "items", "item", "tag", "variables");

  /** What stands first in the resource of an ARN and is no name. */
  static final Set<String> RESOURCE_TYPES =
      Set.of(
          ("role user group policy assumed-role federated-user instance-profile oidc-provider"
                  + " saml-provider mfa sms-mfa server-certificate root account organization ou"
                  + " function layer event-source-mapping table stream rule event-bus connection"
                  + " archive key alias secret parameter document log-group log-stream destination"
                  + " stateMachine execution activity db cluster snapshot cluster-snapshot subgrp og pg"
                  + " instance image volume vpc subnet security-group network-interface launch-template"
                  + " internet-gateway transit-gateway vpc-endpoint key-pair natgateway route-table"
                  + " task task-definition service container-instance repository nodegroup access-entry"
                  + " podidentityassociation distribution hostedzone stack stackset changeSet trail"
                  + " eventdatastore channel detector filter ipset project build report-group"
                  + " certificate loadbalancer targetgroup listener workgroup crawler job database catalog"
                  + " identitypool userpool identityprovider webacl permissionSet session"
                  + " trust-anchor profile crl analyzer domain accesspoint storage-lens model endpoint"
                  + " notebook-instance agent guardrail vault backup-vault recovery-point")
              .split(" "));

  static final Set<String> SENTENCES =
      Set.of(
          "errormessage",
          "useragent",
          "message",
          "title",
          "text",
          "what",
          "observed",
          "expected",
          "headline",
          "checkfirst",
          "statusmessage");

  static final Set<String> SECRETS =
      Set.of(
          "sessiontoken",
          "secretaccesskey",
          "secretkey",
          "password",
          "newpassword",
          "oldpassword",
          "secretstring",
          "secretbinary",
          "token",
          "accesstoken",
          "refreshtoken",
          "idtoken",
          "clientsecret",
          "privatekey",
          "tokencode",
          "authenticationcode1",
          "authenticationcode2",
          "samlassertion",
          "webidentitytoken",
          "apikey",
          "userdata",
          "plaintext",
          "keymaterial");

  /** Words of ARNs, subjects and ways that are no names. */
  static final Set<String> WORDS =
      Set.of(
          ("arn aws aws-cn aws-us-gov aws-iso aws-iso-b aws-iso-e aws-iso-f aws-eusc root role user group policy"
                  + " assumed-role federated-user instance-profile oidc-provider saml-provider mfa"
                  + " aws-reserved aws-service-role service-role OrganizationAccountAccessRole"
                  + " AWSControlTowerExecution repo ref refs heads tags environment pull_request"
                  + " system serviceaccount service federated identitycenter account unknown session key"
                  + " true false null https http default AWS-Internal AWSService AWSAccount"
                  + " restore launchPermission createVolumePermission loadPermission all")
              .split(" "));

  /** Names that AWS gives to roles and sessions. */
  static final Pattern AWS_NAME =
      Pattern.compile(
          "AWSServiceRoleFor\\w*|botocore-session-\\d+|aws-sdk-\\w+-\\d+|AWSCLI-Session|"
              + "AWSReservedSSO_AWS\\w+_[0-9a-f]{16}|-+|\\d{1,11}|\\d+\\.\\d+(?:\\.\\d+)?|"
              + "[a-z]{2,5}(?:-[a-z]+){1,2}-\\d[a-z]?");

  /** Labels of a host that stand between the domain and the service. */
  static final Pattern BESIDE_SERVICE =
      Pattern.compile("[a-z]{2,5}(?:-[a-z]+){1,2}-\\d|vpce|dualstack|fips");

  /** Services whose principal has a dot of its own; before others a label is a customer's. */
  static final Set<String> SERVICES_OF_TWO_LABELS =
      Set.of(
          ("pods.eks delivery.logs streams.dynamodb ops.apigateway replicator.lambda export.rds"
                  + " monitoring.rds events.rds ssm.maintenance member.org.stacksets.cloudformation"
                  + " stacksets.cloudformation vpc-flow-logs dax.dynamodb replication.dynamodb"
                  + " custom-resource.application-autoscaling credentials.iot spotfleet.ec2 spot.ec2")
              .split(" "));
}
