package org.stellarticker.daemon.settings;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The limits that nginx applies by client address.
 *
 * @param connectionLimit how many requests of one client it serves at once; 0 is no limit
 * @param rateLimit how many requests of one client it serves in a minute; 0 is no limit
 * @param trustedProxies addresses, or networks such as {@code 10.0.0.0/8}, whose forwarded client address it trusts
 */
public record ClientConfig(int connectionLimit, int rateLimit, List<String> trustedProxies) {

    /** The most that nginx takes for limit_conn. */
    private static final int MOST_CONNECTIONS = 65_535;

    /** In nginx, an address of IPv6 has no brackets, and one of IPv4 has four parts. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    public static ClientConfig read(Settings in) {
        return new ClientConfig(
                in.integer("CONNECTION_LIMIT", 512, 0, MOST_CONNECTIONS),
                in.integer("RATE_LIMIT", 0, 0, 999_999),
                in.read("TRUSTED_PROXIES", "", ClientConfig::networks));
    }

    private static List<String> networks(String found) {
        List<String> networks = Arrays.stream(found.split(",", -1))
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .toList();
        networks.forEach(ClientConfig::check);
        return networks;
    }

    private static void check(String network) {
        String[] parts = network.split("/", 2);
        try {
            if (!ADDRESS.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException(parts[0]);
            }
            int bits = 8 * InetAddress.ofLiteral(parts[0]).getAddress().length;
            if (parts.length == 1 || (parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= bits)) {
                return;
            }
        } catch (IllegalArgumentException noAddress) {
            // Reported below, with what was expected.
        }
        throw new IllegalArgumentException("expected addresses such as 10.0.0.1 or 10.0.0.0/8, separated by commas");
    }
}
