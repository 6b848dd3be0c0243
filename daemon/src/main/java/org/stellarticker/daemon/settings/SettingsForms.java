package org.stellarticker.daemon.settings;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the forms of values that several settings share. Each method throws {@link IllegalArgumentException} with a
 * message that says what was expected.
 */
public final class SettingsForms {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,9}");

    /** A host name may contain an underscore, as in Docker, which {@link URI#getHost} does not accept. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^@]*@)?(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

    private SettingsForms() {}

    public static int integer(String found, int least, int most) {
        if (WHOLE_NUMBER.matcher(found).matches()) {
            long number = Long.parseLong(found);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw new IllegalArgumentException("expected a whole number from " + least + " to " + most);
    }

    public static Duration duration(String found) {
        String expected = "expected a length of time above zero such as 30s, 5m, 2h or 3d";
        if (!found.matches("[0-9]{1,9}[smhd]")) {
            throw new IllegalArgumentException(expected);
        }
        long number = Long.parseLong(found, 0, found.length() - 1, 10);
        if (number == 0) {
            throw new IllegalArgumentException(expected);
        }
        return switch (found.charAt(found.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    public static boolean flag(String found) {
        return switch (found) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    public static <E extends Enum<E>> E choice(String found, E any) {
        E[] all = any.getDeclaringClass().getEnumConstants();
        return Arrays.stream(all)
                .filter(one -> word(one).equals(found.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(all).map(SettingsForms::word).collect(joining(", "))));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<URI> uris(String found) {
        return Arrays.stream(found.split(",", -1))
                .map(String::strip)
                .map(SettingsForms::uri)
                .toList();
    }

    private static URI uri(String found) {
        try {
            URI uri = new URI(found.replaceAll("/+$", ""));
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http
                    && isAuthority(uri.getRawAuthority())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            // Reported below, with what was expected.
        }
        throw new IllegalArgumentException("expected http:// or https:// addresses separated by commas");
    }

    private static boolean isAuthority(@Nullable String authority) {
        if (authority == null) {
            return false;
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return false;
        }
        String port = parts.group(1);
        return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= Settings.LAST_PORT);
    }
}
