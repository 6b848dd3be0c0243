package org.stellarticker.sandbox.horizon;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stellarticker.sandbox.fault.FaultKind;
import org.stellarticker.sandbox.fault.FaultKind.Target;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.fault.FaultyRecord;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.journal.JournalView;

/** A list with records that are wrong each time. */
record FaultyListing(Listing listing, Faults faults, Target target) implements Listing {

    private static final int RECORD_BYTES = 2048;

    @Override
    public void list(JournalView view, PageQuery page, RecordSink sink) {
        listing.list(view, page, (pagingToken, record) -> {
            Optional<FaultKind> fault = faults.ofRecord(target, pagingToken);
            return fault.isEmpty()
                    ? sink.record(pagingToken, record)
                    : sink.record(linked(fault.get(), pagingToken), faulty(fault.get(), record));
        });
    }

    /** Returns the token that the page's links have. */
    private static String linked(FaultKind kind, String pagingToken) {
        return switch (kind) {
            case ASSET_AHEAD, POOL_AHEAD -> FaultyRecord.behindAllOthers(pagingToken);
            default -> pagingToken;
        };
    }

    private static JsonWriter.Body faulty(FaultKind kind, JsonWriter.Body record) {
        return page -> {
            var json = new JsonWriter(JsonWriter.Layout.ONE_LINE, RECORD_BYTES);
            record.write(json);
            String sent = new String(json.written().array(), 0, json.length(), StandardCharsets.UTF_8);
            page.raw(FaultyRecord.of(kind, sent).getBytes(StandardCharsets.UTF_8));
        };
    }
}
