package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;

/** Listing files are written when their text changed, and only then. */
class ListingPublicationIT {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path www;

    private final Progress progress = new Progress("listing", Clock.systemUTC());
    private Optional<Map<String, byte[]>> texts = Optional.empty();

    private ListingPublication publication() {
        return publication(1);
    }

    private ListingPublication publication(int rounds) {
        return new ListingPublication(
                database.database(),
                folder(),
                name -> new PublicFile(folder(), name, EnumSet.of(Compression.GZIP), Clock.systemUTC()),
                _ -> texts,
                progress,
                rounds);
    }

    private Path folder() {
        return www.resolve("site").resolve("v1");
    }

    private void setText(String name, String text) {
        texts = Optional.of(Map.of(name, text.getBytes(UTF_8)));
    }

    private void age(String name) throws IOException {
        Files.setLastModifiedTime(folder().resolve(name), FileTime.from(LONG_AGO));
    }

    private boolean isAged(String name) throws IOException {
        return Files.getLastModifiedTime(folder().resolve(name)).toInstant().equals(LONG_AGO);
    }

    @Test
    void whatIsMadeInOneOfSeveralRunsIsMadeAtOnceAtFirst() {
        var publication = publication(3);
        publication.run();
        setText("tickers", "one");
        publication.run();
        assertThat(folder().resolve("tickers")).hasContent("one");

        setText("tickers", "two");
        publication.run();
        publication.run();
        assertThat(folder().resolve("tickers")).hasContent("one");
        publication.run();
        assertThat(folder().resolve("tickers")).hasContent("two");
    }

    @Test
    void aFileIsWrittenOnceForEachText() throws IOException {
        var publication = publication();
        setText("summary", "one");
        publication.run();
        assertThat(folder().resolve("summary")).hasContent("one");
        assertThat(folder().resolve("summary.gz")).exists();

        age("summary");
        publication.run();
        assertThat(isAged("summary")).isTrue();

        setText("summary", "two");
        publication.run();
        assertThat(folder().resolve("summary")).hasContent("two");
        assertThat(isAged("summary")).isFalse();
    }

    @Test
    void anotherRunKeepsTheVersionOfTheSameText() throws IOException {
        setText("summary", "one");
        publication().run();
        age("summary");

        publication().run();

        assertThat(isAged("summary")).isTrue();
    }

    @Test
    void nothingIsWrittenBeforeThereIsSomethingToList() {
        publication().run();

        assertThat(folder()).doesNotExist();
        assertThat(progress.report().detail()).isEqualTo("waiting for the first snapshot");
    }

    @Test
    void aFolderThatCannotBeWrittenIsReportedAndTheNextRunTriesAgain() throws IOException {
        Files.writeString(www.resolve("site"), "a file where the folder should be");
        var publication = publication();
        setText("summary", "one");

        publication.run();
        assertThat(progress.report().detail()).contains("cannot be written");

        Files.delete(www.resolve("site"));
        publication.run();
        assertThat(folder().resolve("summary")).hasContent("one");
        assertThat(progress.report().detail()).isEqualTo("1 files");
    }
}
