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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.jsongenerator.ListingPublication.Texts;

/** Listing files are written when their text changed, and only then. */
class ListingPublicationIT {

    private static final Instant AS_OF = Instant.parse("2026-08-29T20:00:00.123Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path www;

    private final Progress progress = new Progress("listing", Clock.systemUTC());
    private Optional<Texts> texts = Optional.empty();

    @BeforeEach
    void clear() {
        database.clear();
    }

    private ListingPublication publication() {
        return publication(1);
    }

    private ListingPublication publication(int rounds) {
        return publication(www, rounds);
    }

    private ListingPublication publication(Path root, int rounds) {
        return new ListingPublication(
                database.database(),
                new PublicFolder(root, "site/v1", EnumSet.of(Compression.GZIP)),
                _ -> texts,
                progress,
                rounds);
    }

    private Path folder() {
        return www.resolve("site").resolve("v1");
    }

    private void setText(String name, String text) {
        texts = Optional.of(new Texts(AS_OF, Map.of(name, text.getBytes(UTF_8))));
        // Its second is over, however fast this test is.
        database.execute("update published_file set version_at = version_at - interval '1 minute'");
    }

    private FileTime date(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder.resolve("summary"));
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

        Files.delete(folder().resolve("summary"));
        publication.run();
        assertThat(folder().resolve("summary")).doesNotExist();

        setText("summary", "two");
        publication.run();
        assertThat(folder().resolve("summary")).hasContent("two");
    }

    @Test
    void anotherRunAndAnotherCopyGiveTheSameTextTheSameDate() throws IOException {
        setText("summary", "one");
        publication().run();
        FileTime first = date(folder());
        Files.setLastModifiedTime(folder().resolve("summary"), FileTime.from(Instant.EPOCH));

        publication().run();
        publication(www.resolve("other"), 1).run();

        assertThat(date(folder())).isEqualTo(first);
        assertThat(date(www.resolve("other").resolve("site").resolve("v1"))).isEqualTo(first);
    }

    @Test
    void aTextInTheSecondOfAnotherIsPublishedByTheNextRun() throws IOException {
        var publication = publication();
        setText("summary", "one");
        publication.run();
        setText("summary", "two");
        database.execute("update published_file set version_at = clock_timestamp() + interval '1 hour'");
        publication.run();
        assertThat(folder().resolve("summary")).hasContent("one");

        database.execute("update published_file set version_at = version_at - interval '2 hours'");
        publication.run();
        assertThat(folder().resolve("summary")).hasContent("two");
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
