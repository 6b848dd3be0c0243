package org.stellarticker.http;

import java.util.Arrays;
import org.eclipse.jetty.server.Request;

/**
 * Finds the client of a request. Only nginx reaches the socket. It sets the address in a header, and replaces what the
 * client sent there; behind {@code TRUSTED_PROXIES} it is the address that these forward.
 */
final class ClientAddress {

    static final String HEADER = "X-Real-IP";

    private static final int GROUPS = 8;
    private static final int GROUPS_OF_A_SITE = 4;

    private ClientAddress() {}

    /** Returns the address; of an IPv6 address the first 64 bits, because one subscriber has all that begin so. */
    static String of(Request request) {
        String address = request.getHeaders().get(HEADER);
        return address == null ? "unknown" : site(address);
    }

    /** Returns the address itself, or of IPv6 the network that a site has. */
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
