package org.stellarticker.sandbox.horizon;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.journal.LedgerSummary;

/**
 * Writes ledgers. What the journal does not hold is made up, but always the same: hashes follow from network and
 * sequence, fees and coins are constant, and no transaction failed.
 */
final class LedgerJson {

    private static final JsonName LINKS = JsonName.of("_links");
    private static final JsonName SELF = JsonName.of("self");
    private static final JsonName HREF = JsonName.of("href");
    private static final JsonName TEMPLATED = JsonName.of("templated");
    private static final JsonName ID = JsonName.of("id");
    private static final JsonName PAGING_TOKEN = JsonName.of("paging_token");
    private static final JsonName HASH = JsonName.of("hash");
    private static final JsonName PREV_HASH = JsonName.of("prev_hash");
    private static final JsonName SEQUENCE = JsonName.of("sequence");
    private static final JsonName SUCCESSFUL = JsonName.of("successful_transaction_count");
    private static final JsonName FAILED = JsonName.of("failed_transaction_count");
    private static final JsonName OPERATIONS = JsonName.of("operation_count");
    private static final JsonName TX_SET_OPERATIONS = JsonName.of("tx_set_operation_count");
    private static final JsonName CLOSED_AT = JsonName.of("closed_at");
    private static final JsonName TOTAL_COINS = JsonName.of("total_coins");
    private static final JsonName FEE_POOL = JsonName.of("fee_pool");
    private static final JsonName BASE_FEE = JsonName.of("base_fee_in_stroops");
    private static final JsonName BASE_RESERVE = JsonName.of("base_reserve_in_stroops");
    private static final JsonName MAX_TX_SET_SIZE = JsonName.of("max_tx_set_size");
    private static final JsonName PROTOCOL_VERSION = JsonName.of("protocol_version");
    private static final JsonName HEADER_XDR = JsonName.of("header_xdr");

    private final String origin;
    private final String network;

    LedgerJson(String origin, String network) {
        this.origin = origin;
        this.network = network;
    }

    void write(JsonWriter json, LedgerSummary ledger) {
        String hash = hash(ledger.sequence());
        json.beginObject();
        links(json, origin + "/ledgers/" + ledger.sequence());
        json.name(ID).string(hash);
        json.name(PAGING_TOKEN).quoted((long) ledger.sequence() << 32);
        json.name(HASH).string(hash);
        json.name(PREV_HASH).string(hash(ledger.sequence() - 1));
        json.name(SEQUENCE).number(ledger.sequence());
        json.name(SUCCESSFUL).number(ledger.transactions());
        json.name(FAILED).number(0);
        json.name(OPERATIONS).number(ledger.operations());
        json.name(TX_SET_OPERATIONS).number(ledger.operations());
        json.name(CLOSED_AT).string(Instant.ofEpochSecond(ledger.closedAt()).toString());
        json.name(TOTAL_COINS).string("105443902087.3472865");
        json.name(FEE_POOL).string("1850000000.0000000");
        json.name(BASE_FEE).number(100);
        json.name(BASE_RESERVE).number(5_000_000);
        json.name(MAX_TX_SET_SIZE).number(1000);
        json.name(PROTOCOL_VERSION).number(24);
        json.name(HEADER_XDR).string("");
        json.endObject();
    }

    private static void links(JsonWriter json, String self) {
        json.name(LINKS).beginObject();
        Page.link(json, SELF, self);
        for (String part : new String[] {"transactions", "operations", "payments", "effects"}) {
            json.name(JsonName.of(part)).beginObject();
            json.name(HREF).string(self + "/" + part + "{?cursor,limit,order}");
            json.name(TEMPLATED).bool(true).endObject();
        }
        json.endObject();
    }

    private String hash(int sequence) {
        try {
            byte[] text = (network + "/" + sequence).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }
}
