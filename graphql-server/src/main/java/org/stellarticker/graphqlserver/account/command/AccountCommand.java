package org.stellarticker.graphqlserver.account.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.ChangeRefused;

/** The commands of {@code ./ticker account}. What was asked for goes to standard output, all else to standard error. */
public final class AccountCommand {

    private static final int WRONG_USE = 64;

    private AccountCommand() {}

    private record Given(DatabaseAddress database, AccountConfig accounts) {

        static Given read(Settings in) {
            return in.all(() -> new Given(in.secret("DATABASE_URL", DatabaseAddress::parse), AccountConfig.read(in)));
        }
    }

    /** Runs a command and ends the process. */
    @SuppressWarnings("SystemOut")
    public static void run(List<String> words) {
        AccountWords read;
        try {
            read = AccountWords.read(words);
        } catch (AccountWords.WrongUse e) {
            System.err.println("ticker account: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        // The answer is the only thing on standard output.
        var answer = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        OneShot.run("graphql-server", Given::read, (given, clock) -> run(read, given, clock, answer));
    }

    private static void run(AccountWords words, Given given, Clock clock, PrintStream answer) {
        try (Database database = Database.openForOneLoop(given.database(), "ticker account")) {
            SchemaVersion.check(database);
            List<String> lines = database.transaction(tx -> new AccountJobs(given.accounts(), clock).run(tx, words));
            lines.forEach(answer::println);
            answer.flush();
        } catch (ChangeRefused | AccountWords.WrongUse refused) {
            throw new JobFailure(Exit.DATA, "ticker account: " + refused.getMessage());
        }
    }
}
