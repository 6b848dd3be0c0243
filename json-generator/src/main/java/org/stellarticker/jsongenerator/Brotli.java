package org.stellarticker.jsongenerator;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native library behind {@link Compression#BROTLI}. */
final class Brotli {

    private static final Logger log = LoggerFactory.getLogger(Brotli.class);

    private Brotli() {}

    /**
     * Loads the library from a file that it unpacks first.
     *
     * @param folder the folder for that file; emptied first, because a killed process leaves its copy behind
     * @return the compressions that can be made: all, or all but this one where it has no library
     * @throws IOException when the folder cannot be used
     */
    static Set<Compression> load(Path folder) throws IOException {
        Files.createDirectories(folder);
        empty(folder);
        System.setProperty("com.aayushatharva.brotli4j.native.workdir", folder.toString());
        boolean available = Brotli4jLoader.isAvailable();
        // Once the library is mapped, the system no longer needs the file.
        empty(folder);
        if (!available) {
            log.atWarn()
                    .addKeyValue("cause", String.valueOf(Brotli4jLoader.getUnavailabilityCause()))
                    .log("no .br files: the brotli library cannot be loaded on this machine");
        }
        return available ? EnumSet.allOf(Compression.class) : EnumSet.complementOf(EnumSet.of(Compression.BROTLI));
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.skip(1).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
