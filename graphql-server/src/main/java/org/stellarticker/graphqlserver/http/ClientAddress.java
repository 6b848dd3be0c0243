package org.stellarticker.graphqlserver.http;

import java.util.Arrays;
import org.eclipse.jetty.server.Request;

/**
 * Tells whose request it is. nginx, the only one that reaches the socket, sets the address in a header, over whatever the
 * client sent there; behind {@code TRUSTED_PROXIES} it is the one that they forward.
 */
final class ClientAddress {

    static final String HEADER = "X-Real-IP";

    private static final int GROUPS = 8;
    private static final int GROUPS_OF_A_SITE = 4;

    private ClientAddress() {}

    /** The address; of an IPv6 address the first 64 bits, since whoever has one has all that begin so. */
    static String of(Request request) {
        String address = request.getHeaders().get(HEADER);
        return address == null ? "unknown" : site(address);
    }

    /** The address itself, or of IPv6 the network that a site has. */
    static String site(String address) {
        return address.contains(":") && !address.contains(".") ? firstGroups(address) : address;
    }

    private static String firstGroups(String address) {
        String[] halves = address.split("::", 2);
        String[] head = groups(halves[0]);
        String[] tail = halves.length > 1 ? groups(halves[1]) : new String[0];
        var all = new String[GROUPS];
        Arrays.fill(all, "0");
        System.arraycopy(head, 0, all, 0, Math.min(head.length, GROUPS));
        int free = Math.max(0, GROUPS - tail.length);
        System.arraycopy(tail, 0, all, free, GROUPS - free);
        return String.join(":", Arrays.copyOf(all, GROUPS_OF_A_SITE)) + "::/64";
    }

    private static String[] groups(String part) {
        return part.isEmpty() ? new String[0] : part.split(":");
    }
}
