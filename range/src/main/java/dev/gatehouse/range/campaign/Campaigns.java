package dev.gatehouse.range.campaign;

import dev.gatehouse.range.campaign.chain.BuildLaptop;
import dev.gatehouse.range.campaign.chain.DeniedSweep;
import dev.gatehouse.range.campaign.chain.EventBusAdmin;
import dev.gatehouse.range.campaign.chain.FourHops;
import dev.gatehouse.range.campaign.chain.RoleJuggling;
import dev.gatehouse.range.campaign.chain.ShortSessions;
import dev.gatehouse.range.campaign.chain.UploadedFile;
import dev.gatehouse.range.campaign.chain.VendorTenants;
import dev.gatehouse.range.campaign.credential.ContractorLeaves;
import dev.gatehouse.range.campaign.credential.DormantUser;
import dev.gatehouse.range.campaign.credential.ImpossibleTravel;
import dev.gatehouse.range.campaign.credential.InstanceCredentials;
import dev.gatehouse.range.campaign.credential.LeakedKey;
import dev.gatehouse.range.campaign.credential.ManySources;
import dev.gatehouse.range.campaign.credential.OffHours;
import dev.gatehouse.range.campaign.credential.RootConsole;
import dev.gatehouse.range.campaign.credential.StolenPortal;
import dev.gatehouse.range.campaign.impact.NewRegion;
import dev.gatehouse.range.campaign.impact.ProtectionRemoved;
import dev.gatehouse.range.campaign.impact.TrailTampering;
import dev.gatehouse.range.campaign.persistence.FederationAfterKey;
import dev.gatehouse.range.campaign.persistence.KeyForOther;
import dev.gatehouse.range.campaign.persistence.PolicyVersion;
import dev.gatehouse.range.campaign.persistence.ProgramConsole;
import dev.gatehouse.range.campaign.persistence.ProviderBackdoor;
import dev.gatehouse.range.campaign.persistence.TrustBackdoor;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import dev.gatehouse.range.scenario.Variant;
import dev.gatehouse.range.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;

/** All attacks, and the runs of those that were asked for. */
public final class Campaigns {
  private static final List<Campaign> ALL =
      List.of(
          new BuildLaptop(),
          new VendorTenants(),
          new EventBusAdmin(),
          new UploadedFile(),
          new LeakedKey(),
          new StolenPortal(),
          new FourHops(),
          new RoleJuggling(),
          new DeniedSweep(),
          new InstanceCredentials(),
          new TrustBackdoor(),
          new PolicyVersion(),
          new ProtectionRemoved(),
          new KeyForOther(),
          new RootConsole(),
          new ProgramConsole(),
          new DormantUser(),
          new ImpossibleTravel(),
          new ShortSessions(),
          new ManySources(),
          new FederationAfterKey(),
          new ProviderBackdoor(),
          new ContractorLeaves(),
          new OffHours(),
          new NewRegion(),
          new TrailTampering());

  private Campaigns() {}

  /** The names of all attacks. */
  public static List<String> names() {
    return ALL.stream().map(Campaign::id).toList();
  }

  /**
   * Refuses names that do not exist.
   *
   * @param names {@code all}, {@code none}, {@code leaked-key}, {@code leaked-key/quiet}
   * @throws IllegalArgumentException naming the first one that does not exist
   */
  public static void check(List<String> names) {
    for (String name : names) {
      boolean isKnown =
          name.equals("all")
              || name.equals("none")
              || ALL.stream().anyMatch(campaign -> isMeant(campaign, List.of(name)));
      if (!isKnown) {
        throw new IllegalArgumentException(
            "No attack is called `"
                + name
                + "`: give all, none, or names out of "
                + String.join(", ", names())
                + ", each with /loud or /quiet if only one is wanted.");
      }
    }
  }

  /** Puts the attacks of these names on the schedule; they do not depend on each other. */
  public static List<CampaignRun> begin(Simulation simulation, List<String> names) {
    List<CampaignRun> runs = new ArrayList<>();
    for (Campaign campaign : ALL) {
      for (Variant variant : Variant.values()) {
        if (names.contains("all") || isMeant(campaign, variant, names)) {
          CampaignRun run = new CampaignRun(simulation, campaign, variant);
          runs.add(run);
          campaign.begin(run);
        }
      }
    }
    return runs;
  }

  private static boolean isMeant(Campaign campaign, List<String> names) {
    return isMeant(campaign, Variant.LOUD, names) || isMeant(campaign, Variant.QUIET, names);
  }

  private static boolean isMeant(Campaign campaign, Variant variant, List<String> names) {
    return names.contains(campaign.id()) || names.contains(campaign.id() + "/" + variant.word());
  }
}
