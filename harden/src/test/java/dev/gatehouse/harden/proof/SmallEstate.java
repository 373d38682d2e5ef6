package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two accounts of an organization, read by the real reader from files. */
final class SmallEstate {
  private SmallEstate() {}

  /**
   * The estate.
   *
   * @param trust of the role {@code target}, with {@code '} for {@code "}
   */
  static Estate with(String trust) {
    return with(trust, Map.of());
  }

  /** The same with more files, {@code '} for {@code "} in them. */
  static Estate with(String trust, Map<String, String> more) {
    try {
      Path folder = Files.createTempDirectory("estate");
      Path organization = folder.resolve("organization.json");
      Files.writeString(
          organization,
          """
          {'Organization':{'Id':'o-example123','MasterAccountId':'111111111111'},
           'Accounts':[{'Id':'111111111111','Name':'management'},
             {'Id':'123456789012','Name':'owner','Tags':[{'Key':'env','Value':'prod'}]},
             {'Id':'210987654321','Name':'other'}]}
          """
              .replace('\'', '"'));
      Path dump = folder.resolve("123456789012.json");
      Files.writeString(
          dump,
          """
          {'UserDetailList':[
            {'Arn':'arn:aws:iam::123456789012:user/alice','UserName':'alice','Path':'/','UserId':'AIDAEXAMPLEALICE',
             'UserPolicyList':[{'PolicyName':'assume','PolicyDocument':{'Version':'2012-10-17','Statement':
               {'Effect':'Allow','Action':'sts:*','Resource':'*'}}}],
             'GroupList':[],'AttachedManagedPolicies':[]},
            {'Arn':'arn:aws:iam::123456789012:user/bob','UserName':'bob','Path':'/','UserId':'AIDAEXAMPLEBOB',
             'GroupList':[],'AttachedManagedPolicies':[]}],
           'GroupDetailList':[],'Policies':[],
           'RoleDetailList':[
            {'Arn':'arn:aws:iam::123456789012:role/target','RoleName':'target','Path':'/','RoleId':'AROAEXAMPLETARGET',
             'AssumeRolePolicyDocument':%s,'RolePolicyList':[{'PolicyName':'admin','PolicyDocument':
               {'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}}],
             'AttachedManagedPolicies':[],'InstanceProfileList':[]},
            {'Arn':'arn:aws:iam::123456789012:role/worker','RoleName':'worker','Path':'/','RoleId':'AROAEXAMPLEWORKER',
             'AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':{'Effect':'Allow',
               'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}},
             'RolePolicyList':[],'AttachedManagedPolicies':[],'InstanceProfileList':[]}]}
          """
              .formatted(trust)
              .replace('\'', '"'));
      Path networks = folder.resolve("networks.csv");
      Files.writeString(networks, "cidr,kind\n192.0.2.0/24,office\n");
      for (Map.Entry<String, String> file : more.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue().replace('\'', '"'));
      }
      EstateFolder.Reading reading = EstateFolder.read(folder);
      if (!reading.problems().isEmpty()) {
        throw new AssertionError(reading.problems());
      }
      for (String file : more.keySet()) {
        Files.delete(folder.resolve(file));
      }
      for (Path file : List.of(organization, dump, networks, folder)) {
        Files.delete(file);
      }
      return reading.estate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
