package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicFileTest {

    private static final Instant NOW = Instant.parse("2026-08-29T20:00:00.75Z");

    @TempDir
    Path state;

    @BeforeAll
    static void theBrotliLibraryLoads(@TempDir Path folder) throws IOException {
        assertThat(Brotli.load(folder)).containsExactly(Compression.GZIP, Compression.BROTLI);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aVersionHasAllFormsOfOneDateAndNothingElse() throws IOException {
        file().publish(text("{\"a\": 1}".repeat(20_000)), NOW);

        assertThat(names()).containsExactlyInAnyOrder("markets.json", "markets.json.gz", "markets.json.br");
        assertThat(plain()).isEqualTo("{\"a\": 1}".repeat(20_000));
        assertThat(gunzipped()).isEqualTo(plain());
        assertThat(unbrotlied()).isEqualTo(plain());
        for (String name : names()) {
            assertThat(date(name)).isEqualTo(Instant.parse("2026-08-29T20:00:00Z"));
        }
    }

    @Test
    void aVersionThatCannotBeWrittenLeavesThePreviousOneAndNoPartOfItself() throws IOException {
        file().publish(text("old"), NOW);

        assertThatThrownBy(() -> file().publish(
                                out -> {
                                    out.write(new byte[1_000_000]);
                                    throw new IOException("No space left on device");
                                },
                                NOW.plusSeconds(9)))
                .isInstanceOf(UnwritableFile.class)
                .hasMessage(www().resolve("markets.json")
                        + ": cannot be written (No space left on device); the version before stays");

        assertThat(names()).containsExactlyInAnyOrder("markets.json", "markets.json.gz", "markets.json.br");
        assertThat(plain()).isEqualTo("old");
        assertThat(gunzipped()).isEqualTo("old");
    }

    @Test
    void anEndOfTheProgramIsNoFaultOfTheFile() throws IOException {
        file().publish(text("old"), NOW);

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> file().publish(text("new"), NOW.plusSeconds(9)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(plain()).isEqualTo("old");
    }

    @Test
    void aFullDiskIsNamed() throws IOException {
        Files.createDirectories(www());
        // Every write to it fails as on a full disk.
        Files.createSymbolicLink(www().resolve(".markets.json.new"), Path.of("/dev/full"));

        assertThatThrownBy(() -> file().publish(text("new"), NOW))
                .isInstanceOf(UnwritableFile.class)
                .hasMessageContaining("markets.json: cannot be written (No space left on device)");
        assertThat(names()).isEmpty();
    }

    @Test
    void aFolderWithTheFilesNameIsReported() throws IOException {
        Files.createDirectories(www().getParent());
        Files.writeString(www(), "a file");

        assertThatThrownBy(() -> file().publish(text("new"), NOW))
                .isInstanceOf(UnwritableFile.class)
                .hasMessageContaining(www().toString());
    }

    @Test
    void temporaryFilesOfAKilledWriterAreOverwrittenAndRemoved() throws IOException {
        Files.createDirectories(www());
        Files.writeString(www().resolve(".markets.json.new"), "half a versi".repeat(100));
        Files.writeString(www().resolve(".markets.json.br.new"), "half");

        file().publish(text("new"), NOW);

        assertThat(names()).containsExactlyInAnyOrder("markets.json", "markets.json.gz", "markets.json.br");
        assertThat(plain()).isEqualTo("new");
    }

    @Test
    void aFormThatIsNoLongerMadeIsRemoved() throws IOException {
        file().publish(text("old"), NOW);

        new PublicFile(www(), "markets.json", EnumSet.of(Compression.GZIP)).publish(text("new"), NOW);

        assertThat(names()).containsExactlyInAnyOrder("markets.json", "markets.json.gz");
        assertThat(gunzipped()).isEqualTo("new");
    }

    private PublicFile file() {
        return new PublicFile(www(), "markets.json", EnumSet.allOf(Compression.class));
    }

    private Path www() {
        return state.resolve("www");
    }

    private static PublicFile.Content text(String text) {
        return out -> out.write(text.getBytes(UTF_8));
    }

    private String plain() throws IOException {
        return Files.readString(www().resolve("markets.json"));
    }

    private String gunzipped() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(www().resolve("markets.json.gz")))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private String unbrotlied() throws IOException {
        try (InputStream in =
                new BrotliInputStream(new ByteArrayInputStream(Files.readAllBytes(www().resolve("markets.json.br"))))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(www())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Instant date(String name) throws IOException {
        FileTime date = Files.getLastModifiedTime(www().resolve(name));
        return date.toInstant();
    }
}
