package org.stellarticker.ingester.horizon;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellar.sdk.responses.GsonSingleton;
import org.stellar.sdk.responses.LedgerResponse;
import org.stellar.sdk.responses.RootResponse;
import org.stellarticker.core.ledger.LedgerSequence;

/** What the SDK's models are good for: the root document and ledgers. They leave absent members null. */
final class SdkModels {

    private static final Gson GSON = GsonSingleton.getInstance();

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    /** The network is younger. */
    private static final Instant FIRST_LEDGER = Instant.parse("2014-01-01T00:00:00Z");

    private SdkModels() {}

    static Network network(byte[] body) {
        try {
            RootResponse root = GSON.fromJson(text(body), RootResponse.class);
            return begun(new Network(
                    present("network_passphrase", root.getNetworkPassphrase()),
                    new LedgerSequence(root.getHistoryLatestLedger()),
                    Optional.ofNullable(root.getHistoryLatestLedgerClosedAt()).map(SdkModels::time),
                    new LedgerSequence(root.getHistoryElderLedger())));
        } catch (JsonParseException | IllegalArgumentException | DateTimeException | NullPointerException unreadable) {
            throw new HorizonException(
                    "Horizon's root document cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** A Horizon that has just begun tells ledger 0, closed in the year 1, and is waited for. */
    private static Network begun(Network text) {
        boolean closed = text.newest().value() > 0
                && text.newestClosedAt().map(FIRST_LEDGER::isBefore).orElse(true);
        if (!closed || text.elder().compareTo(text.newest()) > 0) {
            throw new HorizonException(
                    "Horizon has no history yet: expected a newest ledger from 1 on and an oldest one up to it,"
                            + " found " + text.newest() + ", closed at "
                            + text.newestClosedAt().map(Instant::toString).orElse("no time") + ", and " + text.elder());
        }
        return text;
    }

    static Instant closeTime(byte[] body) {
        try {
            LedgerResponse ledger = GSON.fromJson(text(body), LedgerResponse.class);
            return time(present("closed_at", ledger.getClosedAt()));
        } catch (JsonParseException | DateTimeException | NullPointerException unreadable) {
            throw new HorizonException("Horizon's ledger cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** A Horizon that has just begun tells the year 1; what lies beyond four digits of years is no time to reckon with. */
    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new DateTimeException("expected a time from " + EARLIEST + " to " + LATEST + ", found " + text);
        }
        return time;
    }

    private static String present(String name, @Nullable String value) {
        if (value == null) {
            throw new HorizonException("Horizon's answer lacks " + name);
        }
        return value;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
