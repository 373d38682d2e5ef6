package dev.gatehouse.core.estate.graph;

import java.util.List;
import java.util.Set;

/**
 * A service that runs something with a role, and the calls that make it run what the caller wants.
 *
 * @param service the principal that the role must trust
 * @param calls all of these, of each any one
 * @param passes whether the caller hands the role over ({@code iam:PassRole}); otherwise something
 *     carries it already
 * @param profile whether the role must be in an instance profile
 * @param given what must exist besides; "" if nothing
 */
record Compute(
    EdgeKind kind,
    String service,
    List<Set<String>> calls,
    boolean passes,
    boolean profile,
    String given) {

  private static final String INSTANCE = "an instance runs with the role's instance profile";

  /** All of them, in the order in which they are told. */
  static final List<Compute> ALL =
      List.of(
          passing(
              EdgeKind.LAMBDA_CREATE,
              "lambda.amazonaws.com",
              Set.of("lambda:CreateFunction"),
              Set.of(
                  "lambda:InvokeFunction",
                  "lambda:CreateEventSourceMapping",
                  "lambda:CreateFunctionUrlConfig",
                  "lambda:AddPermission")),
          carried(
              EdgeKind.LAMBDA_UPDATE,
              "lambda.amazonaws.com",
              "a function has the role",
              Set.of("lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration")),
          onProfile(EdgeKind.EC2_RUN, true, "", Set.of("ec2:RunInstances")),
          onProfile(
              EdgeKind.EC2_PROFILE,
              true,
              "an instance is there that the caller can log in to",
              Set.of("ec2:AssociateIamInstanceProfile", "ec2:ReplaceIamInstanceProfileAssociation"),
              Set.of(
                  "ssm:SendCommand",
                  "ssm:StartSession",
                  "ec2-instance-connect:SendSSHPublicKey",
                  "ec2:ModifyInstanceAttribute")),
          onProfile(
              EdgeKind.EC2_USER_DATA,
              false,
              INSTANCE,
              Set.of("ec2:ModifyInstanceAttribute"),
              Set.of("ec2:StopInstances"),
              Set.of("ec2:StartInstances")),
          onProfile(
              EdgeKind.SSM_SESSION,
              false,
              INSTANCE + " and answers Systems Manager",
              Set.of("ssm:SendCommand", "ssm:StartSession")),
          passing(
              EdgeKind.SSM_AUTOMATION,
              "ssm.amazonaws.com",
              Set.of("ssm:StartAutomationExecution")),
          passing(
              EdgeKind.ECS_RUN,
              "ecs-tasks.amazonaws.com",
              Set.of("ecs:RegisterTaskDefinition"),
              Set.of("ecs:RunTask", "ecs:StartTask", "ecs:CreateService", "ecs:UpdateService")),
          carried(
              EdgeKind.ECS_EXECUTE,
              "ecs-tasks.amazonaws.com",
              "a task with the role runs and lets commands in",
              Set.of("ecs:ExecuteCommand")),
          passing(
              EdgeKind.BATCH_SUBMIT,
              "ecs-tasks.amazonaws.com",
              Set.of("batch:RegisterJobDefinition"),
              Set.of("batch:SubmitJob")),
          passing(
              EdgeKind.APPRUNNER_CREATE,
              "tasks.apprunner.amazonaws.com",
              Set.of("apprunner:CreateService", "apprunner:UpdateService")),
          passing(
              EdgeKind.EKS_POD_IDENTITY,
              "pods.eks.amazonaws.com",
              Set.of("eks:CreatePodIdentityAssociation", "eks:UpdatePodIdentityAssociation")),
          passing(EdgeKind.GLUE_ENDPOINT, "glue.amazonaws.com", Set.of("glue:CreateDevEndpoint")),
          carried(
              EdgeKind.GLUE_ENDPOINT_UPDATE,
              "glue.amazonaws.com",
              "a development endpoint has the role",
              Set.of("glue:UpdateDevEndpoint")),
          passing(
              EdgeKind.GLUE_JOB,
              "glue.amazonaws.com",
              Set.of("glue:CreateJob", "glue:UpdateJob"),
              Set.of("glue:StartJobRun", "glue:CreateTrigger")),
          passing(
              EdgeKind.SAGEMAKER_NOTEBOOK,
              "sagemaker.amazonaws.com",
              Set.of("sagemaker:CreateNotebookInstance"),
              Set.of("sagemaker:CreatePresignedNotebookInstanceUrl")),
          carried(
              EdgeKind.SAGEMAKER_OPEN,
              "sagemaker.amazonaws.com",
              "a notebook has the role",
              Set.of("sagemaker:CreatePresignedNotebookInstanceUrl")),
          passing(
              EdgeKind.SAGEMAKER_JOB,
              "sagemaker.amazonaws.com",
              Set.of("sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob")),
          passing(
              EdgeKind.CLOUDFORMATION_CREATE,
              "cloudformation.amazonaws.com",
              Set.of(
                  "cloudformation:CreateStack",
                  "cloudformation:UpdateStack",
                  "cloudformation:CreateChangeSet")),
          carried(
              EdgeKind.CLOUDFORMATION_UPDATE,
              "cloudformation.amazonaws.com",
              "a stack has the role",
              Set.of("cloudformation:UpdateStack")),
          passing(
              EdgeKind.CODEBUILD_CREATE,
              "codebuild.amazonaws.com",
              Set.of("codebuild:CreateProject", "codebuild:UpdateProject"),
              Set.of("codebuild:StartBuild", "codebuild:StartBuildBatch")),
          carried(
              EdgeKind.CODEBUILD_START,
              "codebuild.amazonaws.com",
              "a build project has the role",
              Set.of("codebuild:StartBuild", "codebuild:StartBuildBatch")),
          passing(
              EdgeKind.DATAPIPELINE_CREATE,
              "datapipeline.amazonaws.com",
              Set.of("datapipeline:CreatePipeline"),
              Set.of("datapipeline:PutPipelineDefinition"),
              Set.of("datapipeline:ActivatePipeline")),
          onProfile(EdgeKind.EMR_RUN, true, "", Set.of("elasticmapreduce:RunJobFlow")),
          passing(
              EdgeKind.STATES_CREATE,
              "states.amazonaws.com",
              Set.of("states:CreateStateMachine", "states:UpdateStateMachine"),
              Set.of("states:StartExecution")),
          passing(
              EdgeKind.SCHEDULER_CREATE,
              "scheduler.amazonaws.com",
              Set.of("scheduler:CreateSchedule", "scheduler:UpdateSchedule")),
          passing(
              EdgeKind.BEDROCK_INTERPRETER,
              "bedrock-agentcore.amazonaws.com",
              Set.of("bedrock-agentcore:CreateCodeInterpreter"),
              Set.of("bedrock-agentcore:InvokeCodeInterpreter")));

  @SafeVarargs
  private static Compute passing(EdgeKind kind, String service, Set<String>... calls) {
    return new Compute(kind, service, List.of(calls), true, false, "");
  }

  @SafeVarargs
  private static Compute carried(
      EdgeKind kind, String service, String given, Set<String>... calls) {
    return new Compute(kind, service, List.of(calls), false, false, given);
  }

  @SafeVarargs
  private static Compute onProfile(
      EdgeKind kind, boolean passes, String given, Set<String>... calls) {
    return new Compute(kind, "ec2.amazonaws.com", List.of(calls), passes, true, given);
  }
}
