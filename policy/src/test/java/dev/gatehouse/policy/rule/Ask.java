package dev.gatehouse.policy.rule;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Blocker;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A question in the words of a test. Statements are JSON with single quotes. */
public final class Ask {
  public static final String ACCOUNT = "123456789012";
  public static final String OTHER = "210987654321";
  public static final String USER = "arn:aws:iam::123456789012:user/alice";
  public static final String ROLE = "arn:aws:iam::123456789012:role/app/worker";
  public static final String SESSION = "arn:aws:sts::123456789012:assumed-role/worker/s-1";
  public static final String ROOT = "arn:aws:iam::123456789012:root";
  public static final String FOREIGN = "arn:aws:iam::210987654321:user/bob";
  public static final String OBJECT = "arn:aws:s3:::data/a.txt";
  public static final String TRUSTED = "arn:aws:iam::123456789012:role/target";
  public static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1";
  public static final String ALLOW_ALL = "{'Effect':'Allow','Action':'*','Resource':'*'}";
  public static final String DENY_ALL = "{'Effect':'Deny','Action':'*','Resource':'*'}";

  private Caller caller;
  private String action = "s3:GetObject";
  private String resource = OBJECT;
  private String account = ACCOUNT;
  private String version = "2012-10-17";
  private boolean derive;
  private final Context.Builder keys = new Context.Builder();
  private final PolicySet.Builder policies = PolicySet.builder();
  private final List<Policy> identity = new ArrayList<>();
  private final List<Level> scps = new ArrayList<>();
  private final List<Level> rcps = new ArrayList<>();

  private Ask(Caller caller) {
    this.caller = caller;
  }

  public static Ask by(String caller) {
    return new Ask(Caller.parse(caller));
  }

  public static Ask by(Caller caller) {
    return new Ask(caller);
  }

  public Ask does(String newAction, String newResource) {
    action = newAction;
    resource = newResource;
    return this;
  }

  public Ask in(String newAccount) {
    account = newAccount;
    return this;
  }

  public Ask version(String newVersion) {
    version = newVersion;
    return this;
  }

  public Ask key(String name, String value) {
    keys.put(name, value);
    return this;
  }

  public Ask keys(String name, String... values) {
    keys.putAll(name, List.of(values));
    return this;
  }

  public Ask unknown(String name) {
    keys.unknown(name);
    return this;
  }

  public Ask derived() {
    derive = true;
    return this;
  }

  public Ask identity(String... statements) {
    identity.add(policy("identity", statements));
    return this;
  }

  public Ask identity(Policy policy) {
    identity.add(policy);
    return this;
  }

  public Ask resource(String... statements) {
    policies.resource(policy("resource", statements));
    return this;
  }

  public Ask boundary(String... statements) {
    policies.boundary(List.of(policy("boundary", statements)));
    return this;
  }

  public Ask session(String... statements) {
    policies.session(List.of(policy("session", statements)));
    return this;
  }

  public Ask scp(String... statements) {
    scps.add(new Level("scp-" + scps.size(), List.of(policy("scp", statements))));
    return this;
  }

  public Ask rcp(String... statements) {
    rcps.add(new Level("rcp-" + rcps.size(), List.of(policy("rcp", statements))));
    return this;
  }

  public Ask set(UnaryOperator<PolicySet.Builder> change) {
    change.apply(policies);
    return this;
  }

  public Policy policy(String name, String... statements) {
    String head = version.isEmpty() ? "" : "'Version':'" + version + "',";
    String json = "{" + head + "'Statement':[" + String.join(",", statements) + "]}";
    return Policy.parse(name, json.replace('\'', '"'));
  }

  public Request request() {
    Request request = Request.of(caller, action, resource, account, keys.build());
    return derive ? DerivedContext.derive(request, null) : request;
  }

  public PolicySet policies() {
    return policies.identity(identity).scps(scps).rcps(rcps).build();
  }

  public Decision decision() {
    return Evaluator.decide(request(), policies());
  }

  public Outcome outcome() {
    return decision().outcome();
  }

  /** The policy types that block, each followed by "!" when it does so explicitly. */
  public List<String> blockers() {
    return decision().blockers().stream().map(Ask::name).toList();
  }

  private static String name(Blocker blocker) {
    return blocker.type().id() + (blocker.explicit() ? "!" : "");
  }

  /** An Allow in a resource policy, for what stands under {@code Principal}. */
  public static String grant(String principal) {
    return "{'Effect':'Allow','Principal':" + principal + ",'Action':'*'}";
  }

  public static String grantTo(String arn) {
    return grant("{'AWS':'" + arn + "'}");
  }

  /** An identity Allow under a condition. */
  public static String allowIf(String condition) {
    return "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{" + condition + "}}";
  }
}
