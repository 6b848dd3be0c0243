package org.stellarticker.graphqlserver.rest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.daemon.settings.SettingsForms;
import org.stellarticker.db.journal.JournalQuery;
import org.stellarticker.db.journal.JournalType;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.db.journal.NewEntry;
import org.stellarticker.graphqlserver.parameters.ParameterChecks;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.RequestParameters;

/** Reads entries that crawlers add, and questions about them. */
final class EntryParameters {

    /** The most entries of one request. */
    static final int MOST_ENTRIES = 100;

    private static final int BODY_BYTES = 1 << 16;
    private static final int LONGEST_ID = 200;
    private static final int LIMIT = 20;
    private static final int MOST = 100;
    private static final Pattern TAG = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final String TAGS = "a list of 1 to 20 tags, each once, of 1 to 100 ASCII characters without spaces";
    private static final int MOST_TAGS = 20;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    /** Clocks of crawlers may be ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final JournalTypes types;
    private final Clock clock;

    EntryParameters(JournalTypes types, Clock clock) {
        this.types = types;
        this.clock = clock;
    }

    List<NewEntry> entries(JsonMembers in) {
        return in.objects("entries", MOST_ENTRIES, this::entry).required();
    }

    private NewEntry entry(JsonMembers in) {
        Instant now = clock.instant();
        String id = in.text("id", LONGEST_ID).required();
        Optional<JournalType> type = in.value(
                        "type", expectedType(), text -> JournalTypes.name(text).flatMap(types::find))
                .optional();
        List<String> tags = in.values("tags", TAGS, EntryParameters::tag).required();
        JsonNode body = in.node("body", "a JSON object of at most 64 KB").required();
        Instant at = in.time("time").or(now).truncatedTo(ChronoUnit.MICROS);
        Duration life = in.value(
                        "ttl",
                        expectedLife(type),
                        text -> Optional.of(SettingsForms.duration(text))
                                .filter(found -> type.filter(known -> found.compareTo(known.life()) > 0)
                                        .isEmpty()))
                .or(type.map(JournalType::life).orElse(Duration.ZERO));
        if (type.isEmpty()) {
            in.fault("type", expectedType());
        }
        if (tags != null && (tags.isEmpty() || tags.size() > MOST_TAGS)) {
            in.fault("tags", TAGS);
        }
        String text = body == null ? "" : body.toString();
        if (body != null && (!body.isObject() || text.getBytes(UTF_8).length > BODY_BYTES)) {
            in.fault("body", "a JSON object of at most 64 KB");
        }
        if (at.isAfter(now.plus(AHEAD))) {
            in.fault("time", "a time that is not in the future");
        }
        return new NewEntry(id, type.map(JournalType::name).orElse(""), tags, text, at, now.plus(life));
    }

    private String expectedType() {
        return types.names().contains(JournalTypes.OTHERS) ? JournalTypes.NAME : RequestParameters.oneOf(types.names());
    }

    private static String expectedLife(Optional<JournalType> type) {
        return "a duration such as 30s, 5m, 2h or 3d"
                + type.map(known -> ", up to the type's " + known.life().toDays() + "d")
                        .orElse("");
    }

    private static Optional<String> tag(String text) {
        return Optional.of(text).filter(found -> TAG.matcher(found).matches());
    }

    JournalQuery query(RequestParameters in) {
        Instant from = in.time("from").or(Instant.EPOCH).truncatedTo(ChronoUnit.MICROS);
        Instant to = in.time("to").or(LATEST).truncatedTo(ChronoUnit.MICROS);
        Optional<String> tag = in.value(
                        "tag",
                        "a tag of 1 to 100 ASCII characters without spaces",
                        text -> tag(text).orElseThrow(IllegalArgumentException::new))
                .optional();
        Optional<String> type = in.value(
                        "type",
                        JournalTypes.NAME,
                        text -> JournalTypes.name(text).orElseThrow(IllegalArgumentException::new))
                .optional();
        long before = in.value("cursor", "next_cursor of a page", EntryParameters::position)
                .or(Long.MAX_VALUE);
        int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
        ParameterChecks.ordered(in, from, to);
        return new JournalQuery(before, tag, type, from, to, limit);
    }

    private static long position(String text) {
        long position = Long.parseLong(text);
        if (position < 1) {
            throw new IllegalArgumentException("expected a position above 0");
        }
        return position;
    }
}
