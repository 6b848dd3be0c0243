package org.stellarticker.ingester.asset;

import okhttp3.HttpUrl;
import org.stellarticker.ingester.asset.TomlException.Kind;

/**
 * Where a toml is said to be. Horizon makes a link of a home domain, which is any text that an issuer likes: with user
 * info, ports, spaces or whatever a lenient reader might take for the address of something else.
 */
final class TomlLink {

    /** More than anybody types; rows are found by it. */
    static final int LONGEST = 500;

    private TomlLink() {}

    /**
     * The address that a link is.
     *
     * @throws TomlException when it is none that a toml may have
     */
    static HttpUrl read(String link) throws TomlException {
        HttpUrl url = isPlain(link) ? HttpUrl.parse(link) : null;
        if (url == null) {
            throw new TomlException(Kind.REFUSED, "not an address: " + shown(link));
        }
        return followed(url);
    }

    /**
     * The address that a redirect leads to.
     *
     * @throws TomlException when it is none that a toml may have
     */
    static HttpUrl read(HttpUrl from, String location) throws TomlException {
        HttpUrl url = isPlain(location) ? from.resolve(location) : null;
        if (url == null) {
            throw new TomlException(Kind.REFUSED, "redirected to what is no address: " + shown(location));
        }
        return followed(url);
    }

    private static HttpUrl followed(HttpUrl url) throws TomlException {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new TomlException(Kind.REFUSED, "an address with user info: " + shown(url.redact()));
        }
        return url;
    }

    /** No spaces, control characters or backslashes, which one reader drops, another one reads as something else. */
    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> c <= ' ' || c == '\\' || (c >= 0x7f && c < 0xa0));
    }

    /** Strangers' text goes to logs and rows. */
    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "…";
    }
}
