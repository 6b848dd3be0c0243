package org.stellarticker.publichttp;

import java.util.stream.Stream;

/** Hosts that lead to this machine or its network, in all forms that somebody might read another way than the check does. */
public final class HostileHosts {

    private HostileHosts() {}

    public static Stream<String> all() {
        return Stream.of(
                "127.0.0.1",
                "127.1",
                "127.000.000.001",
                "0",
                "0.0.0.0",
                "0x7f.1",
                "0x7f000001",
                "2130706433",
                "017700000001",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "printer.local",
                "metadata.google.internal",
                "169.254.169.254",
                "[::1]",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "[64:ff9b:1::7f00:1]",
                "[2002:7f00:1::1]",
                "[2001:0:7f00:1::1]",
                "[fe80::1]",
                "[fe80::1%25lo]",
                "[fe80::1%lo]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[fec0::1]",
                "[ff02::1]",
                "[2600::5efe:127.0.0.1]",
                // IDN: full-width digits and dots, a Cyrillic letter, letters in circles.
                "\uFF11\uFF12\uFF17.\uFF10.\uFF10.\uFF11",
                "127\u30020\u30020\u30021",
                "loc\u0430lhost",
                "\u24DB\u24DE\u24D2\u24D0\u24DB\u24D7\u24DE\u24E2\u24E3");
    }
}
