package org.stellarticker.ingester.horizon;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellar.sdk.responses.GsonSingleton;
import org.stellar.sdk.responses.LedgerResponse;
import org.stellar.sdk.responses.RootResponse;
import org.stellarticker.core.ledger.LedgerSequence;

/** What the SDK's models are good for: the root document and ledgers. They leave absent members null. */
final class SdkModels {

    private static final Gson GSON = GsonSingleton.getInstance();

    private SdkModels() {}

    static Network network(byte[] body) {
        try {
            RootResponse root = GSON.fromJson(text(body), RootResponse.class);
            return new Network(
                    present("network_passphrase", root.getNetworkPassphrase()),
                    new LedgerSequence(root.getHistoryLatestLedger()),
                    Optional.ofNullable(root.getHistoryLatestLedgerClosedAt()).map(Instant::parse),
                    new LedgerSequence(root.getHistoryElderLedger()));
        } catch (JsonParseException | IllegalArgumentException | DateTimeException | NullPointerException unreadable) {
            throw new HorizonFault("Horizon's root document cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static Instant closeTime(byte[] body) {
        try {
            LedgerResponse ledger = GSON.fromJson(text(body), LedgerResponse.class);
            return Instant.parse(present("closed_at", ledger.getClosedAt()));
        } catch (JsonParseException | DateTimeParseException | NullPointerException unreadable) {
            throw new HorizonFault("Horizon's ledger cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String present(String name, @Nullable String value) {
        if (value == null) {
            throw new HorizonFault("Horizon's answer lacks " + name);
        }
        return value;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
