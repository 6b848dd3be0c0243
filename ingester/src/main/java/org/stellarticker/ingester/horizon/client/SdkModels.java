package org.stellarticker.ingester.horizon.client;

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

/** Reads the root document and ledgers with the SDK's models, which leave absent members null. */
final class SdkModels {

    private static final Gson GSON = GsonSingleton.getInstance();

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    /** The network has no older ledgers. */
    private static final Instant FIRST_LEDGER = Instant.parse("2014-01-01T00:00:00Z");

    private SdkModels() {}

    static Network network(byte[] body) {
        try {
            RootResponse root = GSON.fromJson(text(body), RootResponse.class);
            return started(new Network(
                    present("network_passphrase", root.getNetworkPassphrase()),
                    new LedgerSequence(root.getHistoryLatestLedger()),
                    Optional.ofNullable(root.getHistoryLatestLedgerClosedAt()).map(SdkModels::time),
                    new LedgerSequence(root.getHistoryElderLedger())));
        } catch (JsonParseException | IllegalArgumentException | DateTimeException | NullPointerException unreadable) {
            throw new HorizonException(
                    "Horizon's root document cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Rejects the root document of a Horizon that has just started: ledger 0, closed in the year 1. */
    private static Network started(Network read) {
        boolean closed = read.newest().value() > 0
                && read.newestClosedAt().map(FIRST_LEDGER::isBefore).orElse(true);
        if (!closed || read.elder().compareTo(read.newest()) > 0) {
            throw new HorizonException(
                    "Horizon has no history yet: expected a newest ledger from 1 on and an oldest one up to it,"
                            + " found " + read.newest() + ", closed at "
                            + read.newestClosedAt().map(Instant::toString).orElse("no time") + ", and " + read.elder());
        }
        return read;
    }

    static Instant closeTime(byte[] body) {
        try {
            LedgerResponse ledger = GSON.fromJson(text(body), LedgerResponse.class);
            return time(present("closed_at", ledger.getClosedAt()));
        } catch (JsonParseException | DateTimeException | NullPointerException unreadable) {
            throw new HorizonException("Horizon's ledger cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Parses a time of the years 1 to 9999; a Horizon that has just started sends the year 1. */
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
