package dev.gatehouse.estate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"ec2.amazonaws.com", "AWS Internal", "", "1.2.3", "1.2.3.256", "::g", "localhost"})
  void knowsWhatIsNoAddress(String text) {
    assertThat(Address.is(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.2.3", "172.16.0.1", "172.31.9.9", "192.168.1.1", "100.64.0.1", "fd00::1"})
  void knowsPrivateAddresses(String text) {
    assertThat(Address.isPrivate(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2001:db8::1"})
  void knowsPublicAddresses(String text) {
    assertThat(Address.is(text)).isTrue();
    assertThat(Address.isPrivate(text)).isFalse();
  }

  @Property(seed = "20261130")
  void aBlockHoldsExactlyItsAddresses(
      @ForAll int a, @ForAll int b, @ForAll @IntRange(min = 1, max = 32) int prefix) {
    boolean same = (a >>> (32 - prefix)) == (b >>> (32 - prefix));
    Cidr around = Cidr.around(text(b), prefix, prefix);
    assertThat(Cidr.of(text(a) + "/" + prefix).equals(around)).isEqualTo(same);
  }

  private static String text(int a) {
    return (a >>> 24) + "." + (a >> 16 & 255) + "." + (a >> 8 & 255) + "." + (a & 255);
  }
}
