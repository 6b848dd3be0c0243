package org.stellarticker.ingester.horizon.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.db.trade.RecordBody;

/**
 * Splits a page that is not JSON as a whole into its records: by their brackets, and where a record's brackets or quotes do
 * not close, by the first member of the next record.
 */
public final class RecordSlices {

    /** Every record of Horizon's lists begins with its links. */
    private static final String USUAL_FIRST_MEMBER = "_links";

    private static final Pattern FIRST_MEMBER = Pattern.compile("\\s*\\{\\s*\"([^\"\\\\]{1,100})\"\\s*:");

    /** An answer that was cut short hardly ends like this. */
    private static final Pattern END_OF_PAGE = Pattern.compile("]\\s*}\\s*}\\s*$");

    /** A part of the page; {@code to} is exclusive. */
    private record Slice(int from, int to) {}

    private final byte[] page;

    /** The page, a char a byte, so that what is found is where it is found. */
    private final String text;

    private final int begin;

    /** The comma before a record, and the record's beginning as its group. */
    private final Pattern nextRecord;

    private final List<Slice> slices = new ArrayList<>();

    /** The first byte whose brackets do not match; -1 when all match. */
    private int brokenFrom = -1;

    private boolean ended;

    private RecordSlices(byte[] page, String text, int begin) {
        this.page = page;
        this.text = text;
        this.begin = begin;
        Pattern usual = nextRecord(USUAL_FIRST_MEMBER);
        var first = FIRST_MEMBER.matcher(text).region(begin, page.length);
        this.nextRecord = usual.matcher(text).find(begin) || !first.lookingAt() ? usual : nextRecord(first.group(1));
    }

    /** Returns each record as it came; empty when the page has no array of records, or its end is missing. */
    public static Optional<List<RecordBody>> of(byte[] page) {
        return read(page, "records").map(RecordSlices::separated);
    }

    /**
     * Returns each element of an array as it came; empty when the page has no array of this name, its end is missing, or one of
     * its elements may hide others.
     */
    public static Optional<List<RecordBody>> ofBalanced(byte[] page, String array) {
        return read(page, array)
                .filter(read -> read.brokenFrom < 0)
                .filter(read -> read.slices.stream().noneMatch(read::hidesOthers))
                .map(read -> read.bodies(read.slices));
    }

    /** Returns what the page says outside of its array of records, where no record can speak for it. */
    public static String outside(byte[] page) {
        String text = new String(page, StandardCharsets.ISO_8859_1);
        var array = array("records").matcher(text);
        int end = text.lastIndexOf(']');
        return array.find() && end >= array.end() ? text.substring(0, array.end()) + text.substring(end) : text;
    }

    private static Pattern array(String name) {
        return Pattern.compile("\"" + name + "\"\\s*:\\s*\\[");
    }

    private static Optional<RecordSlices> read(byte[] page, String array) {
        String text = new String(page, StandardCharsets.ISO_8859_1);
        var begin = array(array).matcher(text);
        if (!begin.find()) {
            return Optional.empty();
        }
        var read = new RecordSlices(page, text, begin.end());
        read.split();
        return read.ended ? Optional.of(read) : Optional.empty();
    }

    private void split() {
        // A bit for each open bracket, set for a brace.
        var braces = new BitSet();
        int depth = 0;
        int start = -1;
        byte before = '[';
        for (int i = begin; i < page.length; i++) {
            byte c = page[i];
            if (c >= 0 && c <= ' ') {
                continue;
            }
            if (depth == 0 && (c == ',' || c == ']')) {
                take(start, i);
                start = -1;
                if (c == ']') {
                    ended = true;
                    return;
                }
                before = c;
                continue;
            }
            start = start < 0 ? i : start;
            boolean closes = c == '}' || c == ']';
            boolean inObject = depth > 0 && braces.get(depth - 1);
            // An object has names only, so a brace behind a comma begins a record that a lost brace would hide.
            if (closes ? depth == 0 || inObject != (c == '}') : c == '{' && inObject && before == ',') {
                break;
            }
            if (c == '{' || c == '[') {
                braces.set(depth++, c == '{');
            } else if (closes) {
                depth--;
            } else if (c == '"') {
                i = endOfString(i);
            }
            before = c;
        }
        breakFrom(start);
    }

    /** Takes a record, unless none began. */
    private void take(int start, int end) {
        if (start >= 0) {
            slices.add(new Slice(start, withoutBlanks(end)));
        }
    }

    /** Returns where the string that begins here ends: at its quote, or at the end of the page. */
    private int endOfString(int begin) {
        int end = begin + 1;
        while (end < page.length && page[end] != '"') {
            end += page[end] == '\\' ? 2 : 1;
        }
        return end;
    }

    /**
     * Gives up on the brackets from the last record on that begins as one, because a brace too many may have ended it. Only the
     * page's end still shows whether the page came whole.
     */
    private void breakFrom(int start) {
        brokenFrom = Math.max(start, begin);
        while (brokenFrom > begin && page[brokenFrom] != '{') {
            brokenFrom = slices.isEmpty() ? begin : slices.removeLast().from();
        }
        ended = start >= 0 && END_OF_PAGE.matcher(text).find();
    }

    private List<RecordBody> separated() {
        var all = new ArrayList<>(slices);
        if (brokenFrom >= 0) {
            int end = text.lastIndexOf(']');
            all.add(new Slice(brokenFrom, withoutBlanks(end > brokenFrom ? end : page.length)));
        }
        var separated = new ArrayList<Slice>();
        for (Slice slice : all) {
            if (hidesOthers(slice)) {
                separated.addAll(atFirstMembers(slice));
            } else {
                separated.add(slice);
            }
        }
        return bodies(separated);
    }

    private boolean hidesOthers(Slice slice) {
        return nextRecord.matcher(text).region(slice.from(), slice.to()).find() && !isJson(slice);
    }

    private List<Slice> atFirstMembers(Slice slice) {
        var parts = new ArrayList<Slice>();
        Matcher next = nextRecord.matcher(text).region(slice.from(), slice.to());
        int from = slice.from();
        while (next.find()) {
            parts.add(new Slice(from, withoutBlanks(next.start())));
            from = next.start(1);
        }
        parts.add(new Slice(from, slice.to()));
        return parts;
    }

    private static Pattern nextRecord(String firstMember) {
        return Pattern.compile(",\\s*(\\{)\\s*\"" + Pattern.quote(firstMember) + "\"\\s*:");
    }

    private boolean isJson(Slice slice) {
        try (JsonParser json = Json.FACTORY.createParser(page, slice.from(), slice.to() - slice.from())) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }

    private List<RecordBody> bodies(List<Slice> of) {
        return of.stream()
                .map(slice -> RecordBody.of(page, slice.from(), slice.to()))
                .toList();
    }

    /** Returns the end of a record without the blanks before it. */
    private int withoutBlanks(int end) {
        int last = end;
        while (last > begin && page[last - 1] >= 0 && page[last - 1] <= ' ') {
            last--;
        }
        return last;
    }
}
