package org.stellarticker.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2::9, 2001:db8:1:2::/64",
        "2001:db8::1, 2001:db8:0:0::/64",
        "2001:db8:0:0:1::, 2001:db8:0:0::/64",
        "::1, 0:0:0:0::/64",
        "::, 0:0:0:0::/64",
    })
    void aSubscriberOfIpv6HasAllAddressesThatBeginAlike(String address, String client) {
        assertThat(ClientAddress.site(address)).isEqualTo(client);
    }
}
