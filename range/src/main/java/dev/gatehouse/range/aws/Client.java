package dev.gatehouse.range.aws;

import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from and with what.
 *
 * @param address an IP address, or a service name for calls that a service makes
 * @param vpcEndpointId null unless the call goes through a VPC endpoint
 */
public record Client(
    String address,
    String userAgent,
    Kind kind,
    @Nullable String vpcEndpointId,
    @Nullable String vpcEndpointAccount) {
  /** How a client calls. */
  enum Kind {
    /** The command line or an SDK. */
    SDK,
    /** The management console in a browser. */
    CONSOLE,
    /** An AWS service. */
    SERVICE
  }

  private static final String BROWSER =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/133.0.0.0 Safari/537.36";

  /** A program. */
  public static Client sdk(String address, String userAgent) {
    return new Client(address, userAgent, Kind.SDK, null, null);
  }

  /** The console. */
  public static Client console(String address) {
    return new Client(address, BROWSER, Kind.CONSOLE, null, null);
  }

  /** A service, {@code ec2.amazonaws.com}. */
  public static Client service(String principal) {
    return new Client(principal, principal, Kind.SERVICE, null, null);
  }

  /** Python on a Linux host. */
  public static Client boto3(String address) {
    return sdk(
        address,
        "Boto3/1.36.14 md/Botocore#1.36.14 ua/2.0 os/linux#6.1.119-129.201.amzn2023.x86_64"
            + " md/arch#x86_64 lang/python#3.11.11 md/pyimpl#CPython cfg/retry-mode#legacy"
            + " Botocore/1.36.14");
  }

  /** A Java service. */
  public static Client java(String address) {
    return sdk(
        address,
        "aws-sdk-java/2.30.16 md/io#async md/http#NettyNio ua/2.1 os/Linux#6.1.119 lang/java#21.0.6"
            + " md/OpenJDK_64-Bit_Server_VM#21.0.6 md/vendor#Amazon.com_Inc. md/en_US");
  }

  /** A Go program. */
  public static Client go(String address) {
    return sdk(
        address,
        "aws-sdk-go-v2/1.34.0 ua/2.1 os/linux lang/go#1.23.5 md/GOOS#linux md/GOARCH#amd64");
  }

  /** Terraform. */
  public static Client terraform(String address) {
    return sdk(
        address,
        "APN/1.0 HashiCorp/1.0 Terraform/1.10.5 (+https://www.terraform.io)"
            + " terraform-provider-aws/5.86.0"
            + " (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.34.0"
            + " ua/2.1 os/linux lang/go#1.23.5 md/GOOS#linux md/GOARCH#amd64");
  }

  /** The instance agent of Systems Manager. */
  public static Client agent(String address) {
    return sdk(address, "aws-sdk-go/1.55.5 (go1.22.10; linux; amd64) amazon-ssm-agent/3.3.1611.0");
  }

  /** The same client at another address. */
  public Client at(String other) {
    return new Client(other, userAgent, kind, vpcEndpointId, vpcEndpointAccount);
  }

  /** The same client with another user agent. */
  public Client withUserAgent(String other) {
    return new Client(address, other, kind, vpcEndpointId, vpcEndpointAccount);
  }

  /** The same client through a VPC endpoint. */
  public Client through(String endpoint, String account) {
    return new Client(address, userAgent, kind, endpoint, account);
  }
}
