package org.stellarticker.ingester.horizon.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.json.LargePage;
import org.stellarticker.ingester.horizon.json.RecordMembers;
import org.stellarticker.ingester.horizon.json.RecordSlices;
import org.stellarticker.ingester.horizon.json.RejectedRecord;

/**
 * A page of a list. Each record is read by itself, so that an unreadable one costs no other.
 *
 * @param next the cursor of the next page; empty at the end
 * @param rejected the records that could not be read
 */
record ListPage<T>(List<T> records, Optional<String> next, List<RejectedRecord> rejected) {

    private static final Pattern TOKEN = Pattern.compile("\"paging_token\"\\s*:\\s*\"([A-Za-z0-9_-]{1,200})\"");
    private static final Pattern NEXT_LINK =
            Pattern.compile("\"next\"\\s*:\\s*\\{\\s*\"href\"\\s*:\\s*\"[^\"]{0,1000}?cursor=([A-Za-z0-9_-]{1,200})");

    /**
     * Reads a page.
     *
     * @param what the name of the list, for the exception
     * @param reader throws IllegalArgumentException for a record that cannot be read
     * @throws HorizonException when the answer is no page or incomplete, or has no cursor of the next page
     */
    static <T> ListPage<T> read(String what, byte[] body, Function<RecordMembers, T> reader) {
        List<RecordBody> slices = RecordSlices.of(body)
                .orElseThrow(() -> new HorizonException("Horizon's page of " + what
                        + " cannot be read: expected records, found "
                        + RecordBody.of(body, 0, Math.min(body.length, 80)).text()));
        var records = new ArrayList<T>();
        var rejected = new ArrayList<RejectedRecord>();
        @Nullable String lastRead = null;
        @Nullable String last = null;
        for (RecordBody slice : slices) {
            try {
                RecordMembers members = RecordMembers.of(slice).whole();
                String token = members.text("/paging_token");
                last = token;
                records.add(reader.apply(members));
                lastRead = token;
            } catch (IllegalArgumentException why) {
                String token = token(slice);
                last = token.isEmpty() ? last : token;
                rejected.add(new RejectedRecord(token, String.valueOf(why.getMessage())));
            }
        }
        Optional<String> next =
                slices.isEmpty() ? Optional.empty() : Optional.of(next(what, body, lastRead == null ? last : lastRead));
        return new ListPage<>(records, next, rejected);
    }

    private static String token(RecordBody slice) {
        var token = TOKEN.matcher(slice.text());
        return token.find() ? token.group(1) : "";
    }

    /** A record's token is believed only where the page has no link, or was cut down, so that its link leads past records. */
    private static String next(String what, byte[] body, @Nullable String token) {
        var link = NEXT_LINK.matcher(RecordSlices.outside(body));
        if (link.find() && !(LargePage.isCut(body) && token != null)) {
            return link.group(1);
        }
        if (token == null) {
            throw new HorizonException(
                    "Horizon's page of " + what + ": expected a cursor of the next page, found none");
        }
        return token;
    }
}
