package org.stellarticker.ingester;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.daemon.Settings;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.ingester.trade.AskedPast;

/**
 * {@code ingester backfill --from TIME --to TIME}: asks for a stretch of the past, which the ingester that runs reads, or
 * the next one that starts.
 */
final class BackfillCommand {

    private static final String USE = "ingester: expected nothing, or backfill --from TIME --to TIME, a TIME being"
            + " 2026-03-01T12:00:00Z or 2026-03-01; found \"";

    private static final int WRONG_USE = 64;

    /**
     * @param from inclusive
     * @param to exclusive
     */
    record Range(Instant from, Instant to) {}

    private BackfillCommand() {}

    @SuppressWarnings("SystemOut") // What was asked for is the answer, not a log.
    static void run(String... args) {
        Optional<Range> range = range(List.of(args));
        if (range.isEmpty()) {
            System.err.println(USE + String.join(" ", args) + "\"");
            System.exit(WRONG_USE);
        } else {
            OneShot.run(
                    "ingester",
                    BackfillCommand::database,
                    (address, clock) ->
                            ask(address, range.get().from(), earlier(range.get().to(), clock.instant())));
        }
    }

    private static DatabaseAddress database(Settings in) {
        return in.all(() -> in.secret("DATABASE_URL", DatabaseAddress::parse));
    }

    @SuppressWarnings("SystemOut")
    private static void ask(DatabaseAddress address, Instant from, Instant to) {
        try (var database = Database.open(address, "ingester backfill")) {
            SchemaVersion.check(database);
            new AskedPast(database).ask(from, to);
            System.out.println("asked for the trades from " + from + " to " + to
                    + "; the ingester reads them when it runs, and its status tells how far it is");
        }
    }

    /** Empty when these are not the arguments of this command. */
    static Optional<Range> range(List<String> args) {
        if (args.size() != 5 || !args.getFirst().equals("backfill")) {
            return Optional.empty();
        }
        Map<String, String> options = new LinkedHashMap<>();
        options.put(args.get(1), args.get(2));
        options.put(args.get(3), args.get(4));
        Optional<Instant> from = Optional.ofNullable(options.get("--from")).flatMap(BackfillCommand::time);
        Optional<Instant> to = Optional.ofNullable(options.get("--to")).flatMap(BackfillCommand::time);
        return from.isPresent() && to.isPresent() && from.get().isBefore(to.get())
                ? Optional.of(new Range(from.get(), to.get()))
                : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
