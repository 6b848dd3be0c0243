package org.stellarticker.ingester;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;

/** Builds records of {@code /trades}; a ledger closes every five seconds. */
public final class Records {

    /** The close time that ledger 0 would have. */
    private static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");

    private static final String ALICE = "GBV2RKHVVYZN6T56MAIBOVIYXLI3UED2D43IRKJUO7H4SG6CEHMPQFHQ";
    private static final String BOB = "GDVKKXGAXZ4HH5XGM5G5JRFETLD6SCQFXYOGEZ4THQR64Q2ESRU2PNRO";
    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";

    private static final Pattern TOKEN = Pattern.compile("\"paging_token\":\"([0-9]+-[0-9]+)\"");

    private Records() {}

    /** Returns the position of a record. */
    public static TradeId positionOf(String record) {
        Matcher token = TOKEN.matcher(record);
        if (!token.find()) {
            throw new IllegalArgumentException("expected a record with a paging_token, found " + record);
        }
        return TradeId.parse(token.group(1));
    }

    public static Instant closeTime(long ledger) {
        return GENESIS.plusSeconds(5 * ledger);
    }

    /** Returns the position of the trade of a ledger's n-th operation. */
    public static TradeId id(long ledger, int operation) {
        return new TradeId(new LedgerSequence(ledger).firstToid() + 4096L + operation, 0);
    }

    /** Returns an order-book trade of USD against the native asset. */
    public static String trade(long ledger, int operation) {
        return """
                {"_links":{"self":{"href":""}},"id":"%1$s","paging_token":"%1$s","ledger_close_time":"%2$s",\
                "trade_type":"orderbook","base_offer_id":"1","base_account":"%3$s","base_amount":"%4$d.0000000",\
                "base_asset_type":"native","counter_offer_id":"2","counter_account":"%5$s","counter_amount":"2.5000000",\
                "counter_asset_type":"credit_alphanum4","counter_asset_code":"USD","counter_asset_issuer":"%6$s",\
                "base_is_seller":true,"price":{"n":"5","d":"2"}}""".formatted(id(ledger, operation), closeTime(ledger), ALICE, operation + 1, BOB, ISSUER);
    }

    /** Returns the same trade as {@link #trade} with base and counter exchanged, as some servers report it. */
    public static String turned(long ledger, int operation) {
        return trade(ledger, operation)
                .replace("base_", "other_")
                .replace("counter_", "base_")
                .replace("other_", "counter_")
                .replace("\"counter_is_seller\":true", "\"base_is_seller\":false")
                .replace("{\"n\":\"5\",\"d\":\"2\"}", "{\"n\":\"2\",\"d\":\"5\"}");
    }

    /** Returns a number of trades for each ledger of a range, both ends inclusive. */
    public static List<String> trades(long fromLedger, long toLedger, int each) {
        var records = new ArrayList<String>();
        for (long ledger = fromLedger; ledger <= toLedger; ledger++) {
            for (int operation = 1; operation <= each; operation++) {
                records.add(trade(ledger, operation));
            }
        }
        return records;
    }

    /** Returns a record with a valid position that cannot be read as a trade. */
    public static String poison(long ledger, int operation) {
        return trade(ledger, operation).replace("\"2.5000000\"", "\"two and a half\"");
    }
}
