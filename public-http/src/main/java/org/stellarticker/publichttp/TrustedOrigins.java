package org.stellarticker.publichttp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The origins that are asked at another address, such as those of a sandbox on this machine:
 * {@code https://*.sandbox.example=http://127.0.0.1:8001}. A star stands for one or more labels of a host name.
 */
public record TrustedOrigins(List<Entry> entries) {

    /** No trusted origins, as for the public network. */
    public static final TrustedOrigins NONE = new TrustedOrigins(List.of());

    private static final String ANY = "*.";

    /** @param host the host name; without its star it begins with a dot */
    record Entry(String scheme, String host, int port, HttpUrl address) {

        private boolean matches(HttpUrl url) {
            boolean host = this.host.startsWith(".")
                    ? url.host().endsWith(this.host)
                    : url.host().equals(this.host);
            return host && url.scheme().equals(scheme) && url.port() == port;
        }
    }

    public TrustedOrigins {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a list separated by commas.
     *
     * @throws IllegalArgumentException if an entry cannot be parsed; the message says what was expected
     */
    public static TrustedOrigins parse(String text) {
        return new TrustedOrigins(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(TrustedOrigins::entry)
                .toList());
    }

    private static Entry entry(String text) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            String origin = text.substring(0, equals).strip();
            boolean any = origin.contains("://" + ANY);
            HttpUrl from = HttpUrl.parse(any ? origin.replace("://" + ANY, "://") : origin);
            HttpUrl to = HttpUrl.parse(text.substring(equals + 1).strip());
            if (from != null && to != null && isOrigin(from) && isOrigin(to)) {
                return new Entry(from.scheme(), any ? "." + from.host() : from.host(), from.port(), to);
            }
        }
        throw new IllegalArgumentException(
                "expected ORIGIN=ADDRESS such as https://*.sandbox.example=http://127.0.0.1:8001, separated by commas");
    }

    private static boolean isOrigin(HttpUrl url) {
        return !url.host().contains("*")
                && url.encodedPath().equals("/")
                && url.query() == null
                && url.fragment() == null;
    }

    /** Returns the address to ask instead; empty when the origin is not trusted. */
    public Optional<HttpUrl> address(HttpUrl url) {
        return entries.stream()
                .filter(entry -> entry.matches(url))
                .findFirst()
                .map(entry -> url.newBuilder()
                        .scheme(entry.address().scheme())
                        .host(entry.address().host())
                        .port(entry.address().port())
                        .build());
    }
}
