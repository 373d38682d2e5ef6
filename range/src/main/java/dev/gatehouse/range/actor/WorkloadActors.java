package dev.gatehouse.range.actor;

import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** The kinds of machines: how each gets its credentials. */
final class WorkloadActors {
  private WorkloadActors() {}

  static Actor of(Workload workload) {
    return switch (workload.kind()) {
      case INSTANCE -> new Instance(workload);
      case FUNCTION -> new Function(workload);
      case ECS_TASK -> new Task(workload);
      case EKS_IRSA -> new ServiceAccountPod(workload);
      case EKS_POD_IDENTITY -> new PodIdentityPod(workload);
      case COGNITO -> new AppUsers(workload);
      case ON_PREMISES -> new OutsideHost(workload);
    };
  }

  /** An address inside the account's private network. */
  private static String inside(Workload workload) {
    return "10." + workload.number() / 200 + "." + workload.number() % 200 + ".17";
  }

  private static Client throughEndpoint(Workload workload, Client client) {
    String account = workload.account().id();
    return client.at(inside(workload)).through("vpce-0" + account + "00aa", account);
  }

  /** An EC2 instance: a new key every hour, each good for about six. */
  static final class Instance extends WorkloadActor {
    Instance(Workload workload) {
      super(workload, 24);
    }

    @Override
    Session issue(Simulation simulation, SeededRandom random, Instant now) {
      Account account = workload().account();
      return simulation
          .aws()
          .deliveries()
          .deliver(
              "ec2.amazonaws.com",
              now,
              workload().role(),
              workload().name(),
              random.between(Duration.ofMinutes(361), Duration.ofMinutes(395)),
              account.arn("ec2", account.region(), "instance/" + workload().name()),
              null,
              random);
    }

    @Override
    Duration keeps(SeededRandom random) {
      return Duration.ofMinutes(59);
    }

    @Override
    Client client(Simulation simulation) {
      return workload().number() % 3 == 0
          ? throughEndpoint(workload(), Client.java(""))
          : Client.java(workload().account().natAddress());
    }
  }

  /** A Lambda function: a key for each environment that starts. */
  static final class Function extends WorkloadActor {
    Function(Workload workload) {
      super(workload, 6);
    }

    @Override
    Session issue(Simulation simulation, SeededRandom random, Instant now) {
      Account account = workload().account();
      return simulation
          .aws()
          .deliveries()
          .deliver(
              "lambda.amazonaws.com",
              now,
              workload().role(),
              workload().name(),
              Duration.ofHours(12),
              account.arn("lambda", account.region(), "function:" + workload().name()),
              null,
              random);
    }

    @Override
    Duration keeps(SeededRandom random) {
      return random.between(Duration.ofHours(2), Duration.ofHours(6));
    }

    @Override
    Client client(Simulation simulation) {
      return Client.boto3("198.19.0." + (2 + workload().number() % 250));
    }
  }

  /** An ECS task. */
  static final class Task extends WorkloadActor {
    Task(Workload workload) {
      super(workload, 5);
    }

    @Override
    Session issue(Simulation simulation, SeededRandom random, Instant now) {
      Account account = workload().account();
      String id = random.hex(32);
      return simulation
          .aws()
          .deliveries()
          .deliver(
              "ecs-tasks.amazonaws.com",
              now,
              workload().role(),
              id,
              Duration.ofHours(6),
              account.arn("ecs", account.region(), "task/" + account.unit() + "/" + id),
              null,
              random);
    }

    @Override
    Duration keeps(SeededRandom random) {
      return random.between(Duration.ofHours(4), Duration.ofHours(5));
    }

    @Override
    Client client(Simulation simulation) {
      return Client.go(workload().account().natAddress());
    }
  }

  /** A pod that exchanges its service account's token. */
  static final class ServiceAccountPod extends WorkloadActor {
    ServiceAccountPod(Workload workload) {
      super(workload, 24);
    }

    @Override
    Session issue(Simulation simulation, SeededRandom random, Instant now) {
      Account account = workload().account();
      String issuer =
          "oidc.eks." + account.region() + ".amazonaws.com/id/EXAMPLE" + account.id() + "0A1B2C";
      return simulation
          .aws()
          .webIdentities()
          .exchange(
              Organization.oidcProvider(account, issuer),
              "sts.amazonaws.com",
              "system:serviceaccount:" + account.unit() + ":worker-" + workload().number(),
              workload().role(),
              "botocore-session-" + now.getEpochSecond(),
              null,
              client(simulation),
              now,
              null,
              random);
    }

    @Override
    Duration keeps(SeededRandom random) {
      return Duration.ofMinutes(50);
    }

    @Override
    Client client(Simulation simulation) {
      return Client.boto3(workload().account().natAddress());
    }
  }

  /** A pod with an EKS Pod Identity association. */
  static final class PodIdentityPod extends WorkloadActor {
    PodIdentityPod(Workload workload) {
      super(workload, 5);
    }

    @Override
    Session issue(Simulation simulation, SeededRandom random, Instant now) {
      Account account = workload().account();
      return simulation
          .aws()
          .deliveries()
          .deliver(
              "pods.eks.amazonaws.com",
              now,
              workload().role(),
              "eks-" + account.unit() + "-worker-" + workload().number() + "-" + random.uuid(),
              Duration.ofHours(6),
              account.arn("eks", account.region(), "cluster/" + account.unit()),
              null,
              random);
    }

    @Override
    Duration keeps(SeededRandom random) {
      return random.between(Duration.ofHours(4), Duration.ofHours(5));
    }

    @Override
    Client client(Simulation simulation) {
      return Client.go(workload().account().natAddress());
    }
  }

  /** Users of an app with a Cognito identity pool: each a session of an hour, from anywhere. */
  static final class AppUsers extends WorkloadActor {
    AppUsers(Workload workload) {
      super(workload, 24);
    }

    @Override
    Session issue(Simulation simulation, SeededRandom random, Instant now) {
      Account account = workload().account();
      String pool = account.region() + ":0f0e0d0c-0000-4000-8000-" + account.id();
      return simulation
          .aws()
          .webIdentities()
          .exchange(
              "cognito-identity.amazonaws.com",
              pool,
              account.region() + ":" + random.uuid(),
              workload().role(),
              "CognitoIdentityCredentials",
              3600,
              Client.service("cognito-identity.amazonaws.com"),
              now,
              null,
              random);
    }

    @Override
    Duration keeps(SeededRandom random) {
      return Duration.ofMinutes(45);
    }

    @Override
    Client client(Simulation simulation) {
      return Client.sdk(
          "198.51.100." + (129 + workload().number() % 60),
          "aws-sdk-swift/1.2.0 ua/2.1 os/ios#18.3");
    }
  }

  /** A host in the company's own data centre, by IAM Roles Anywhere. */
  static final class OutsideHost extends WorkloadActor {
    OutsideHost(Workload workload) {
      super(workload, 48);
    }

    @Override
    Session issue(Simulation simulation, SeededRandom random, Instant now) {
      return simulation
          .aws()
          .deliveries()
          .rolesAnywhere(
              workload().role(),
              "host-" + workload().number(),
              "00f1e2d3c4b5a697"
                  + String.format(java.util.Locale.ROOT, "%08x", workload().number()),
              client(simulation),
              now,
              null,
              random);
    }

    @Override
    Duration keeps(SeededRandom random) {
      return Duration.ofMinutes(55);
    }

    @Override
    Client client(Simulation simulation) {
      return Client.sdk("192.0.2.66", "CredentialHelper/1.4.0 (go1.23.5; linux; amd64)");
    }
  }
}
