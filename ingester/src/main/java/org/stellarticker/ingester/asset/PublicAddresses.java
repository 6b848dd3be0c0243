package org.stellarticker.ingester.asset;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Names resolved for a client that follows links of strangers: a name with any address inside our own networks is
 * refused, since its issuer would have us fetch what only we can reach. Connections are made to the very addresses that
 * were looked at here.
 */
final class PublicAddresses implements Dns {

    private final Dns resolver;

    PublicAddresses(Dns resolver) {
        this.resolver = resolver;
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        List<InetAddress> addresses = resolver.lookup(name);
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new UnknownHostException(name + " is not a public address");
            }
        }
        return addresses;
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes);
    }

    /** Beyond what Java knows: this network, shared (RFC 6598), IETF's, benchmarking, and reserved. */
    private static boolean isPublicV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean benchmarking = first == 198 && (second == 18 || second == 19);
        boolean assigned = first == 192 && second == 0 && bytes[2] == 0;
        return first != 0 && first < 240 && !shared && !benchmarking && !assigned;
    }

    /** Global unicast only, without the ranges that wrap an IPv4 address (NAT64, 6to4, Teredo). */
    private static boolean isPublicV6(byte[] bytes) {
        boolean global = (bytes[0] & 0xe0) == 0x20;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        return global && !sixToFour && !teredo;
    }
}
