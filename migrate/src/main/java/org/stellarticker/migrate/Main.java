package org.stellarticker.migrate;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.db.ProgramsRole;
import org.stellarticker.migrate.backup.BackupCommand;

/**
 * Does what concerns the database as a whole: waits for it and migrates its schema, or, by the words {@code backup FILE} and
 * {@code restore FILE}, writes all of its tables into a file and fills an empty database from it.
 *
 * <p>Exits 0 when the work is done. Otherwise prints one line with the reason, rolls back, and exits 69 when the database
 * cannot be reached, refuses the connection, is too old, has a newer schema, or is not empty where it should be; 65 when a
 * backup is damaged, 66 or 74 when its file cannot be read or written, 75 when programs use a database that is to be
 * restored, or 78 when the settings cannot be used.
 */
public final class Main {

    private static final int WRONG_USE = 64;

    private Main() {}

    public static void main(String[] args) {
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean bar = arguments.remove(BackupCommand.BAR);
        String command = arguments.isEmpty() ? "" : arguments.removeFirst();
        if (command.isEmpty()) {
            OneShot.run("migrate", MigrateConfig::read, (config, _) -> migrate(config));
        } else if (arguments.size() != 1 || !(command.equals("backup") || command.equals("restore"))) {
            refuse(args);
        }
        // Standard output is the backup's.
        PrintStream messages = System.err;
        System.setOut(messages);
        var copy = new BackupCommand(file(arguments.getFirst()), bar);
        if (command.equals("backup")) {
            OneShot.run("backup", MigrateConfig::read, (config, clock) -> {
                try (var database = Migration.of(config.database()).open()) {
                    copy.backup(database, clock, messages);
                }
            });
        }
        OneShot.run("restore", MigrateConfig::read, (config, _) -> {
            giveToPrograms(config);
            Migration migration = Migration.of(config.database());
            try (var database = migration.open()) {
                copy.restore(database, migration::to, messages);
            }
            if (config.readOnlyRole()) {
                createReadOnlyRole(config);
            }
        });
    }

    private static void migrate(MigrateConfig config) {
        giveToPrograms(config);
        Migration.of(config.database()).run();
        if (config.readOnlyRole()) {
            createReadOnlyRole(config);
        }
    }

    private static void giveToPrograms(MigrateConfig config) {
        config.owner().ifPresent(owner -> Migration.of(owner).giveTo(new ProgramsRole(config.database())));
    }

    private static void createReadOnlyRole(MigrateConfig config) {
        Migration.of(config.owner().orElse(config.database())).createReadOnlyRole();
    }

    private static Optional<Path> file(String name) {
        return name.equals("-") ? Optional.empty() : Optional.of(Path.of(name).toAbsolutePath());
    }

    @SuppressWarnings("SystemOut") // The operator reads it.
    private static void refuse(String[] args) {
        System.err.println(
                "migrate: expected nothing, backup FILE or restore FILE, found \"" + String.join(" ", args) + "\"");
        System.exit(WRONG_USE);
    }
}
