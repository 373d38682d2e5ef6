package dev.gatehouse.gate.iam.credential;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.PasswordHash;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;

/** Passwords of users for the console. */
public final class LoginProfiles {
  private LoginProfiles() {}

  public static void addTo(Service iam) {
    iam.write("CreateLoginProfile", LoginProfiles::create);
    iam.read("GetLoginProfile", call -> Structure.of("LoginProfile", view(there(call))));
    iam.write("UpdateLoginProfile", LoginProfiles::update);
    iam.write("DeleteLoginProfile", LoginProfiles::delete);
    iam.write("ChangePassword", LoginProfiles::change);
  }

  private static Structure view(Structure profile) {
    return profile.only("UserName", "CreateDate", "PasswordResetRequired");
  }

  private static Structure user(Call call) {
    return Entity.USER.find(call.holdings(), Names.user(call));
  }

  private static Structure there(Call call) {
    String user = user(call).need("UserName");
    Structure profile = call.holdings().get(Kind.LOGIN_PROFILE, user);
    if (profile == null) {
      throw Errors.noSuchEntity("Login Profile for User " + user + " cannot be found.");
    }
    return profile;
  }

  private static Structure create(Call call) {
    String user = user(call).need("UserName");
    if (call.holdings().get(Kind.LOGIN_PROFILE, user) != null) {
      throw Errors.alreadyExists("Login Profile for user " + user + " already exists.");
    }
    String password = call.text("Password");
    if (password == null) {
      throw AwsException.validation("The password must be specified.");
    }
    PasswordPolicy.check(call.holdings(), password);
    Structure profile =
        Structure.of(
            "UserName", user,
            "CreateDate", call.now(),
            "PasswordResetRequired", call.input().flag("PasswordResetRequired"),
            "Hash", PasswordHash.of(password),
            "PasswordChanged", call.now());
    call.holdings().put(Kind.LOGIN_PROFILE, profile);
    return Structure.of("LoginProfile", view(profile));
  }

  private static Structure update(Call call) {
    Structure profile = there(call);
    String password = call.text("Password");
    if (password != null) {
      PasswordPolicy.check(call.holdings(), password);
      profile = profile.with("Hash", PasswordHash.of(password)).with("PasswordChanged", call.now());
    }
    if (call.input().has("PasswordResetRequired")) {
      profile = profile.with("PasswordResetRequired", call.input().get("PasswordResetRequired"));
    }
    call.holdings().put(Kind.LOGIN_PROFILE, profile);
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    call.holdings().remove(Kind.LOGIN_PROFILE, there(call).need("UserName"));
    return Structure.EMPTY;
  }

  private static Structure change(Call call) {
    if (call.caller().kind() != Identity.Kind.USER) {
      throw new AwsException(
          400, "InvalidUserType", "Only an IAM User can change their own password.");
    }
    Structure profile = there(call);
    if (!PasswordHash.matches(call.need("OldPassword"), profile.need("Hash"))) {
      throw new AwsException(403, "AccessDenied", "The old password was incorrect.");
    }
    String password = call.need("NewPassword");
    PasswordPolicy.check(call.holdings(), password);
    call.holdings()
        .put(
            Kind.LOGIN_PROFILE,
            profile
                .with("Hash", PasswordHash.of(password))
                .with("PasswordResetRequired", false)
                .with("PasswordChanged", call.now()));
    return Structure.EMPTY;
  }
}
