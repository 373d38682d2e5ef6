package dev.gatehouse.estate.graph.edge;

/**
 * The ways from one identity to another. Where several lead the same way, earlier constants are
 * told first.
 *
 * <p>The ways to more permissions follow public research on IAM privilege escalation, each tried
 * against the service authorization reference.
 */
public enum EdgeKind {
  ADMINISTRATOR("administrator", "holds every permission in the account"),
  ASSUME_ROLE("assume-role", "assumes the role"),
  ASSUME_ROLE_WITH_SAML("assume-role-with-saml", "signs in through the SAML provider"),
  ASSUME_ROLE_WITH_WEB_IDENTITY(
      "assume-role-with-web-identity", "shows a token of the OpenID Connect provider"),
  ROLES_ANYWHERE("roles-anywhere", "shows a certificate of the trust anchor"),
  SERVICE("service", "is a service that the role trusts"),

  CREATE_POLICY_VERSION("create-policy-version", "writes a new version of an attached policy"),
  SET_DEFAULT_POLICY_VERSION(
      "set-default-policy-version", "brings back an older version of an attached policy"),
  ATTACH_POLICY("attach-policy", "attaches an administrator's policy"),
  PUT_POLICY("put-policy", "writes an inline policy"),
  ADD_USER_TO_GROUP("add-user-to-group", "joins the group"),
  REMOVE_BOUNDARY("remove-boundary", "removes the permissions boundary"),
  REMOVE_DENY("remove-deny", "removes the policy that denies"),

  UPDATE_TRUST("update-assume-role-policy", "opens the role's trust policy to itself"),
  CREATE_ACCESS_KEY("create-access-key", "makes an access key for the user"),
  SET_PASSWORD("set-login-profile", "sets the user's console password"),

  LAMBDA_CREATE("lambda-create-function", "runs a new function with the role"),
  LAMBDA_UPDATE("lambda-update-function", "changes the code of a function that has the role"),
  EC2_RUN("ec2-run-instances", "starts an instance with the role"),
  EC2_PROFILE("ec2-instance-profile", "puts the role on an instance it can log in to"),
  EC2_USER_DATA("ec2-user-data", "changes what an instance with the role runs when it starts"),
  SSM_SESSION("ssm-session", "runs commands on an instance that has the role"),
  SSM_AUTOMATION("ssm-automation", "runs an automation with the role"),
  ECS_RUN("ecs-run-task", "runs a task with the role"),
  ECS_EXECUTE("ecs-execute-command", "runs commands in a task that has the role"),
  BATCH_SUBMIT("batch-submit-job", "runs a batch job with the role"),
  APPRUNNER_CREATE("apprunner-create-service", "runs a service with the role"),
  EKS_POD_IDENTITY("eks-pod-identity", "gives the role to a pod"),
  GLUE_ENDPOINT("glue-dev-endpoint", "opens a development endpoint with the role"),
  GLUE_ENDPOINT_UPDATE("glue-update-dev-endpoint", "logs in to a development endpoint"),
  GLUE_JOB("glue-job", "runs a job with the role"),
  SAGEMAKER_NOTEBOOK("sagemaker-notebook", "opens a notebook with the role"),
  SAGEMAKER_OPEN("sagemaker-open-notebook", "opens a notebook that has the role"),
  SAGEMAKER_JOB("sagemaker-job", "runs a training or processing job with the role"),
  CLOUDFORMATION_CREATE("cloudformation-stack", "lets a stack act with the role"),
  CLOUDFORMATION_UPDATE("cloudformation-update-stack", "changes a stack that has the role"),
  CODEBUILD_CREATE("codebuild-project", "runs a new build project with the role"),
  CODEBUILD_START("codebuild-start-build", "runs its own build in a project that has the role"),
  DATAPIPELINE_CREATE("datapipeline", "runs a pipeline with the role"),
  EMR_RUN("emr-run-job-flow", "starts a cluster with the role"),
  STATES_CREATE("states-state-machine", "runs a state machine with the role"),
  SCHEDULER_CREATE("scheduler-schedule", "schedules calls with the role"),
  BEDROCK_INTERPRETER("bedrock-code-interpreter", "runs code in an interpreter with the role"),

  BUCKET("bucket", "is let in by the bucket's policy"),
  KEY("key", "is let in by the key's policy"),
  QUEUE("queue", "is let in by the queue's policy"),
  TOPIC("topic", "is let in by the topic's policy"),
  SECRET("secret", "is let in by the secret's policy"),
  FUNCTION("function", "is let in by the function's policy"),
  EVENT_BUS("event-bus", "may put events on the bus");

  private final String word;
  private final String phrase;

  EdgeKind(String word, String phrase) {
    this.word = word;
    this.phrase = phrase;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /** What the one at the beginning of the edge does. */
  public String phrase() {
    return phrase;
  }
}
