package org.stellarticker.db.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;

class PublishedFileStoreIT {

    private static final Instant AS_OF = Instant.parse("2026-08-29T20:00:00.123Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final PublishedFileStore versions = new PublishedFileStore();

    @BeforeEach
    void clear() {
        database.clear();
    }

    private Optional<Instant> date(String name, String content, Instant asOf) {
        return database.database().transaction(tx -> versions.date(tx, name, content, asOf));
    }

    private void newestIs(String version) {
        database.execute("update published_file set version_at = date_trunc('second', clock_timestamp()) " + version);
    }

    @Test
    void theSameContentHasTheSameDateAlsoWhenItIsReadLater() {
        Instant first = date("summary", "a", AS_OF).orElseThrow();
        newestIs("- interval '1 hour'");

        assertThat(date("summary", "a", AS_OF.plusSeconds(60))).contains(first.minusSeconds(3600));
        assertThat(first).isEqualTo(first.truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void anotherContentHasALaterDate() {
        Instant first = date("summary", "a", AS_OF).orElseThrow();
        newestIs("- interval '1 second'");

        assertThat(date("summary", "b", AS_OF).orElseThrow()).isAfterOrEqualTo(first);
        assertThat(date("summary", "a", AS_OF))
                .as("the one before, in the same second")
                .isEmpty();
    }

    @Test
    void aContentIsNeverDatedInTheSecondOfAnotherOne() {
        assertThat(date("summary", "a", AS_OF)).isPresent();
        // However slow this test is, that second is not over.
        newestIs("+ interval '1 hour'");

        assertThat(date("summary", "b", AS_OF.plusSeconds(1))).isEmpty();
        assertThat(date("summary", "a", AS_OF.plusSeconds(1))).isPresent();
    }

    @Test
    void aCopyThatReadOlderDataGetsNoDate() {
        assertThat(date("summary", "b", AS_OF)).isPresent();
        newestIs("- interval '1 hour'");

        assertThat(date("summary", "a", AS_OF.minusMillis(1))).isEmpty();
        assertThat(date("summary", "b", AS_OF)).isPresent();
    }

    @Test
    void filesAreDatedApart() {
        assertThat(date("summary", "a", AS_OF)).isPresent();

        assertThat(date("ticker", "b", AS_OF.minusSeconds(9))).isPresent();
    }
}
