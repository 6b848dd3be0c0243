package org.stellarticker.loadtest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a load test does.
 *
 * @param address where nginx answers, such as {@code http://127.0.0.1:8000}
 * @param users accounts that place orders at the same time
 * @param rate orders a second of all users together
 * @param duration how long orders are placed, once all users are connected
 * @param streams whether each user holds its private stream open
 * @param connecting users that connect in a second
 * @param kind what the users do
 * @param leftAlone the instrument in which nobody trades; empty for none
 * @param results the folder of the report
 */
record Plan(
        URI address,
        int users,
        int rate,
        Duration duration,
        boolean streams,
        int connecting,
        Kind kind,
        String leftAlone,
        Path results) {

    enum Kind {
        /** Users place orders. */
        ORDERS,
        /** The baseline: the same requests a second, for a file that nginx has. */
        FILE
    }

    private static final Set<String> OPTIONS = Set.of(
            "--address",
            "--users",
            "--rate",
            "--seconds",
            "--streams",
            "--connecting",
            "--kind",
            "--except",
            "--results");
    private static final int MOST_USERS = 15_000;
    private static final int MOST_RATE = 50_000;
    private static final int MOST_SECONDS = 24 * 3600;

    /** Returns the pause between two orders of one user. */
    Duration period() {
        return Duration.ofNanos(1_000_000_000L * users / rate);
    }

    /** Returns over how many seconds the users come; Gatling knows no parts of a second. */
    int comingSeconds() {
        return Math.ceilDiv(users, connecting);
    }

    /** Returns how long it takes until all users are connected. */
    Duration ramp() {
        return Duration.ofSeconds(comingSeconds() + 1L);
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException names the option and what was expected
     */
    static Plan of(List<String> arguments) {
        var given = new HashMap<String, String>();
        for (int at = 0; at < arguments.size(); at += 2) {
            String name = arguments.get(at);
            if (!OPTIONS.contains(name) || at + 1 == arguments.size()) {
                throw new IllegalArgumentException("expected "
                        + String.join(", ", OPTIONS.stream().sorted().toList()) + ", each with a value, found \"" + name
                        + "\"");
            }
            given.put(name, arguments.get(at + 1));
        }
        return new Plan(
                address(given.getOrDefault("--address", "http://127.0.0.1:8000")),
                number(given, "--users", 10_000, MOST_USERS),
                number(given, "--rate", 1_000, MOST_RATE),
                Duration.ofSeconds(number(given, "--seconds", 600, MOST_SECONDS)),
                choice(given, "--streams", Map.of("on", true, "off", false), "on"),
                number(given, "--connecting", 200, MOST_USERS),
                choice(given, "--kind", Map.of("orders", Kind.ORDERS, "file", Kind.FILE), "orders"),
                given.getOrDefault("--except", ""),
                Path.of(given.getOrDefault("--results", "target/loadtest")));
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException fault) {
            // Said below, as for what is an address of another kind.
        }
        throw new IllegalArgumentException(
                "--address: expected an address such as http://127.0.0.1:8000, found \"" + text + "\"");
    }

    private static int number(Map<String, String> given, String name, int usual, int most) {
        String text = given.getOrDefault(name, Integer.toString(usual));
        if (text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(name + ": expected a number from 1 to " + most + ", found \"" + text + "\"");
    }

    private static <T> T choice(Map<String, String> given, String name, Map<String, T> known, String usual) {
        String text = given.getOrDefault(name, usual);
        T found = known.get(text);
        if (found == null) {
            String words = String.join(" or ", known.keySet().stream().sorted().toList());
            throw new IllegalArgumentException(name + ": expected " + words + ", found \"" + text + "\"");
        }
        return found;
    }
}
