package org.stellarticker.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The address of the database with user and password. The password is never shown. */
public final class DatabaseAddress {

    private static final String EXPECTED =
            "expected jdbc:postgresql://host:port/name?user=…&password=… or postgresql://user:password@host:port/name,"
                    + " with several hosts as host-1:port,host-2:port";
    private static final Pattern PASSWORD = Pattern.compile("(?s)(?<=password=)[^&]*");
    /** A password that should have been encoded may hold an {@code @} or {@code /} itself. */
    private static final Pattern USER_INFO = Pattern.compile("(?s)^([a-z:]*://)?.*@");

    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?";
    /** Not {@link java.net.URI}, which accepts neither several hosts with brackets nor an underscore, as Docker's hosts have. */
    private static final Pattern URI = Pattern.compile("postgres(?:ql)?://"
            + "(?:(?<user>" + encoded("%@/?#\\s") + ")@)?"
            + "(?<hosts>" + HOST + "(?:," + HOST + ")*)"
            + "/(?<name>" + encoded("%@/?#\\s") + ")"
            + "(?:\\?(?<query>" + encoded("%#\\s") + "))?");

    /** libpq's name of the parameter that says which of several hosts is meant, and what its values are for the driver. */
    private static final String TARGET = "target_session_attrs";

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private final String jdbcUrl;
    private final Properties properties;

    private DatabaseAddress(String jdbcUrl, Properties credentials) {
        this.jdbcUrl = jdbcUrl;
        this.properties = credentials;
    }

    /**
     * Parses an address in JDBC's form or in libpq's. Of several hosts, separated by commas, the primary is meant unless the
     * address says otherwise.
     *
     * @throws IllegalArgumentException if it is neither, with what was expected and what was found, without the password
     */
    public static DatabaseAddress parse(String text) {
        return parse(text, "primary");
    }

    /** Parses an address as {@link #parse(String)} does. Of several hosts, a standby that answers is meant, else the primary. */
    public static DatabaseAddress parseForReads(String text) {
        return parse(text, "preferSecondary");
    }

    /** @param ofSeveral the driver's word for which of several hosts is meant */
    private static DatabaseAddress parse(String text, String ofSeveral) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(withServerType(checked(translated(text), text), ofSeveral), new Properties());
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return ofUri(text, ofSeveral);
        }
        throw unreadable(text);
    }

    private static String withServerType(String url, String ofSeveral) {
        int query = url.indexOf('?');
        boolean several = (query < 0 ? url : url.substring(0, query)).indexOf(',') >= 0;
        if (!several || url.contains(PGProperty.TARGET_SERVER_TYPE.getName() + "=")) {
            return url;
        }
        return url + (query < 0 ? "?" : "&") + PGProperty.TARGET_SERVER_TYPE.getName() + "=" + ofSeveral;
    }

    private static String encoded(String not) {
        return "(?:[^" + not + "]|%[0-9A-Fa-f]{2})*";
    }

    private static String translated(String jdbcUrl) {
        int query = jdbcUrl.indexOf('?');
        return query < 0 ? jdbcUrl : jdbcUrl.substring(0, query + 1) + parameters(jdbcUrl.substring(query + 1));
    }

    /** Gives libpq's parameters the driver's names, as far as the driver has others; it would ignore them. */
    private static String parameters(String query) {
        String driversName = PGProperty.TARGET_SERVER_TYPE.getName();
        if (has(query, TARGET) && has(query, driversName)) {
            throw new IllegalArgumentException("expected either " + TARGET + " or " + driversName + ", found both");
        }
        return Arrays.stream(query.split("&"))
                .map(parameter -> parameter.startsWith(TARGET + "=") ? serverType(parameter) : parameter)
                .collect(joining("&"));
    }

    private static boolean has(String query, String name) {
        return Arrays.stream(query.split("&")).anyMatch(parameter -> parameter.startsWith(name + "="));
    }

    private static String serverType(String parameter) {
        String found = parameter.substring(TARGET.length() + 1);
        String type = SERVER_TYPES.get(found);
        if (type == null) {
            throw new IllegalArgumentException("expected " + TARGET + " to be one of "
                    + SERVER_TYPES.keySet().stream().sorted().collect(joining(", ")) + ", found \"" + found + "\"");
        }
        return PGProperty.TARGET_SERVER_TYPE.getName() + "=" + type;
    }

    private static DatabaseAddress ofUri(String text, String ofSeveral) {
        Matcher parts = URI.matcher(text);
        if (!parts.matches()) {
            throw unreadable(text);
        }
        var credentials = new Properties();
        String userInfo = parts.group("user");
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            credentials.setProperty("user", decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)));
            if (colon >= 0) {
                credentials.setProperty("password", decoded(userInfo.substring(colon + 1)));
            }
        }
        String query = parts.group("query");
        String url = "jdbc:postgresql://" + parts.group("hosts") + "/" + parts.group("name")
                + (query == null ? "" : "?" + parameters(query));
        return new DatabaseAddress(withServerType(checked(url, text), ofSeveral), credentials);
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

    /** Returns the address in JDBC's form; holds the password if it was given there. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** Returns user and password unless they are in the URL. */
    public Properties credentials() {
        return (Properties) properties.clone();
    }

    /** Returns the address without user and password. */
    @Override
    public String toString() {
        int query = jdbcUrl.indexOf('?');
        return jdbcUrl.substring("jdbc:".length(), query < 0 ? jdbcUrl.length() : query);
    }
}
