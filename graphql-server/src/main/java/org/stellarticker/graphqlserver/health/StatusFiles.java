package org.stellarticker.graphqlserver.health;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The status files of the programs on this machine, in the run folder. They are there also while the database is down. */
final class StatusFiles {

    private final Path folder;

    /** @param folder holds a file a program, {@code STATE<tab>detail}, written anew every second */
    StatusFiles(Path folder) {
        this.folder = folder;
    }

    Map<String, ProgramHealth> read(Instant now, Duration silence) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !name(file).startsWith("."))
                    .flatMap(file -> read(file, now, silence).stream())
                    .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        } catch (IOException noFolder) {
            // A program started by hand has no run folder.
            return Map.of();
        }
    }

    private static Optional<Map.Entry<String, ProgramHealth>> read(Path file, Instant now, Duration silence) {
        try {
            String text = Files.readString(file).strip();
            int tab = text.indexOf('\t');
            var reported = ProgramHealth.ofState(tab < 0 ? text : text.substring(0, tab));
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
            return Optional.of(Map.entry(name(file), age.compareTo(silence) > 0 ? reported.silent() : reported));
        } catch (IOException endedJustNow) {
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
