package dev.gatehouse.gate.iam.credential;

import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import org.jspecify.annotations.Nullable;

/** The account's rules for passwords. */
public final class PasswordPolicy {
  static final String SETTING = "password-policy";
  private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

  private PasswordPolicy() {}

  public static void addTo(Service iam) {
    iam.read("GetAccountPasswordPolicy", PasswordPolicy::get);
    iam.write("UpdateAccountPasswordPolicy", PasswordPolicy::update);
    iam.write("DeleteAccountPasswordPolicy", PasswordPolicy::delete);
  }

  /** The policy as set; null when the account has none. */
  static @Nullable Structure of(Holdings holdings) {
    Structure setting = holdings.get(Kind.SETTING, SETTING);
    return setting == null ? null : setting.structure("Policy");
  }

  private static Structure get(Call call) {
    return Structure.of("PasswordPolicy", there(call));
  }

  private static Structure there(Call call) {
    Structure policy = of(call.holdings());
    if (policy == null) {
      throw Errors.noSuchEntity(
          "The Password Policy with domain name " + call.account() + " cannot be found.");
    }
    return policy;
  }

  /** What is not given takes its default, whatever it was before. */
  private static Structure update(Call call) {
    Structure input = call.input();
    Structure policy =
        Structure.of(
            "MinimumPasswordLength", input.number("MinimumPasswordLength", 6),
            "RequireSymbols", input.flag("RequireSymbols"),
            "RequireNumbers", input.flag("RequireNumbers"),
            "RequireUppercaseCharacters", input.flag("RequireUppercaseCharacters"),
            "RequireLowercaseCharacters", input.flag("RequireLowercaseCharacters"),
            "AllowUsersToChangePassword", input.flag("AllowUsersToChangePassword"),
            "ExpirePasswords", input.number("MaxPasswordAge", 0) > 0,
            "MaxPasswordAge", input.get("MaxPasswordAge"),
            "PasswordReusePrevention", input.get("PasswordReusePrevention"),
            "HardExpiry", input.get("HardExpiry"));
    call.holdings().put(Kind.SETTING, Structure.of("Name", SETTING, "Policy", policy));
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    there(call);
    call.holdings().remove(Kind.SETTING, SETTING);
    return Structure.EMPTY;
  }

  /** Refuses a password that the account's policy, or AWS's own, does not take. */
  static void check(Holdings holdings, String password) {
    Structure policy = of(holdings);
    Structure rules = policy == null ? Structure.of("MinimumPasswordLength", 8) : policy;
    require(password.length() >= rules.number("MinimumPasswordLength", 6), "length");
    need(rules, "RequireNumbers", password.chars().anyMatch(Character::isDigit));
    need(rules, "RequireUppercaseCharacters", password.chars().anyMatch(Character::isUpperCase));
    need(rules, "RequireLowercaseCharacters", password.chars().anyMatch(Character::isLowerCase));
    need(rules, "RequireSymbols", password.chars().anyMatch(c -> SYMBOLS.indexOf(c) >= 0));
  }

  private static void need(Structure rules, String rule, boolean met) {
    require(met || !rules.flag(rule), rule);
  }

  private static void require(boolean met, String rule) {
    if (!met) {
      throw new AwsException(
          400,
          "PasswordPolicyViolation",
          rule.equals("length")
              ? "Password does not conform to the account password policy: it is too short."
              : "Password does not conform to the account password policy.");
    }
  }
}
