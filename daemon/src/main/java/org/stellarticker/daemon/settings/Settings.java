package org.stellarticker.daemon.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a program's settings from the environment. Faults are collected, so that {@link #all} reports all of them at
 * once.
 *
 * <p>An empty value counts as none. Instead of {@code NAME}, {@code NAME_FILE} may name a file whose text, without
 * surrounding white space, is the value. Until {@code all} has thrown, a method that met a fault returns the default
 * (or {@code null} where there is none); such a value never leaves {@code all}.
 */
public final class Settings {

    public static final int LAST_PORT = 65535;

    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> unreadable = new TreeSet<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    private Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Returns the settings that an environment holds; tests pass their own. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(environment);
    }

    public static Settings ofEnvironment() {
        return new Settings(System.getenv());
    }

    /**
     * Makes a program's record of settings.
     *
     * @throws SettingsException when any setting read so far cannot be used
     */
    public <C> C all(Supplier<C> record) {
        C settings;
        try {
            settings = record.get();
        } catch (RuntimeException thatFollowedFromAFault) {
            if (faults.isEmpty()) {
                throw thatFollowedFromAFault;
            }
            throw new SettingsException(faults);
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return settings;
    }

    /** Adds a fault that shows only when several settings are compared; {@code all} reports it with the others. */
    public void fault(String line) {
        faults.add(line);
    }

    /**
     * Adds a fault like {@link #fault}, unless one of the settings that do not fit together could not be read at all.
     */
    public void clash(String line, String... names) {
        if (Arrays.stream(names).noneMatch(unreadable::contains)) {
            fault(line);
        }
    }

    /**
     * Returns the value of a required setting.
     *
     * @param parser throws {@link IllegalArgumentException} with a message that says what was expected
     */
    public <T> T read(String name, Function<String, T> parser) {
        return parsed(name, parser, Settings::showing).orElseGet(() -> missing(name));
    }

    /** Returns the value of a setting with a default, which the parser reads, too. */
    public <T> T read(String name, String defaultValue, Function<String, T> parser) {
        return parsed(name, parser, Settings::showing).orElseGet(() -> parser.apply(defaultValue));
    }

    /** Returns the value of an optional setting. */
    public <T> Optional<T> find(String name, Function<String, T> parser) {
        return parsed(name, parser, Settings::showing);
    }

    /** Returns a value like {@link #read(String, Function)}, but never reports it. */
    public <T> T secret(String name, Function<String, T> parser) {
        return parsed(name, parser, hidden -> "").orElseGet(() -> missing(name));
    }

    /** Returns a value like {@link #find}, but never reports it. */
    public <T> Optional<T> findSecret(String name, Function<String, T> parser) {
        return parsed(name, parser, hidden -> "");
    }

    public String text(String name, String defaultValue) {
        return read(name, defaultValue, Function.identity());
    }

    public String text(String name) {
        return read(name, Function.identity());
    }

    /** Returns a whole number within bounds, both inclusive. */
    public int integer(String name, int defaultValue, int least, int most) {
        return read(name, Integer.toString(defaultValue), found -> SettingsForms.integer(found, least, most));
    }

    /** Returns a TCP port. What Kubernetes sets under that name for a service is ignored, with a note. */
    public int port(String name, int defaultValue) {
        // A default derived from another port may exceed the last port; the fault is the other port's then.
        int fallback = Math.min(defaultValue, LAST_PORT);
        Optional<String> link = given(name).flatMap(found -> ServiceLinks.ignored(name, found, fallback));
        if (link.isEmpty()) {
            return integer(name, fallback, 1, LAST_PORT);
        }
        asked.add(name);
        notes.add(link.get());
        return fallback;
    }

    /** Returns a number of days, 1 to 3650. */
    public int days(String name, int defaultValue) {
        return integer(name, defaultValue, 1, 3650);
    }

    /** Returns a length of time above zero, written {@code 30s}, {@code 5m}, {@code 2h} or {@code 3d}. */
    public Duration duration(String name, Duration defaultValue) {
        return parsed(name, SettingsForms::duration, Settings::showing).orElse(defaultValue);
    }

    /** Returns {@code true} or {@code false}. */
    public boolean flag(String name, String defaultValue) {
        return read(name, defaultValue, SettingsForms::flag);
    }

    /** Returns one of an enum's words, in any case, with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        return parsed(name, found -> SettingsForms.choice(found, defaultValue), Settings::showing)
                .orElse(defaultValue);
    }

    /** Returns one or more {@code http} or {@code https} addresses, separated by commas, without a slash at the end. */
    public List<URI> uris(String name, String defaultValue) {
        return read(name, defaultValue, SettingsForms::uris);
    }

    public Path path(String name, String defaultValue) {
        return read(name, defaultValue, Path::of);
    }

    /** Returns whether the environment has a value of that name, or a file for it. */
    public boolean isGiven(String name) {
        return given(name)
                .or(() -> given(name + "_FILE"))
                .filter(found -> ServiceLinks.ignored(name, found, 0).isEmpty())
                .isPresent();
    }

    /** Returns the values that were ignored, each with the reason. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Returns the names of all settings that were read so far. */
    public Set<String> readNames() {
        return Set.copyOf(asked);
    }

    /**
     * Returns warnings about what has no effect: ignored values and unknown names, each with the nearest known name.
     */
    public List<String> warnings() {
        var warnings = new ArrayList<>(new LinkedHashSet<>(notes));
        warnings.addAll(new KnownNames(asked).unknown(environment));
        return warnings;
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, Function<String, String> showing) {
        return value(name).flatMap(found -> {
            try {
                return Optional.of(parser.apply(found));
            } catch (IllegalArgumentException unusable) {
                String expected = Optional.ofNullable(unusable.getMessage()).orElse("expected another value");
                // A parser in core already reports what it found.
                unreadable(name, ": " + expected + (expected.contains("found") ? "" : showing.apply(found)));
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
            unreadable(name, ": expected either " + name + " or " + name + "_FILE, found both");
            return Optional.empty();
        }
        return plain.isPresent() ? plain : file.flatMap(path -> content(name, path));
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
            unreadable(name, "_FILE: expected a file with a value in it, found \"" + path + "\" empty");
        } catch (NoSuchFileException absent) {
            unreadable(name, "_FILE: expected a file that can be read, found none at \"" + path + "\"");
        } catch (IOException | IllegalArgumentException cause) {
            unreadable(name, "_FILE: expected a file that can be read, found \"" + path + "\" (" + cause + ")");
        }
        return Optional.empty();
    }

    private void unreadable(String name, String fault) {
        unreadable.add(name);
        faults.add(name + fault);
    }

    // The returned value never leaves all(), which throws because of the fault.
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private <T> T missing(String name) {
        if (!unreadable.contains(name)) {
            unreadable(name, ": expected a value, found none");
        }
        @Nullable T nothing = null;
        return nothing;
    }
}
