package org.stellarticker.sandbox.horizon;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Query;
import org.stellarticker.sandbox.journal.JournalView;

/** Renders one page of a list, with links to itself and in both directions. */
final class Page {

    private static final JsonName LINKS = JsonName.of("_links");
    private static final JsonName SELF = JsonName.of("self");
    private static final JsonName NEXT = JsonName.of("next");
    private static final JsonName PREV = JsonName.of("prev");
    private static final JsonName HREF = JsonName.of("href");
    private static final JsonName EMBEDDED = JsonName.of("_embedded");
    private static final JsonName RECORDS = JsonName.of("records");

    private Page() {}

    /** Returns the page in two parts: the links precede the records, but name the first and the last of them. */
    static List<ByteBuffer> render(Query query, PageQuery page, JournalView view, Listing listing, int recordBytes) {
        var records = new JsonWriter(JsonWriter.Layout.INDENTED, recordBytes * page.limit() + 1024);
        var tokens = new Tokens(records, page.limit());
        records.beginObject().name(EMBEDDED).beginObject().name(RECORDS).beginArray();
        int opened = records.length();
        listing.list(view, page, tokens);
        records.endArray().endObject().endObject();

        var head = new JsonWriter(JsonWriter.Layout.INDENTED, 2048).beginObject();
        head.name(LINKS).beginObject();
        link(head, SELF, query.href(page.parameters()));
        link(head, NEXT, query.href(tokens.count == 0 ? page.parameters() : next(page, tokens)));
        link(head, PREV, query.href(page.parametersBackFrom(tokens.count == 0 ? page.cursor() : tokens.first)));
        head.endObject();
        head.name(EMBEDDED).beginObject().name(RECORDS).beginArray();
        return List.of(head.written(), records.written().position(opened));
    }

    private static Map<String, String> next(PageQuery page, Tokens tokens) {
        return page.from(tokens.last, page.limit()).parameters();
    }

    static void link(JsonWriter json, JsonName name, String href) {
        json.name(name).beginObject().name(HREF).string(href).endObject();
    }

    private static final class Tokens implements RecordSink {

        private final JsonWriter json;
        private final int limit;
        private int count;
        private String first = "";
        private String last = "";

        private Tokens(JsonWriter json, int limit) {
            this.json = json;
            this.limit = limit;
        }

        @Override
        public boolean record(String pagingToken, JsonWriter.Body record) {
            first = count == 0 ? pagingToken : first;
            last = pagingToken;
            json.element();
            record.write(json);
            return ++count < limit;
        }
    }
}
