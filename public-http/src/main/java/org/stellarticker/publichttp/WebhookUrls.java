package org.stellarticker.publichttp;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/**
 * Says which addresses may be given for webhooks: https on its usual ports and public hosts, without credentials. Origins that the
 * operator names may be anything, such as {@code http://localhost:9000}, also asked at another address.
 *
 * @param trusted origins such as {@code http://localhost:9000}
 * @param redirected origins that are asked at another address, and are trusted, too
 * @param ports the only ports that are connected to, but for trusted origins
 */
public record WebhookUrls(Set<String> trusted, TrustedOrigins redirected, Set<Integer> ports) {

    private static final Set<Integer> USUAL_PORTS = Set.of(443, 8443);

    private static final int LONGEST = 2_000;

    public WebhookUrls {
        trusted = Set.copyOf(trusted);
        ports = Set.copyOf(ports);
    }

    /**
     * Reads a list of trusted origins, separated by commas; it may be empty. One with another address is written as
     * {@link TrustedOrigins} are.
     *
     * @throws IllegalArgumentException if one is not an origin; the message says what was expected
     */
    public static WebhookUrls parse(String origins) {
        Map<Boolean, List<String>> byAddress = Arrays.stream(origins.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .collect(partitioningBy(text -> text.contains("=")));
        return new WebhookUrls(
                byAddress.getOrDefault(false, List.of()).stream()
                        .map(WebhookUrls::origin)
                        .collect(toUnmodifiableSet()),
                TrustedOrigins.parse(String.join(",", byAddress.getOrDefault(true, List.of()))),
                USUAL_PORTS);
    }

    private static String origin(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null || !url.encodedPath().equals("/") || url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException(
                    "expected origins such as http://localhost:9000, separated by commas, found \"" + text + "\"");
        }
        return origin(url);
    }

    private static String origin(HttpUrl url) {
        return url.scheme() + "://" + authority(url);
    }

    /** Returns host and port, by which requests to one server are counted together. */
    public static String authority(HttpUrl url) {
        return url.host() + ":" + url.port();
    }

    /** Returns whether the operator named the origin of an address: it may then be anywhere. */
    public boolean isTrusted(HttpUrl url) {
        return trusted.contains(origin(url)) || redirected.address(url).isPresent();
    }

    /** Returns the address to connect to: the given one, unless the operator named another for its origin. */
    public HttpUrl address(HttpUrl url) {
        return redirected.address(url).orElse(url);
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if nothing may be sent to it; the message says what was expected
     */
    public HttpUrl read(String text) {
        HttpUrl url = isPlain(text) ? HttpUrl.parse(text) : null;
        if (url == null) {
            throw new IllegalArgumentException("expected an https address of at most " + LONGEST + " characters");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("expected an address without credentials");
        }
        if (url.fragment() != null) {
            throw new IllegalArgumentException("expected an address without a fragment (#)");
        }
        if (!isTrusted(url)) {
            check(url, PublicAddresses::isPublic);
        }
        return url;
    }

    /**
     * Returns an address in its usual form.
     *
     * @throws IllegalArgumentException if nothing may be sent to it; the message says what was expected
     */
    public String check(String text) {
        return read(text).toString();
    }

    private void check(HttpUrl url, Predicate<InetAddress> isPublic) {
        if (!url.isHttps()) {
            throw new IllegalArgumentException("expected https, found " + url.scheme());
        }
        if (!ports.contains(url.port())) {
            throw new IllegalArgumentException("expected port "
                    + ports.stream().sorted().map(String::valueOf).collect(joining(" or ")) + ", found " + url.port());
        }
        if (PublicAddresses.literal(url)
                .map(address -> !isPublic.test(address))
                .orElseGet(() -> isLocalName(url.host()))) {
            throw new IllegalArgumentException("expected a public host, found " + url.host());
        }
    }

    /** Returns whether a name is of this machine or its network; where others lead is seen when they are resolved. */
    private static boolean isLocalName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return !name.contains(".")
                || name.endsWith(".")
                // Some resolvers take it for an address.
                || name.matches(".*\\.[0-9][^.]*")
                || name.endsWith(".localhost")
                || name.endsWith(".local")
                || name.endsWith(".internal");
    }

    /** Returns whether a text is free of spaces, control characters and backslashes, which parsers treat differently. */
    private static boolean isPlain(String text) {
        return text.length() <= LONGEST
                && text.chars().noneMatch(c -> c <= ' ' || c == '\\' || (c >= 0x7f && c < 0xa0));
    }
}
