package org.stellarticker.exchangegateway.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Outcome;

/**
 * A command that was sent to the engine. It remembers how it was sent last, so that a caller that asks for its outcome again, after the
 * engine did not answer for some seconds, waits for that one too: it may have arrived.
 */
public final class SentCommand {

    private final Command command;
    private volatile CompletableFuture<Outcome> last;

    private SentCommand(Command command, CompletableFuture<Outcome> first) {
        this.command = command;
        this.last = first;
    }

    static SentCommand of(Command command, CompletableFuture<Outcome> first) {
        return new SentCommand(command, first);
    }

    /** Returns a command whose outcome is known from before. */
    public static SentCommand done(Command command, Outcome outcome) {
        return new SentCommand(command, CompletableFuture.completedFuture(outcome));
    }

    public Command command() {
        return command;
    }

    /** Returns what comes of it as it was sent last. */
    CompletableFuture<Outcome> last() {
        return last;
    }

    /** Sends it once more; only for one that never arrived. */
    CompletableFuture<Outcome> sendAgain(Supplier<CompletableFuture<Outcome>> sending) {
        CompletableFuture<Outcome> again = sending.get();
        last = again;
        return again;
    }
}
