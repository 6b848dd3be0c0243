package org.stellarticker.publichttp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Resolves names for a client that follows untrusted links (protection against server-side request forgery). A name with any
 * non-public address is refused, because the author of a link could use it to reach machines inside the operator's network. The client connects
 * to the addresses that were checked here, and {@link PublicSockets} checks them once more.
 */
public final class PublicAddresses implements Dns {

    private final Dns resolver;
    private final Predicate<InetAddress> isPublic;

    public PublicAddresses(Dns resolver, Predicate<InetAddress> isPublic) {
        this.resolver = resolver;
        this.isPublic = isPublic;
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        List<InetAddress> addresses = resolver.lookup(name);
        for (InetAddress address : addresses) {
            if (!isPublic.test(address)) {
                throw new UnknownHostException(name + " has an address that is not public");
            }
        }
        return addresses;
    }

    /** Returns the address of a host that is an address literal, which HTTP clients do not resolve. */
    public static Optional<InetAddress> literal(HttpUrl url) {
        boolean number = url.host().contains(":") || url.host().matches("[0-9.]+");
        try {
            return number ? Optional.of(InetAddress.getByName(url.host())) : Optional.empty();
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** Returns whether an address is reachable for everybody: neither of this machine, nor of its network, nor reserved. */
    public static boolean isPublic(InetAddress address) {
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

    /** Excludes what IANA lists as not globally reachable beyond Java's own classes, and Azure's internal service address. */
    private static boolean isPublicV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean benchmarking = first == 198 && (second == 18 || second == 19);
        boolean assigned = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean sixToFourRelay = first == 192 && second == 88 && third == 99;
        boolean documentation =
                (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
        boolean azureInternal = first == 168 && second == 63 && third == 129 && bytes[3] == 16;
        return first != 0
                && first < 240
                && !shared
                && !benchmarking
                && !assigned
                && !sixToFourRelay
                && !documentation
                && !azureInternal;
    }

    /**
     * Accepts global unicast (2000::/3) only, which excludes mapped, unique-local and NAT64 addresses. Of global unicast it excludes
     * the forms that embed an IPv4 address (6to4, ISATAP, and Teredo with all of 2001::/23) and the addresses for documentation.
     */
    private static boolean isPublicV6(byte[] bytes) {
        int first = group(bytes, 0);
        int second = group(bytes, 1);
        boolean global = (first & 0xe000) == 0x2000;
        boolean sixToFour = first == 0x2002;
        boolean protocols = first == 0x2001 && second < 0x200;
        boolean documentation = (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
        boolean isatap = (group(bytes, 4) & 0xfdff) == 0 && group(bytes, 5) == 0x5efe;
        return global && !sixToFour && !protocols && !documentation && !isatap;
    }

    private static int group(byte[] bytes, int index) {
        return ((bytes[2 * index] & 0xff) << 8) | (bytes[2 * index + 1] & 0xff);
    }
}
