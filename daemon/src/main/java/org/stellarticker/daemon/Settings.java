package org.stellarticker.daemon;

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
 * A program's settings, read from the environment. Faults are collected, so that {@link #all} tells every one at once.
 *
 * <p>An empty value counts as none. Instead of {@code NAME}, {@code NAME_FILE} may name a file whose text, without
 * white space around it, is the value. Until {@code all} has thrown, a reader that met a fault returns the default (or
 * {@code null} where there is none); such a value never leaves {@code all}.
 */
public final class Settings {

    static final int LAST_PORT = 65535;

    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> unreadable = new TreeSet<>();
    private final List<String> notes = new ArrayList<>();
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

    /** Notes a fault that only shows when several settings are seen together; {@code all} tells it with the others. */
    public void fault(String line) {
        faults.add(line);
    }

    /** As {@link #fault}, unless one of the settings that do not go together could not be read at all. */
    public void clash(String line, String... names) {
        if (Arrays.stream(names).noneMatch(unreadable::contains)) {
            fault(line);
        }
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
        return read(name, Integer.toString(defaultValue), found -> SettingsForms.integer(found, least, most));
    }

    /** A TCP port; what Kubernetes sets under that name for a service of its own is no value, but noted. */
    public int port(String name, int defaultValue) {
        // One that follows another port may be beyond the last; what it follows is at fault then.
        int fallback = Math.min(defaultValue, LAST_PORT);
        Optional<String> link = given(name).flatMap(found -> ServiceLinks.ignored(name, found, fallback));
        if (link.isEmpty()) {
            return integer(name, fallback, 1, LAST_PORT);
        }
        asked.add(name);
        notes.add(link.get());
        return fallback;
    }

    /** A number of days, 1 to 3650. */
    public int days(String name, int defaultValue) {
        return integer(name, defaultValue, 1, 3650);
    }

    /** A length of time above zero, written {@code 30s}, {@code 5m}, {@code 2h} or {@code 3d}. */
    public Duration duration(String name, Duration defaultValue) {
        return parsed(name, SettingsForms::duration, Settings::showing).orElse(defaultValue);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, String defaultValue) {
        return read(name, defaultValue, SettingsForms::flag);
    }

    /** One of an enum's words, in any case, with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        return parsed(name, found -> SettingsForms.choice(found, defaultValue), Settings::showing)
                .orElse(defaultValue);
    }

    /** One or more {@code http} or {@code https} addresses, separated by commas, without a slash at the end. */
    public List<URI> uris(String name, String defaultValue) {
        return read(name, defaultValue, SettingsForms::uris);
    }

    public Path path(String name, String defaultValue) {
        return read(name, defaultValue, Path::of);
    }

    /** Whether a value of that name, or a file for it, stands in the environment. */
    boolean isGiven(String name) {
        return given(name)
                .or(() -> given(name + "_FILE"))
                .filter(found -> ServiceLinks.ignored(name, found, 0).isEmpty())
                .isPresent();
    }

    /** What was passed over, each with the reason. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The names of all settings that were read so far. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** What has no effect: values that were passed over, and names that nobody knows, each with the nearest known. */
    List<String> warnings() {
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
                // A parser of our core tells what it found by itself.
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

    // What this returns never leaves all(), which throws because of the fault.
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private <T> T missing(String name) {
        if (!unreadable.contains(name)) {
            unreadable(name, ": expected a value, found none");
        }
        @Nullable T nothing = null;
        return nothing;
    }
}
