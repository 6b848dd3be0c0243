package org.stellarticker.ingester.horizon.read.trade;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.json.Json;
import org.stellarticker.ingester.horizon.json.LargePage;
import org.stellarticker.ingester.horizon.json.LargeRecord;
import org.stellarticker.ingester.horizon.json.RecordSlices;

/**
 * Reads {@code /trades}: a page of records, or the single record of a stream's event. It is parsed token by token, without a
 * tree. A record that cannot be read is kept verbatim, and costs no other record.
 */
final class TradePage {

    /** Finds a record's token also where the record is no valid JSON. */
    private static final Pattern TOKEN = Pattern.compile("\"paging_token\"\\s*:\\s*\"([0-9]+-[0-9]+)\"");

    /** Finds the cursor of the page's link also where the page is no valid JSON. */
    private static final Pattern NEXT_LINK =
            Pattern.compile("\"next\"\\s*:\\s*\\{\\s*\"href\"\\s*:\\s*\"[^\"]*cursor=([0-9]+-[0-9]+)");

    private final RawTrade raw = new RawTrade();
    private final List<TradeRecord> records = new ArrayList<>();
    private @Nullable TradeId next;
    private boolean whole = true;

    private TradePage() {}

    /**
     * Reads a page.
     *
     * @param closeTimes the close times of the records before
     * @throws HorizonException when the answer is no page, or incomplete
     */
    static TradePage read(byte[] body, CloseTimes closeTimes) {
        var page = new TradePage();
        try {
            page.readWhole(body);
            page.whole = !LargePage.isCut(body);
        } catch (IOException notJson) {
            // A single record may be invalid; the others can be read.
            page = new TradePage();
            page.whole = false;
            page.readApart(body, notJson);
        }
        page.rejectMisdated(closeTimes);
        return page;
    }

    /**
     * Reads a record by itself, such as an event's data.
     *
     * @param closeTimes the close times of the records before
     */
    static TradeRecord readRecord(RecordBody record, CloseTimes closeTimes) {
        var page = new TradePage();
        page.takeAlone(record);
        page.rejectMisdated(closeTimes);
        return page.records.getFirst();
    }

    /** Returns the records in the order in which they were sent. */
    List<TradeRecord> records() {
        return records;
    }

    /** Returns the cursor of the page's link to the next page; null when it has none. */
    @Nullable
    TradeId next() {
        return next;
    }

    /** Returns whether the page was JSON as a whole and not cut down, so that no record of it is missing. */
    boolean isWhole() {
        return whole;
    }

    private void rejectMisdated(CloseTimes closeTimes) {
        var trades = new ArrayList<Trade>(records.size());
        records.stream().map(TradeRecord::trade).filter(Objects::nonNull).forEach(trades::add);
        BitSet misdated = closeTimes.misdated(trades);
        if (!misdated.isEmpty()) {
            int nth = 0;
            for (int i = 0; i < records.size(); i++) {
                if (records.get(i).trade() != null && misdated.get(nth++)) {
                    records.set(i, records.get(i).misdated());
                }
            }
        }
    }

    private void readWhole(byte[] body) throws IOException {
        boolean embedded = false;
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

    /** Adds the record that was read last; its text is only made when it is needed. */
    private void take(int length, TradeRecord.Verbatim record) {
        TradeId position = raw.position();
        try {
            LargeRecord.reject(length, raw.tooLarge());
            records.add(TradeRecord.of(raw.trade(), record));
        } catch (IllegalArgumentException why) {
            records.add(TradeRecord.unreadable(position, record, String.valueOf(why.getMessage())));
        }
    }

    private void reject(RecordBody record, String reason) {
        var token = TOKEN.matcher(record.text());
        TradeId position = token.find() ? RawTrade.tradeId(token.group(1)) : null;
        records.add(TradeRecord.unreadable(position, () -> record, reason));
    }

    private void readApart(byte[] body, IOException why) {
        for (RecordBody record : RecordSlices.of(body)
                .orElseThrow(
                        () -> new HorizonException("Horizon's page is not whole or no JSON: " + reason(why), why))) {
            takeAlone(record);
        }
        var link = NEXT_LINK.matcher(new String(body, StandardCharsets.UTF_8));
        next = link.find() ? RawTrade.tradeId(link.group(1)) : null;
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

    /** Returns the message without the excerpt of the source. */
    private static String reason(IOException notJson) {
        return notJson instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(notJson.getMessage());
    }

    /** Returns the cursor of {@code _links.next.href}. */
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

    private static HorizonException notAPage(byte[] body) {
        String beginning = slice(body, 0, Math.min(body.length, 80)).replaceAll("\\s+", " ");
        return new HorizonException("Horizon's answer is not a page of records: " + beginning);
    }
}
