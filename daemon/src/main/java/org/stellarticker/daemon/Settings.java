package org.stellarticker.daemon;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program's settings, read from the environment. Faults are collected, so that {@link #all} tells every one at once.
 *
 * <p>An empty value counts as none. Instead of {@code NAME}, {@code NAME_FILE} may name a file whose text, without
 * white space around it, is the value. Until {@code all} has thrown, a reader that met a fault returns the default (or
 * {@code null} where there is none); such a value never leaves {@code all}.
 */
public final class Settings {

    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    private Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The settings that an environment holds; tests give their own. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(environment);
    }

    static Settings ofEnvironment() {
        return new Settings(System.getenv());
    }

    /**
     * Makes a program's record of settings.
     *
     * @throws SettingsFault when any setting read so far cannot be used
     */
    public <C> C all(Supplier<C> record) {
        C settings;
        try {
            settings = record.get();
        } catch (RuntimeException thatFollowedFromAFault) {
            if (faults.isEmpty()) {
                throw thatFollowedFromAFault;
            }
            throw new SettingsFault(faults);
        }
        if (!faults.isEmpty()) {
            throw new SettingsFault(faults);
        }
        return settings;
    }

    /** Notes a fault that only shows when several settings are seen together; {@code all} tells it with the others. */
    public void fault(String line) {
        faults.add(line);
    }

    /**
     * A setting that must be given.
     *
     * @param parser throws {@link IllegalArgumentException} saying what was expected
     */
    public <T> T read(String name, Function<String, T> parser) {
        return parsed(name, parser, Settings::showing).orElseGet(() -> missing(name));
    }

    /** A setting with a default, which the parser reads, too. */
    public <T> T read(String name, String defaultValue, Function<String, T> parser) {
        return parsed(name, parser, Settings::showing).orElseGet(() -> parser.apply(defaultValue));
    }

    /** A setting that may be left out. */
    public <T> Optional<T> find(String name, Function<String, T> parser) {
        return parsed(name, parser, Settings::showing);
    }

    /** As {@link #read(String, Function)}, but the value found is never told. */
    public <T> T secret(String name, Function<String, T> parser) {
        return parsed(name, parser, hidden -> "").orElseGet(() -> missing(name));
    }

    /** As {@link #find}, but the value found is never told. */
    public <T> Optional<T> findSecret(String name, Function<String, T> parser) {
        return parsed(name, parser, hidden -> "");
    }

    public String text(String name, String defaultValue) {
        return read(name, defaultValue, Function.identity());
    }

    public String text(String name) {
        return read(name, Function.identity());
    }

    /** A whole number within bounds, both inclusive. */
    public int integer(String name, int defaultValue, int least, int most) {
        return read(name, Integer.toString(defaultValue), found -> Parse.integer(found, least, most));
    }

    /** A TCP port. */
    public int port(String name, int defaultValue) {
        return integer(name, defaultValue, 1, 65535);
    }

    /** A number of days, 1 to 3650. */
    public int days(String name, int defaultValue) {
        return integer(name, defaultValue, 1, 3650);
    }

    /** A length of time above zero, written {@code 30s}, {@code 5m}, {@code 2h} or {@code 3d}. */
    public Duration duration(String name, Duration defaultValue) {
        return parsed(name, Parse::duration, Settings::showing).orElse(defaultValue);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, String defaultValue) {
        return read(name, defaultValue, Parse::flag);
    }

    /** One of an enum's words, in any case, with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        return parsed(name, found -> Parse.choice(found, defaultValue), Settings::showing)
                .orElse(defaultValue);
    }

    /** One or more {@code http} or {@code https} addresses, separated by commas, without a slash at the end. */
    public List<URI> uris(String name, String defaultValue) {
        return read(name, defaultValue, Parse::uris);
    }

    public Path path(String name, String defaultValue) {
        return read(name, defaultValue, Path::of);
    }

    /** Names of ours in the environment that nobody knows, each with the nearest that is known. */
    List<String> warnings() {
        return new KnownNames(asked).unknown(environment.keySet());
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, Function<String, String> showing) {
        return value(name).flatMap(found -> {
            try {
                return Optional.of(parser.apply(found));
            } catch (IllegalArgumentException unusable) {
                String expected = Optional.ofNullable(unusable.getMessage()).orElse("expected another value");
                // A parser of our core tells what it found by itself.
                faults.add(name + ": " + expected + (expected.contains("found") ? "" : showing.apply(found)));
                return Optional.empty();
            }
        });
    }

    private static String showing(String found) {
        return ", found \"" + found + "\"";
    }

    private Optional<String> value(String name) {
        asked.add(name);
        Optional<String> plain = given(name);
        Optional<String> file = given(name + "_FILE");
        if (plain.isPresent() && file.isPresent()) {
            faults.add(name + ": expected either " + name + " or " + name + "_FILE, found both");
            return Optional.empty();
        }
        return plain.isPresent() ? plain : file.flatMap(path -> content(name + "_FILE", path));
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private Optional<String> content(String name, String path) {
        try {
            String text =
                    Files.readString(Path.of(path), StandardCharsets.UTF_8).strip();
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
            faults.add(name + ": expected a file with a value in it, found \"" + path + "\" empty");
        } catch (NoSuchFileException absent) {
            faults.add(name + ": expected a file that can be read, found none at \"" + path + "\"");
        } catch (IOException | IllegalArgumentException unreadable) {
            faults.add(name + ": expected a file that can be read, found \"" + path + "\" (" + unreadable + ")");
        }
        return Optional.empty();
    }

    // What this returns never leaves all(), which throws because of the fault.
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private <T> T missing(String name) {
        boolean faultyAlready =
                faults.stream().anyMatch(fault -> fault.startsWith(name + ":") || fault.startsWith(name + "_FILE:"));
        if (!faultyAlready) {
            faults.add(name + ": expected a value, found none");
        }
        @Nullable T nothing = null;
        return nothing;
    }

    /** The forms of values that several settings share. */
    private static final class Parse {

        static int integer(String found, int least, int most) {
            try {
                int number = Integer.parseInt(found);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Told below, with what was expected.
            }
            throw new IllegalArgumentException("expected a whole number from " + least + " to " + most);
        }

        static Duration duration(String found) {
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

        static boolean flag(String found) {
            return switch (found) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("expected true or false");
            };
        }

        static <E extends Enum<E>> E choice(String found, E any) {
            E[] all = any.getDeclaringClass().getEnumConstants();
            return Arrays.stream(all)
                    .filter(one -> word(one).equals(found.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected one of "
                            + Arrays.stream(all).map(Parse::word).collect(joining(", "))));
        }

        private static String word(Enum<?> one) {
            return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static List<URI> uris(String found) {
            return Arrays.stream(found.split(",", -1))
                    .map(String::strip)
                    .map(Parse::uri)
                    .toList();
        }

        private static URI uri(String found) {
            try {
                URI uri = new URI(found.replaceAll("/+$", ""));
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                    return uri;
                }
            } catch (URISyntaxException notAnAddress) {
                // Told below, with what was expected.
            }
            throw new IllegalArgumentException("expected http:// or https:// addresses separated by commas");
        }
    }
}
