package org.stellarticker.ingester;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.SchemaVersion;

/**
 * {@code ingester rejected [list | show ID | acknowledge ID...]}: shows and acknowledges the records that could not be read.
 * An acknowledged record no longer degrades the ingester.
 */
final class RejectedCommand {

    static final String NAME = "rejected";

    private static final int WRONG_USE = 64;

    /** A parsed command. */
    sealed interface Request {
        record ListOpen() implements Request {}

        record Show(long id) implements Request {}

        record Acknowledge(List<Long> ids) implements Request {}
    }

    private RejectedCommand() {}

    @SuppressWarnings("SystemOut") // The answer to the operator, not a log.
    static void run(List<String> arguments) {
        var faults = new ArrayList<String>();
        Optional<Request> request = read(arguments, faults);
        if (request.isEmpty()) {
            faults.forEach(fault -> System.err.println("ingester rejected: " + fault));
            System.exit(WRONG_USE);
        } else {
            OneShot.run("ingester", RejectedCommand::database, (address, clock) -> {
                try (var database = Database.open(address, "ingester rejected")) {
                    SchemaVersion.check(database);
                    new RejectedDesk(database, clock).answer(request.get()).forEach(System.out::println);
                }
            });
        }
    }

    private static DatabaseAddress database(Settings in) {
        return in.all(() -> in.secret("DATABASE_URL", DatabaseAddress::parse));
    }

    /** Parses the arguments; empty when one cannot be used, and the faults say why. */
    static Optional<Request> read(List<String> arguments, List<String> faults) {
        String verb = arguments.isEmpty() ? "list" : arguments.getFirst();
        List<String> rest = arguments.stream().skip(1).toList();
        Optional<Request> request = switch (verb) {
            case "list" -> listOpen(rest, faults);
            case "show" -> show(rest, faults);
            case "acknowledge" -> acknowledge(rest, faults);
            default -> {
                faults.add("expected list, show ID or acknowledge ID..., found \"" + verb + "\"");
                yield Optional.empty();
            }
        };
        return faults.isEmpty() ? request : Optional.empty();
    }

    private static Optional<Request> listOpen(List<String> rest, List<String> faults) {
        if (!rest.isEmpty()) {
            faults.add("list: expected nothing behind it, found \"" + String.join(" ", rest) + "\"");
        }
        return Optional.of(new Request.ListOpen());
    }

    private static Optional<Request> show(List<String> rest, List<String> faults) {
        if (rest.size() != 1) {
            faults.add("show: expected one ID, found " + rest.size());
        }
        return ids(rest, faults).stream().findFirst().map(Request.Show::new);
    }

    private static Optional<Request> acknowledge(List<String> rest, List<String> faults) {
        if (rest.isEmpty()) {
            faults.add("acknowledge: expected one ID or more, found none");
        }
        return Optional.of(new Request.Acknowledge(ids(rest, faults)));
    }

    private static List<Long> ids(List<String> texts, List<String> faults) {
        var ids = new ArrayList<Long>();
        for (String text : texts) {
            if (text.matches("[1-9][0-9]{0,17}")) {
                ids.add(Long.valueOf(text));
            } else {
                faults.add("ID: expected a number as list shows it, found \"" + text + "\"");
            }
        }
        return ids;
    }
}
