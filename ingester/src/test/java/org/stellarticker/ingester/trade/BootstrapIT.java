package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.ingester.TestHorizon.answer;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.TestHorizon;

@Timeout(120)
class BootstrapIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon source = new TestHorizon();

    @BeforeEach
    void nothingReadYet() {
        database.clear();
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void settle() throws InterruptedException {
        try (var ingester = new Ingesting(database, source, Records.closeTime(5000))) {
            ingester.initialize(Duration.ofDays(8));
        }
    }

    private String cursor() {
        return database.rows("select paging_token from stream_cursor").getFirst();
    }

    @Test
    void theBoundaryIsNotBelowWhatHorizonKeeps() throws InterruptedException {
        source.keepsFrom(990);
        source.add(Records.trade(1000, 1));

        settle();

        assertThat(cursor())
                .isEqualTo(PagingToken.before(new LedgerSequence(990)).value());
    }

    @Test
    void theNetworkIsRememberedAndAnotherOneRefused() throws InterruptedException {
        source.add(Records.trade(1000, 1));
        settle();
        settle();
        assertThat(database.rows("select passphrase from network")).containsExactly("Test");

        source.isOfNetwork("Other");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(this::settle)
                .withMessageStartingWith("HORIZON_URL: expected a Horizon of the network \"Test\"")
                .withMessageContaining("found one of \"Other\"")
                .withMessageContaining("TICKER_HOME")
                .withMessageContaining("DATABASE_URL");

        assertThat(database.rows("select passphrase from network")).containsExactly("Test");
    }

    @Test
    void theNetworkOfADatabaseThatDoesNotReportItYetIsRemembered() throws InterruptedException {
        source.add(Records.trade(1000, 1));
        settle();
        database.execute("delete from network");

        settle();

        assertThat(database.rows("select passphrase from network")).containsExactly("Test");
    }

    @Test
    void aNetworkThatBeganAnewIsRefused() throws InterruptedException {
        source.quietFor(100_000);
        settle();
        String before = cursor();

        source.quietFor(90_000);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(this::settle)
                .withMessageStartingWith("HORIZON_URL: expected a Horizon that has ledger 99981")
                .withMessageContaining("found one whose newest is 90001")
                .withMessageContaining("reset")
                .withMessageContaining("DATABASE_URL");

        assertThat(cursor()).isEqualTo(before);
    }

    /** Horizon moves a cursor that is older than its history forward, and does not report it. */
    @Test
    void whatHorizonForgotMeanwhileIsAGap() throws InterruptedException {
        source.add(Records.trade(1000, 1));
        try (var ingester = new Ingesting(database, source, Records.closeTime(5000))) {
            ingester.initialize(Duration.ofDays(8));
            ingester.follow();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> cursor().equals(Records.id(1000, 1).toString()));
        }
        database.execute("insert into ledger (sequence, closed_at) values (999, '" + Records.closeTime(999) + "')");
        source.add(Records.trade(3000, 1));
        source.keepsFrom(2000);
        source.serve("/ledgers/2000", answer(200, Map.of(), "{\"closed_at\": \"" + Records.closeTime(2000) + "\"}"));

        settle();
        settle();

        assertThat(database.rows("select starts_at, ends_at, reason from gap"))
                .singleElement()
                .asString()
                .contains("from ledger 2000 on only")
                .contains("up to ledger 1000");
        assertThat(database.rows("select extract(epoch from starts_at), extract(epoch from ends_at) from gap"))
                .containsExactly(seconds(999) + "\t" + seconds(2000));
    }

    private static String seconds(long ledger) {
        return Records.closeTime(ledger).getEpochSecond() + ".000000";
    }

    @Test
    void aHorizonThatIsMinutesBehindIsNotRefused() throws InterruptedException {
        source.quietFor(100_000);
        settle();

        source.quietFor(99_500);
        settle();
    }
}
