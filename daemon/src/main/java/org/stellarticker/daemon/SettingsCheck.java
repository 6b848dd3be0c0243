package org.stellarticker.daemon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stellarticker.daemon.log.JavaLogging;
import org.stellarticker.daemon.settings.DaemonConfig;
import org.stellarticker.daemon.settings.KnownNames;
import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

/**
 * Checks the settings of all programs on the class path before anything starts.
 *
 * <p>Writes each fault as one line to standard output and exits 78 when there is one, else 0. Warnings, for example
 * about a misspelt name, go to standard error. The settings that the run makes for its programs are assumed: the run's
 * folder, and the address of its own PostgreSQL when no other is named.
 */
public final class SettingsCheck {

    /**
     * The result of the check.
     *
     * @param warnings about what has no effect; the run starts in spite of them
     */
    record Result(List<String> faults, List<String> warnings) {}

    private SettingsCheck() {}

    @SuppressWarnings("SystemOut") // Faults and warnings are this program's output.
    public static void main(String[] args) {
        JavaLogging.silence();
        var programs = ServiceLoader.load(ProgramSettings.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ProgramSettings::program))
                .toList();
        Result result = check(System.getenv(), programs);
        result.faults().forEach(System.out::println);
        result.warnings().forEach(System.err::println);
        System.exit(result.faults().isEmpty() ? Exit.OK.code() : Exit.CONFIG.code());
    }

    static Result check(Map<String, String> environment, Collection<? extends ProgramSettings> programs) {
        Map<String, String> given = withWhatTheRunSets(environment);
        Set<String> faults = new LinkedHashSet<>();
        Set<String> notes = new LinkedHashSet<>();
        Set<String> asked = new TreeSet<>();
        var readers = new ArrayList<ProgramSettings>();
        readers.add(new OfTheRun());
        // Without a sandbox in the run, no program reads its settings.
        programs.stream()
                .filter(one -> !one.program().equals("sandbox") || !"false".equals(given.get("WITH_SANDBOX")))
                .forEach(readers::add);
        for (ProgramSettings program : readers) {
            Settings in = Settings.of(given);
            try {
                program.read(in);
            } catch (SettingsException fault) {
                faults.addAll(fault.faults());
            }
            notes.addAll(in.notes());
            asked.addAll(in.readNames());
        }
        var warnings = new ArrayList<>(notes);
        warnings.addAll(new KnownNames(asked).unknown(environment));
        return new Result(List.copyOf(faults), List.copyOf(warnings));
    }

    private static Map<String, String> withWhatTheRunSets(Map<String, String> environment) {
        var given = new HashMap<>(environment);
        given.putIfAbsent("TICKER_STATE", "/");
        if (isEmpty(given.get("DATABASE_URL")) && isEmpty(given.get("DATABASE_URL_FILE"))) {
            given.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1/ticker");
        }
        return given;
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.isBlank();
    }

    /** The settings that all programs read, and those that only the runner uses. */
    private static final class OfTheRun implements ProgramSettings {

        @Override
        public String program() {
            return "run";
        }

        @Override
        public void read(Settings in) {
            in.all(() -> DaemonConfig.read(in));
        }
    }
}
