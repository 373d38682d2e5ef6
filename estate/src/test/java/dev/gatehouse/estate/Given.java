package dev.gatehouse.estate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small estates for tests: files of a folder as text, with {@code '} for {@code "}. */
public final class Given {
  public static final String EC2_TRUST =
      "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},"
          + "'Action':'sts:AssumeRole'}}";
  public static final String ALLOW_ALL =
      "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}";

  private final Path folder;

  public Given(Path folder) {
    this.folder = folder;
  }

  /** Adds a file. */
  public Given file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.replace('\'', '"'));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public EstateFolder.Reading read() {
    try {
      return EstateFolder.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A dump with these entries of {@code RoleDetailList}. */
  public static String dump(String... roles) {
    return "{'UserDetailList':[],'GroupDetailList':[],'RoleDetailList':["
        + String.join(",", roles)
        + "],'Policies':[]}";
  }

  /** An entry of {@code RoleDetailList}; {@code more} begins with a comma or is empty. */
  public static String role(String account, String name, String trust, String more) {
    return "{'Path':'/','RoleName':'%s','RoleId':'AROAEXAMPLE','Arn':'arn:aws:iam::%s:role/%s',"
            .formatted(name, account, name)
        + "'CreateDate':'2025-01-01T00:00:00Z','InstanceProfileList':[],'AttachedManagedPolicies':[],"
        + "'AssumeRolePolicyDocument':"
        + trust
        + more
        + "}";
  }

  /** The member {@code RolePolicyList} with one policy. */
  public static String inline(String policy) {
    return ",'RolePolicyList':[{'PolicyName':'access','PolicyDocument':" + policy + "}]";
  }
}
