package org.stellarticker.sandbox.horizon.request;

import java.util.Locale;
import java.util.Optional;

/** The media types that Horizon can send. */
public enum Media {
    JSON,
    EVENT_STREAM;

    /**
     * Returns the type that the client accepts.
     *
     * @param accept the header; empty when none was sent, which accepts anything
     */
    public static Optional<Media> accepted(String accept) {
        if (accept.isBlank()) {
            return Optional.of(JSON);
        }
        Optional<Media> best = Optional.empty();
        double bestWeight = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.strip().split("\\s*;\\s*");
            Optional<Media> media = of(parts[0]);
            double weight = weight(parts);
            if (media.isPresent() && weight > bestWeight) {
                best = media;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static Optional<Media> of(String range) {
        return switch (range) {
            case "*/*", "application/*", "application/json", "application/hal+json" -> Optional.of(JSON);
            case "text/event-stream", "text/*" -> Optional.of(EVENT_STREAM);
            default -> Optional.empty();
        };
    }

    private static double weight(String[] parts) {
        for (String part : parts) {
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException notANumber) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
