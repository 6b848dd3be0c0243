package org.stellarticker.ingester.fetch;

import okhttp3.HttpUrl;
import org.stellarticker.ingester.toml.TomlException;
import org.stellarticker.ingester.toml.TomlException.Kind;

/**
 * Parses the URL of a toml strictly. Horizon builds the URL from a home domain, which is any text that the issuer chooses: it may
 * hold user info, ports, spaces or anything else that a lenient parser takes for another address.
 */
public final class TomlLink {

    private TomlLink() {}

    /**
     * Parses a link.
     *
     * @throws TomlException if a toml must not have this URL
     */
    public static HttpUrl read(String link) throws TomlException {
        HttpUrl url = isPlain(link) ? HttpUrl.parse(link) : null;
        if (url == null) {
            throw new TomlException(Kind.REFUSED, "expected a URL, found " + shown(link));
        }
        return withoutUserInfo(url);
    }

    /**
     * Parses the target of a redirect.
     *
     * @throws TomlException if a toml must not have this URL
     */
    static HttpUrl read(HttpUrl from, String location) throws TomlException {
        HttpUrl url = isPlain(location) ? from.resolve(location) : null;
        if (url == null) {
            throw new TomlException(Kind.REFUSED, "expected a redirect to a URL, found " + shown(location));
        }
        return withoutUserInfo(url);
    }

    private static HttpUrl withoutUserInfo(HttpUrl url) throws TomlException {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new TomlException(Kind.REFUSED, "expected a URL without user info, found " + shown(url.redact()));
        }
        return url;
    }

    /** Returns whether a text is free of spaces, control characters and backslashes, which parsers treat differently. */
    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> c <= ' ' || c == '\\' || (c >= 0x7f && c < 0xa0));
    }

    /** Cleans untrusted text for logs and the database. */
    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "…";
    }
}
