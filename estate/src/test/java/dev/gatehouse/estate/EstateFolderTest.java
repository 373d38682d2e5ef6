package dev.gatehouse.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateFolderTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path folder;

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace('\'', '"'));
  }

  @Test
  void knowsNothingOfAnEmptyFolder() throws IOException {
    EstateFolder.Reading reading = EstateFolder.read(folder);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.estate().isOwnAccount("123456789012")).isEqualTo(Answer.UNKNOWN);
    assertThat(reading.estate().network("192.0.2.1")).isEmpty();
    assertThat(reading.estate().plannedChange(NOON, "123456789012", "x")).isEmpty();
  }

  @Test
  void tellsOwnAccountsFromForeignOnes() throws IOException {
    file(
        "any-name.txt",
        "{'Organization':{'Id':'o-example12','MasterAccountId':'123456789012'},'Accounts':["
            + "{'Id':'111122223333','Name':'orders','Tags':[{'Key':'env','Value':'prod'}]}]}");
    Estate estate = EstateFolder.read(folder).estate();
    assertThat(estate.isOwnAccount("123456789012")).isEqualTo(Answer.YES);
    assertThat(estate.isOwnAccount("111122223333")).isEqualTo(Answer.YES);
    assertThat(estate.isOwnAccount("999988887777")).isEqualTo(Answer.NO);
    assertThat(estate.account("111122223333").map(Account::env)).contains("prod");
    assertThat(estate.organization().map(Organization::id)).contains("o-example12");
  }

  @Test
  void doesNotCallAnAccountForeignWithoutAListOfAccounts() throws IOException {
    file("o.json", "{'Organization':{'Id':'o-example12','MasterAccountId':'123456789012'}}");
    Estate estate = EstateFolder.read(folder).estate();
    assertThat(estate.isOwnAccount("123456789012")).isEqualTo(Answer.YES);
    assertThat(estate.isOwnAccount("999988887777")).isEqualTo(Answer.UNKNOWN);
    assertThat(estate.knowsAccounts()).isFalse();
  }

  @Test
  void takesTheSingleOutputOfListAccounts() throws IOException {
    file("deep/down/list.json", "{'Accounts':[{'Id':'111122223333','Name':'orders'}]}");
    assertThat(EstateFolder.read(folder).estate().isOwnAccount("111122223333"))
        .isEqualTo(Answer.YES);
  }

  @Test
  void findsTheChangeThatNamesMost() throws IOException {
    file(
        "changes.json",
        "[{'id':'wide','title':'w','start':'2026-03-02T11:00:00Z','end':'2026-03-02T13:00:00+00:00','approved':true},"
            + "{'id':'named','title':'n','start':'2026-03-02T11:00:00Z','end':'2026-03-02T14:00:00Z',"
            + "'identities':['ann'],'approved':true},"
            + "{'id':'draft','title':'d','start':'2026-03-02T11:00:00Z','end':'2026-03-02T12:30:00Z',"
            + "'identities':['ann'],'accounts':['123456789012'],'approved':false}]");
    Estate estate = EstateFolder.read(folder).estate();
    String ann = "arn:aws:iam::123456789012:user/ann";
    String joann = "arn:aws:iam::123456789012:user/joann";
    assertThat(estate.plannedChange(NOON, "123456789012", ann).map(PlannedChange::id))
        .contains("named");
    assertThat(estate.plannedChange(NOON, "123456789012", joann).map(PlannedChange::id))
        .contains("wide");
    assertThat(estate.plannedChange(NOON.plusSeconds(7201), "123456789012", ann)).isEmpty();
  }

  @Test
  void findsTheNarrowestNetwork() throws IOException {
    file(
        "networks.csv",
        "cidr,asn,country,city,lat,lon,kind\n"
            + "203.0.113.0/24,AS64500,DE,'Berlin, Mitte',52.5,13.4,office\n"
            + "203.0.113.128/25,64500,DE,,,,nat\n"
            + "# a comment\n\n"
            + "2001:db8::/32,,,,,,hosting\n");
    Estate estate = EstateFolder.read(folder).estate();
    assertThat(estate.network("203.0.113.7").map(Network::kind)).contains(Network.Kind.OFFICE);
    assertThat(estate.network("203.0.113.7").map(Network::city)).contains("Berlin, Mitte");
    assertThat(estate.network("203.0.113.200").map(Network::kind)).contains(Network.Kind.NAT);
    assertThat(estate.network("2001:db8:1::1").map(Network::kind)).contains(Network.Kind.HOSTING);
    assertThat(estate.network("198.51.100.1")).isEmpty();
    assertThat(estate.network("ec2.amazonaws.com")).isEmpty();
  }

  @Test
  void saysWhatIsMalformedAndUsesTheRest() throws IOException {
    file("a.json", "{'Accounts':[{'Name':'no id'}]}");
    file("b.json", "{'broken");
    file(
        "c.json",
        "[{'id':'ok','start':'2026-03-02T11:00:00Z','end':'2026-03-02T13:00:00Z','approved':true},"
            + "{'id':'late','start':'tomorrow','end':'2026-03-02T13:00:00Z'},"
            + "{'id':'back','start':'2026-03-02T14:00:00Z','end':'2026-03-02T13:00:00Z'}]");
    file("d.csv", "cidr,kind\n300.1.1.1/24,office\n192.0.2.0/33,office\n192.0.2.0/24,office\n");
    file("e.txt", "something else\n");
    Files.write(folder.resolve("f.bin"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    EstateFolder.Reading reading = EstateFolder.read(folder);
    assertThat(reading.problems())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("`a.json` is left out: each entry of `Accounts`"),
            p -> assertThat(p).startsWith("`b.json` is left out: The text is not JSON"),
            p -> assertThat(p).contains("change `late`").contains("not `tomorrow`"),
            p -> assertThat(p).contains("change `back`").contains("ends before it starts"),
            p -> assertThat(p).contains("line 2").contains("`300.1.1.1/24`"),
            p -> assertThat(p).contains("line 3").contains("from 0 to 32"),
            p -> assertThat(p).startsWith("`f.bin` is left out: it is not UTF-8"));
    assertThat(reading.unused()).isEqualTo(List.of("e.txt"));
    assertThat(reading.estate().network("192.0.2.9")).isPresent();
    assertThat(reading.estate().plannedChange(NOON, "1", "x")).isPresent();
  }
}
