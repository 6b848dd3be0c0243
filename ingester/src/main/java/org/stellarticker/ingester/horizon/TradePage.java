package org.stellarticker.ingester.horizon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.trade.RecordBody;

/**
 * Reads {@code /trades}: a page of records, or the single record of a stream's event. Token by token, without a tree;
 * a record that cannot be read is kept as it was sent, and costs nothing but itself.
 */
final class TradePage {

    /** A page's token names the place even where the record around it is torn. */
    private static final Pattern TOKEN = Pattern.compile("\"paging_token\"\\s*:\\s*\"([0-9]+-[0-9]+)\"");

    /** The same of the page's link, where the page around it is torn. */
    private static final Pattern NEXT_LINK =
            Pattern.compile("\"next\"\\s*:\\s*\\{\\s*\"href\"\\s*:\\s*\"[^\"]*cursor=([0-9]+-[0-9]+)");

    private final RawTrade raw = new RawTrade();
    private final CloseTimes closeTimes;
    private final List<Trade> trades = new ArrayList<>();
    /** What each of {@link #trades} was read from. */
    private final List<Verbatim> bodies = new ArrayList<>();

    private final List<UnreadableTrade> unreadable = new ArrayList<>();
    /** The last place that was told. Reading on from there at worst reads records again that told none. */
    private @Nullable TradeId last;

    private boolean lastRecordToldNone;

    private TradePage(CloseTimes closeTimes) {
        this.closeTimes = closeTimes;
    }

    /**
     * Reads a page.
     *
     * @param closeTimes of the records told before them
     * @param after what was asked for; where reading goes on when nothing in the page tells a place
     * @throws HorizonFault when it is none, or not a whole one
     */
    static TradeBatch read(byte[] body, PagingToken after, CloseTimes closeTimes) {
        var page = new TradePage(closeTimes);
        try {
            page.readWhole(body);
        } catch (IOException notJson) {
            // Perhaps only one record of it; the others must not wait for it.
            page = new TradePage(closeTimes);
            page.readApart(body, notJson);
        }
        return page.batch(after);
    }

    /**
     * Reads a record by itself, such as an event's data.
     *
     * @param place where it stands, when its own text does not tell
     * @param closeTimes of the records told before it
     */
    static TradeBatch readRecord(RecordBody record, PagingToken place, CloseTimes closeTimes) {
        var page = new TradePage(closeTimes);
        page.takeAlone(record);
        return page.batch(place);
    }

    private TradeBatch batch(PagingToken otherwise) {
        BitSet misdated = closeTimes.misdated(trades);
        for (int i = misdated.length() - 1; i >= 0; i = misdated.previousSetBit(i - 1)) {
            Trade trade = trades.remove(i);
            unreadable.add(new UnreadableTrade(
                    Optional.of(trade.id().token()),
                    bodies.get(i).body(),
                    "ledger_close_time: expected a time near those of the trades beside it, found "
                            + trade.ledgerCloseTime()));
        }
        return new TradeBatch(List.copyOf(trades), List.copyOf(unreadable), last == null ? otherwise : last.token());
    }

    private void readWhole(byte[] body) throws IOException {
        boolean embedded = false;
        TradeId next = null;
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notAPage(body);
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "_links" -> next = nextLink(json);
                    case "_embedded" -> embedded = readEmbedded(json, body);
                    default -> json.skipChildren();
                }
            }
        }
        if (!embedded) {
            throw notAPage(body);
        }
        endAt(next);
    }

    private boolean readEmbedded(JsonParser json, byte[] body) throws IOException {
        boolean found = false;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return false;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() == JsonToken.START_ARRAY && name.equals("records")) {
                readRecords(json, body);
                found = true;
            } else {
                json.skipChildren();
            }
        }
        return found;
    }

    private void readRecords(JsonParser json, byte[] body) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) json.currentTokenLocation().getByteOffset();
            if (json.currentToken() == JsonToken.START_OBJECT) {
                raw.read(json);
                int end = (int) json.currentLocation().getByteOffset();
                take(end - start, () -> RecordBody.of(body, start, end));
            } else {
                json.skipChildren();
                int end = (int) json.currentLocation().getByteOffset();
                reject(RecordBody.of(body, start, end), "expected an object");
            }
        }
    }

    @FunctionalInterface
    private interface Verbatim {
        RecordBody body();
    }

    /** Takes in the record that was read last; its text is only made when it is needed. */
    private void take(int length, Verbatim record) {
        TradeId place = raw.place();
        cameTo(place);
        try {
            LargeRecord.reject(length, raw.tooLarge());
            trades.add(raw.trade());
            bodies.add(record);
        } catch (IllegalArgumentException why) {
            unreadable.add(new UnreadableTrade(
                    Optional.ofNullable(place).map(TradeId::token), record.body(), String.valueOf(why.getMessage())));
        }
    }

    private void reject(RecordBody record, String reason) {
        var token = TOKEN.matcher(record.text());
        TradeId place = token.find() ? RawTrade.tradeId(token.group(1)) : null;
        cameTo(place);
        unreadable.add(new UnreadableTrade(Optional.ofNullable(place).map(TradeId::token), record, reason));
    }

    private void cameTo(@Nullable TradeId place) {
        lastRecordToldNone = place == null;
        if (place != null) {
            last = place;
        }
    }

    /** The page's link to the next one tells the place of a last record that does not tell its own. */
    private void endAt(@Nullable TradeId next) {
        if (lastRecordToldNone && next != null) {
            last = next;
        }
    }

    private void readApart(byte[] body, IOException why) {
        for (RecordBody record : RecordSlices.of(body)
                .orElseThrow(() -> new HorizonFault("Horizon's page is not whole or no JSON: " + reason(why), why))) {
            takeAlone(record);
        }
        var next = NEXT_LINK.matcher(new String(body, StandardCharsets.UTF_8));
        endAt(next.find() ? RawTrade.tradeId(next.group(1)) : null);
    }

    private void takeAlone(RecordBody record) {
        try (JsonParser json = Json.FACTORY.createParser(record.bytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                reject(record, "expected an object");
                return;
            }
            raw.read(json);
            if (json.nextToken() == null) {
                take(record.length(), () -> record);
            } else {
                reject(record, "expected one object and nothing behind it");
            }
        } catch (IOException notJson) {
            reject(record, LargeRecord.isIn(record) ? LargeRecord.reason("more") : "expected JSON: " + reason(notJson));
        }
    }

    /** Without the excerpt of the source, which is kept beside it. */
    private static String reason(IOException notJson) {
        return notJson instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(notJson.getMessage());
    }

    /** The cursor of {@code _links.next.href}. */
    private static @Nullable TradeId nextLink(JsonParser json) throws IOException {
        TradeId next = null;
        int depth = 0;
        boolean inNext = false;
        for (JsonToken token = json.currentToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                depth++;
            } else if (token == JsonToken.END_OBJECT && --depth == 0) {
                return next;
            } else if (token == JsonToken.FIELD_NAME && depth == 1) {
                inNext = json.currentName().equals("next");
            } else if (token == JsonToken.VALUE_STRING
                    && inNext
                    && json.currentName().equals("href")) {
                next = cursor(json.getText());
            } else if (depth == 0) {
                return next;
            }
        }
        return next;
    }

    private static @Nullable TradeId cursor(String href) {
        return Optional.ofNullable(HttpUrl.parse(href))
                .map(url -> url.queryParameter("cursor"))
                .map(RawTrade::tradeId)
                .orElse(null);
    }

    private static String slice(byte[] body, int start, int end) {
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }

    private static HorizonFault notAPage(byte[] body) {
        String beginning = slice(body, 0, Math.min(body.length, 80)).replaceAll("\\s+", " ");
        return new HorizonFault("Horizon's answer is not a page of records: " + beginning);
    }
}
