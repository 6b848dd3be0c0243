package org.stellarticker.sandbox.horizon.request;

import java.util.Map;
import java.util.Optional;

/**
 * The requested part of a list.
 *
 * @param cursor as given, with {@code now} resolved; empty for the start of the list
 */
public record PageQuery(String cursor, Order order, int limit) {

    private static final int DEFAULT_LIMIT = 10;
    private static final int GREATEST_LIMIT = 200;

    /**
     * Reads the parameters of a request.
     *
     * @param lastEventId of the request; it overrides the cursor
     * @param now the meaning of {@code cursor=now}
     */
    public static PageQuery read(Query query, Optional<String> lastEventId, String now) {
        String given = query.find("cursor")
                .map(cursor -> cursor.equals("now") ? now : cursor)
                .orElse("");
        String cursor = lastEventId.orElse(given);
        requireNotNegative(cursor);
        int limit = limit(query, DEFAULT_LIMIT);
        return new PageQuery(cursor, order(query), limit);
    }

    private static void requireNotNegative(String cursor) {
        if (cursor.startsWith("-")) {
            try {
                Long.parseLong(cursor);
            } catch (NumberFormatException notANumber) {
                return;
            }
            throw Problem.invalidField("cursor", "the cursor " + cursor + " is a negative number: ");
        }
    }

    /**
     * Reads the limit.
     *
     * @throws Problem when the limit is not valid
     */
    public static int limit(Query query, int otherwise) {
        Optional<String> given = query.find("limit");
        if (given.isEmpty()) {
            return otherwise;
        }
        long limit;
        try {
            limit = Long.parseLong(given.get());
        } catch (NumberFormatException notANumber) {
            throw Problem.invalidField("limit", "unparseable value");
        }
        if (limit <= 0) {
            throw Problem.invalidField("limit", "invalid limit: non-positive value provided");
        }
        if (limit > GREATEST_LIMIT) {
            throw Problem.invalidField(
                    "limit", "invalid limit: value provided that is over limit max of " + GREATEST_LIMIT);
        }
        return (int) limit;
    }

    private static Order order(Query query) {
        return switch (query.find("order").orElse("asc")) {
            case "asc" -> Order.ASC;
            case "desc" -> Order.DESC;
            default -> throw Problem.invalidField("order", "order: invalid value");
        };
    }

    /** Returns the same list from another position on. */
    public PageQuery from(String cursor, int limit) {
        return new PageQuery(cursor, order, limit);
    }

    /** Returns the parameters of a link to it. */
    public Map<String, String> parameters() {
        return Map.of("cursor", cursor, "limit", Integer.toString(limit), "order", order.word);
    }

    /** Returns the parameters of a link that goes back from a position. */
    public Map<String, String> parametersBackFrom(String cursor) {
        return Map.of("cursor", cursor, "limit", Integer.toString(limit), "order", order.inverse().word);
    }
}
