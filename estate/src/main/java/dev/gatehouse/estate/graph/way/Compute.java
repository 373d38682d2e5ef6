package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.EdgeKind;
import java.util.Arrays;
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
public record Compute(
    EdgeKind kind,
    String service,
    List<Set<String>> calls,
    boolean passes,
    boolean profile,
    String given) {

  private static final String INSTANCE = "an instance runs with the role's instance profile";

  /** All of them, in the order in which they are told. */
  public static final List<Compute> ALL =
      List.of(
          passing(
              EdgeKind.LAMBDA_CREATE,
              "lambda.amazonaws.com",
              "lambda:CreateFunction",
              "lambda:InvokeFunction | lambda:CreateEventSourceMapping | lambda:CreateFunctionUrlConfig | lambda:AddPermission"),
          carried(
              EdgeKind.LAMBDA_UPDATE,
              "lambda.amazonaws.com",
              "a function has the role",
              "lambda:UpdateFunctionCode | lambda:UpdateFunctionConfiguration"),
          onProfile(EdgeKind.EC2_RUN, true, "", "ec2:RunInstances"),
          onProfile(
              EdgeKind.EC2_PROFILE,
              true,
              "an instance is there that the caller can log in to",
              "ec2:AssociateIamInstanceProfile | ec2:ReplaceIamInstanceProfileAssociation",
              "ssm:SendCommand | ssm:StartSession | ec2-instance-connect:SendSSHPublicKey | ec2:ModifyInstanceAttribute"),
          onProfile(
              EdgeKind.EC2_USER_DATA,
              false,
              INSTANCE,
              "ec2:ModifyInstanceAttribute",
              "ec2:StopInstances",
              "ec2:StartInstances"),
          onProfile(
              EdgeKind.SSM_SESSION,
              false,
              INSTANCE + " and answers Systems Manager",
              "ssm:SendCommand | ssm:StartSession"),
          passing(EdgeKind.SSM_AUTOMATION, "ssm.amazonaws.com", "ssm:StartAutomationExecution"),
          passing(
              EdgeKind.ECS_RUN,
              "ecs-tasks.amazonaws.com",
              "ecs:RegisterTaskDefinition",
              "ecs:RunTask | ecs:StartTask | ecs:CreateService | ecs:UpdateService"),
          carried(
              EdgeKind.ECS_EXECUTE,
              "ecs-tasks.amazonaws.com",
              "a task with the role runs and lets commands in",
              "ecs:ExecuteCommand"),
          passing(
              EdgeKind.BATCH_SUBMIT,
              "ecs-tasks.amazonaws.com",
              "batch:RegisterJobDefinition",
              "batch:SubmitJob"),
          passing(
              EdgeKind.APPRUNNER_CREATE,
              "tasks.apprunner.amazonaws.com",
              "apprunner:CreateService | apprunner:UpdateService"),
          passing(
              EdgeKind.EKS_POD_IDENTITY,
              "pods.eks.amazonaws.com",
              "eks:CreatePodIdentityAssociation | eks:UpdatePodIdentityAssociation"),
          passing(EdgeKind.GLUE_ENDPOINT, "glue.amazonaws.com", "glue:CreateDevEndpoint"),
          carried(
              EdgeKind.GLUE_ENDPOINT_UPDATE,
              "glue.amazonaws.com",
              "a development endpoint has the role",
              "glue:UpdateDevEndpoint"),
          passing(
              EdgeKind.GLUE_JOB,
              "glue.amazonaws.com",
              "glue:CreateJob | glue:UpdateJob",
              "glue:StartJobRun | glue:CreateTrigger"),
          passing(
              EdgeKind.SAGEMAKER_NOTEBOOK,
              "sagemaker.amazonaws.com",
              "sagemaker:CreateNotebookInstance",
              "sagemaker:CreatePresignedNotebookInstanceUrl"),
          carried(
              EdgeKind.SAGEMAKER_OPEN,
              "sagemaker.amazonaws.com",
              "a notebook has the role",
              "sagemaker:CreatePresignedNotebookInstanceUrl"),
          passing(
              EdgeKind.SAGEMAKER_JOB,
              "sagemaker.amazonaws.com",
              "sagemaker:CreateTrainingJob | sagemaker:CreateProcessingJob"),
          passing(
              EdgeKind.CLOUDFORMATION_CREATE,
              "cloudformation.amazonaws.com",
              "cloudformation:CreateStack | cloudformation:UpdateStack | cloudformation:CreateChangeSet"),
          carried(
              EdgeKind.CLOUDFORMATION_UPDATE,
              "cloudformation.amazonaws.com",
              "a stack has the role",
              "cloudformation:UpdateStack"),
          passing(
              EdgeKind.CODEBUILD_CREATE,
              "codebuild.amazonaws.com",
              "codebuild:CreateProject | codebuild:UpdateProject",
              "codebuild:StartBuild | codebuild:StartBuildBatch"),
          carried(
              EdgeKind.CODEBUILD_START,
              "codebuild.amazonaws.com",
              "a build project has the role",
              "codebuild:StartBuild | codebuild:StartBuildBatch"),
          passing(
              EdgeKind.DATAPIPELINE_CREATE,
              "datapipeline.amazonaws.com",
              "datapipeline:CreatePipeline",
              "datapipeline:PutPipelineDefinition",
              "datapipeline:ActivatePipeline"),
          onProfile(EdgeKind.EMR_RUN, true, "", "elasticmapreduce:RunJobFlow"),
          passing(
              EdgeKind.STATES_CREATE,
              "states.amazonaws.com",
              "states:CreateStateMachine | states:UpdateStateMachine",
              "states:StartExecution"),
          passing(
              EdgeKind.SCHEDULER_CREATE,
              "scheduler.amazonaws.com",
              "scheduler:CreateSchedule | scheduler:UpdateSchedule"),
          passing(
              EdgeKind.BEDROCK_INTERPRETER,
              "bedrock-agentcore.amazonaws.com",
              "bedrock-agentcore:CreateCodeInterpreter",
              "bedrock-agentcore:InvokeCodeInterpreter"));

  private static Compute passing(EdgeKind kind, String service, String... calls) {
    return new Compute(kind, service, alternatives(calls), true, false, "");
  }

  private static Compute carried(EdgeKind kind, String service, String given, String... calls) {
    return new Compute(kind, service, alternatives(calls), false, false, given);
  }

  private static Compute onProfile(EdgeKind kind, boolean passes, String given, String... calls) {
    return new Compute(kind, "ec2.amazonaws.com", alternatives(calls), passes, true, given);
  }

  /** Calls of which each text lists alternatives. */
  private static List<Set<String>> alternatives(String... calls) {
    return Arrays.stream(calls).map(each -> Set.of(each.split(" \\| "))).toList();
  }
}
