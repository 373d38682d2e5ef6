package dev.gatehouse.range.campaign;

import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.TruthWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All campaigns, and the runs of those that were asked for. */
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

  private final List<CampaignRun> attacks;

  private Campaigns(List<CampaignRun> attacks) {
    this.attacks = attacks;
  }

  /** The names of all campaigns. */
  public static List<String> names() {
    return ALL.stream().map(Campaign::id).toList();
  }

  /**
   * Puts the attacks on the agenda.
   *
   * @param names {@code all}, {@code none}, {@code leaked-key}, {@code leaked-key/quiet}
   * @throws IllegalArgumentException naming the first one that does not exist
   */
  public static Campaigns begin(Simulation simulation, List<String> names) {
    for (String name : names) {
      check(name);
    }
    List<CampaignRun> attacks = new ArrayList<>();
    for (Campaign campaign : ALL) {
      for (Variant variant : Variant.values()) {
        if (names.contains("all")
            || names.contains(campaign.id())
            || names.contains(campaign.id() + "/" + variant.word())) {
          CampaignRun run = new CampaignRun(simulation, campaign, variant);
          attacks.add(run);
          campaign.run(run);
        }
      }
    }
    return new Campaigns(attacks);
  }

  /** The runs as truth/campaigns.json tells them. */
  public List<Map<String, @Nullable Object>> truth(TruthWriter truth) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (CampaignRun run : attacks) {
      list.add(run.truth(truth));
    }
    return list;
  }

  private static void check(String name) {
    String id = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    boolean variant = !name.contains("/") || name.endsWith("/loud") || name.endsWith("/quiet");
    if (!(id.equals("all") || id.equals("none") || names().contains(id)) || !variant) {
      throw new IllegalArgumentException(
          "No attack is called `"
              + name
              + "`: give all, none, or names out of "
              + String.join(", ", names())
              + ", each with /loud or /quiet if only one is wanted.");
    }
  }
}
