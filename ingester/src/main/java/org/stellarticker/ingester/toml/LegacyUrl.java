package org.stellarticker.ingester.toml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL parsed as the legacy ticker parsed it, with the rules of Go's {@code url.Parse}. These allow more than Java's {@code URI} in
 * paths (spaces and {@code |}) and in host names ({@code _}), and less in control characters and escapes.
 *
 * @param scheme the scheme in lower case; empty when there is none
 * @param host the host and port as written, with escapes decoded; each char is a byte of UTF-8
 */
record LegacyUrl(String scheme, String host) {

    private static final Pattern SCHEME =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("//(?:(?<user>[^/]*)@)?(?<host>[^/]*)(?<path>.*)", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");
    private static final Pattern ESCAPE = Pattern.compile("%(?<hex>[0-9A-Fa-f]{2})?");

    /** The characters of a host. Bytes beyond ASCII may be escaped; of ASCII, only the percent sign may. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:<>\"\\[\\]-]|[\\x80-\\xff]|%25|%[89A-Fa-f][0-9A-Fa-f])*");

    private static final Pattern PORT = Pattern.compile("(?::[0-9]*)?");

    /** An IPv6 address with a zone. In the zone, the characters of a host and a space may be escaped. */
    private static final Pattern ZONED =
            Pattern.compile("\\[(?<address>[0-9A-Fa-f:.]+)%25(?<zone>[^\\]]+)](?<port>.*)");

    /**
     * Returns whether a toml is served by https, and the URL of its organisation, where it names one, is on the same host or a
     * subdomain of it. Hosts are compared letter by letter with their ports, as the legacy ticker did.
     *
     * @param organisation the URL of the organisation; empty when the toml names none
     */
    static boolean isDomainVerified(String toml, String organisation) {
        Optional<LegacyUrl> domain = parse(toml).filter(LegacyUrl::isHttps);
        return domain.isPresent()
                && (organisation.isEmpty()
                        || parse(organisation)
                                .filter(LegacyUrl::isHttps)
                                .filter(url -> url.isWithin(domain.get()))
                                .isPresent());
    }

    /** Parses a URL; empty when Go rejects it. A URL without an authority has an empty host. */
    static Optional<LegacyUrl> parse(String text) {
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        int hash = bytes.indexOf('#');
        String url = hash < 0 ? bytes : bytes.substring(0, hash);
        if (CONTROL.matcher(url).find() || (hash >= 0 && !areEscapesWhole(bytes.substring(hash + 1)))) {
            return Optional.empty();
        }
        Matcher parts = SCHEME.matcher(url);
        if (!parts.matches()) {
            // A relative or empty URL has no host.
            return Optional.empty();
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String rest = parts.group("rest");
        int query = rest.indexOf('?');
        return authority(scheme, query < 0 ? rest : rest.substring(0, query));
    }

    private static Optional<LegacyUrl> authority(String scheme, String hierarchy) {
        Matcher parts = AUTHORITY.matcher(hierarchy);
        if (!parts.matches()) {
            boolean opaque = !hierarchy.startsWith("/");
            return opaque || areEscapesWhole(hierarchy) ? Optional.of(new LegacyUrl(scheme, "")) : Optional.empty();
        }
        String user = parts.group("user");
        boolean wellFormed = (user == null || (USER.matcher(user).matches() && areEscapesWhole(user)))
                && areEscapesWhole(parts.group("path"));
        return wellFormed ? host(parts.group("host")).map(host -> new LegacyUrl(scheme, host)) : Optional.empty();
    }

    private static Optional<String> host(String written) {
        if (written.startsWith("[")) {
            return literal(written);
        }
        int colon = written.lastIndexOf(':');
        String port = colon < 0 ? "" : written.substring(colon);
        return PORT.matcher(port).matches() && HOST.matcher(written).matches()
                ? Optional.of(decoded(written))
                : Optional.empty();
    }

    /** Parses an IPv6 address in brackets. */
    private static Optional<String> literal(String written) {
        int end = written.lastIndexOf(']');
        if (end < 0 || !PORT.matcher(written.substring(end + 1)).matches()) {
            return Optional.empty();
        }
        Matcher zoned = ZONED.matcher(written);
        boolean wellFormed = zoned.matches()
                ? areEscapesWhole(zoned.group("zone"))
                        && HOST.matcher(decoded(zoned.group("zone"))
                                        .replace(" ", "")
                                        .replace("%", ""))
                                .matches()
                : HOST.matcher(written).matches();
        return wellFormed ? Optional.of(decoded(written)) : Optional.empty();
    }

    private static boolean areEscapesWhole(String text) {
        return ESCAPE.matcher(text).results().allMatch(escape -> escape.group("hex") != null);
    }

    private static String decoded(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(escape.group().substring(1), 16))));
    }

    private boolean isWithin(LegacyUrl other) {
        return host.equals(other.host) || host.endsWith("." + other.host);
    }

    private boolean isHttps() {
        return scheme.equals("https");
    }
}
