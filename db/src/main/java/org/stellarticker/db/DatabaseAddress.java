package org.stellarticker.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Where the database is and who asks. The password is never shown. */
public final class DatabaseAddress {

    private static final String EXPECTED =
            "expected jdbc:postgresql://host:port/name?user=…&password=… or postgresql://user:password@host:port/name";
    private static final Pattern PASSWORD = Pattern.compile("(?s)(?<=password=)[^&]*");
    /** A password that should have been encoded may hold an {@code @} or {@code /} itself. */
    private static final Pattern USER_INFO = Pattern.compile("(?s)^([a-z:]*://)?.*@");

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<user>[^@]*)@)?(?<host>(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?)");

    private final String jdbcUrl;
    private final Properties properties;

    private DatabaseAddress(String jdbcUrl, Properties credentials) {
        this.jdbcUrl = jdbcUrl;
        this.properties = credentials;
    }

    /**
     * Reads an address in JDBC's form or in libpq's.
     *
     * @throws IllegalArgumentException when it is neither, with what was expected and, but for the password, what was found
     */
    public static DatabaseAddress parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(checked(text, text), new Properties());
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return ofUri(text);
        }
        throw unreadable(text);
    }

    private static DatabaseAddress ofUri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException notAnAddress) {
            throw unreadable(text);
        }
        String name = uri.getRawPath();
        // The host by our own rule: a name of Docker's may hold an underscore, of which URI makes no host.
        Matcher authority = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
        if (!authority.matches() || name == null || name.length() < 2) {
            throw unreadable(text);
        }
        var credentials = new Properties();
        String userInfo = authority.group("user");
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            credentials.setProperty("user", decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)));
            if (colon >= 0) {
                credentials.setProperty("password", decoded(userInfo.substring(colon + 1)));
            }
        }
        String url = "jdbc:postgresql://" + authority.group("host") + name
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new DatabaseAddress(checked(url, text), credentials);
    }

    private static String decoded(String part) {
        // A plus is a plus here, unlike in a query.
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }

    private static String checked(String jdbcUrl, String asGiven) {
        Properties understood = Driver.parseURL(jdbcUrl, new Properties());
        String name = understood == null ? null : PGProperty.PG_DBNAME.getOrDefault(understood);
        if (name == null || name.isEmpty()) {
            throw unreadable(asGiven);
        }
        return jdbcUrl;
    }

    private static IllegalArgumentException unreadable(String found) {
        return new IllegalArgumentException(EXPECTED + ", found \"" + redacted(found) + "\"");
    }

    private static String redacted(String text) {
        String withoutParameter = PASSWORD.matcher(text).replaceAll("***");
        return USER_INFO.matcher(withoutParameter).replaceAll("$1***@");
    }

    /** In JDBC's form; holds the password, if that was given so. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** User and password, as far as they do not stand in the URL. */
    public Properties credentials() {
        return (Properties) properties.clone();
    }

    /** Without user and password. */
    @Override
    public String toString() {
        int query = jdbcUrl.indexOf('?');
        return jdbcUrl.substring("jdbc:".length(), query < 0 ? jdbcUrl.length() : query);
    }
}
