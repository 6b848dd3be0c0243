package org.stellarticker.archiver;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetFailure;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;
import org.stellarticker.objectstore.StoreUnavailable;

/** The commands of {@code ./ticker archive}. What was asked for goes to standard output, all else to standard error. */
final class ArchiveCommand {

    private static final int WRONG_USE = 64;

    private ArchiveCommand() {}

    /** The settings of a command; only a restore needs a database. */
    private record Given(Optional<StoreAddress> store, Path work, Optional<DatabaseAddress> database) {

        static Given read(Settings in) {
            return in.all(() -> new Given(
                    StoreAddress.find(in, "ARCHIVE_URL"),
                    ArchiverConfig.work(in),
                    in.findSecret("DATABASE_URL", DatabaseAddress::parse)));
        }

        Database openDatabase() {
            return Database.open(
                    database.orElseThrow(() ->
                            new JobFailure(Exit.CONFIG, "DATABASE_URL: expected the database's address, found none")),
                    "ticker archive");
        }
    }

    /** Runs a command and ends the process. */
    @SuppressWarnings("SystemOut")
    static void run(List<String> words) {
        CommandLine line;
        try {
            line = CommandLine.read(words);
            check(line);
        } catch (CommandLine.WrongUse e) {
            System.err.println("ticker archive: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        // The answer is the only thing on standard output.
        var answer = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        OneShot.run("archiver", Given::read, (given, clock) -> run(line, given, clock, answer));
    }

    /** Reads all values before anything is opened. */
    private static void check(CommandLine line) {
        switch (line.name()) {
            case "export" -> {
                if (line.day("--from").isAfter(line.day("--to"))) {
                    throw new CommandLine.WrongUse("export: expected --from before --to, or the same day, found \""
                            + line.day("--from") + "\" and \"" + line.day("--to") + "\"");
                }
                line.format();
            }
            case "restore" -> line.oneDay();
            default -> line.listDays();
        }
    }

    private static void run(CommandLine line, Given given, Clock clock, PrintStream answer) {
        StoreAddress address = given.store()
                .orElseThrow(
                        () -> new JobFailure(Exit.CONFIG, "ARCHIVE_URL: expected the archive's address, found none"));
        Path work = newFolder(given.work());
        try (ObjectStore store = ObjectStore.open(address)) {
            var archive = new Archive(store);
            var parquet = new ParquetProcess(work, ParquetProcess.MEMORY, ParquetProcess.LONG);
            switch (line.name()) {
                case "list" -> new ArchiveList(archive).print(answer);
                case "verify" -> new Verification(archive, parquet, System.err).run(line, answer);
                case "export" -> new Export(archive, parquet, System.err).run(line, answer);
                default -> new DayRestore(archive, parquet, System.err).run(line, given.openDatabase(), clock);
            }
            check(answer);
        } catch (DamagedArchive e) {
            throw new JobFailure(Exit.DATA, String.valueOf(e.getMessage()), e);
        } catch (StoreUnavailable | ParquetFailure e) {
            throw new JobFailure(Exit.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } finally {
            WorkFolder.delete(work);
        }
    }

    /**
     * Writes what is left of an answer.
     *
     * @throws JobFailure if some of it could not be written, which the stream itself never says
     */
    static void check(PrintStream answer) {
        if (answer.checkError()) {
            throw new JobFailure(
                    Exit.IO,
                    "cannot write to standard output: what was written is not whole (disk full, or a reader ended)");
        }
    }

    /** Beside the folder of the program, which deletes what it finds in its own. */
    private static Path newFolder(Path program) {
        try {
            Path parent = program.resolveSibling(program.getFileName() + "-commands");
            return Files.createTempDirectory(Files.createDirectories(parent), "");
        } catch (IOException e) {
            throw new JobFailure(
                    Exit.CANNOT_CREATE, "cannot create a folder beside " + program + ": " + e.getMessage(), e);
        }
    }
}
