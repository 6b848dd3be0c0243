package org.stellarticker.graphqlserver.health;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What the programs on this machine wrote into the run's folder; that is there also when the database is away. */
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
            // Started by hand, without a run's folder.
            return Map.of();
        }
    }

    private static Optional<Map.Entry<String, ProgramHealth>> read(Path file, Instant now, Duration silence) {
        try {
            List<String> words = List.of(Files.readString(file).strip().split("\t", 2));
            var told = new ProgramHealth(
                    words.getFirst(),
                    words.size() > 1 ? words.getLast() : "",
                    Optional.empty(),
                    OptionalDouble.empty(),
                    Optional.empty());
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
            return Optional.of(Map.entry(name(file), age.compareTo(silence) > 0 ? told.silent(age.toSeconds()) : told));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
