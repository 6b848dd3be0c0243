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
     * @param position returns the token that follows from a record's other members
     * @throws HorizonException when the answer is no page or incomplete, or has no cursor of the next page
     */
    static <T> ListPage<T> read(
            String what, byte[] body, Function<RecordMembers, T> reader, Function<RecordMembers, String> position) {
        List<RecordBody> slices = RecordSlices.of(body)
                .orElseThrow(() -> new HorizonException("Horizon's page of " + what
                        + " cannot be read: expected records, found "
                        + RecordBody.of(body, 0, Math.min(body.length, 80)).text()));
        var records = new ArrayList<T>();
        var rejected = new ArrayList<RejectedRecord>();
        var tokens = new Tokens();
        for (RecordBody slice : slices) {
            try {
                RecordMembers members = RecordMembers.of(slice).whole();
                String token = members.text("/paging_token");
                tokens.last = token;
                records.add(reader.apply(members));
                tokens.lastRead = token;
                tokens.lastInPosition = token.equals(position.apply(members)) ? token : tokens.lastInPosition;
            } catch (IllegalArgumentException why) {
                String token = token(slice);
                tokens.last = token.isEmpty() ? tokens.last : token;
                rejected.add(new RejectedRecord(token, String.valueOf(why.getMessage())));
            }
        }
        Optional<String> next = slices.isEmpty() ? Optional.empty() : Optional.of(next(what, body, tokens));
        return new ListPage<>(records, next, rejected);
    }

    /** The tokens of the last records: of any, of one that can be read, and of one whose other members confirm it. */
    private static final class Tokens {
        private @Nullable String last;
        private @Nullable String lastRead;
        private @Nullable String lastInPosition;

        /** Returns the most reliable one; null without any. */
        @Nullable
        String mostReliable() {
            return lastInPosition != null ? lastInPosition : lastRead != null ? lastRead : last;
        }

        /** Returns whether a cursor comes from a record whose other members do not confirm it. */
        boolean isOutOfPosition(String cursor) {
            return lastInPosition != null && cursor.equals(last) && !cursor.equals(lastInPosition);
        }
    }

    private static String token(RecordBody slice) {
        var token = TOKEN.matcher(slice.text());
        return token.find() ? token.group(1) : "";
    }

    /**
     * The page's link decides, except where the page was cut down, so that the link leads past records, and where the link
     * follows a record that is not at the position of its token.
     */
    private static String next(String what, byte[] body, Tokens tokens) {
        var link = NEXT_LINK.matcher(RecordSlices.outside(body));
        @Nullable String token = tokens.mostReliable();
        if (link.find() && (token == null || !(LargePage.isCut(body) || tokens.isOutOfPosition(link.group(1))))) {
            return link.group(1);
        }
        if (token == null) {
            throw new HorizonException(
                    "Horizon's page of " + what + ": expected a cursor of the next page, found none");
        }
        return token;
    }
}
