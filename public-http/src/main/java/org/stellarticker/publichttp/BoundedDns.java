package org.stellarticker.publichttp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/** Resolves names before a deadline. The HTTP client's time-out does not end a lookup, which a hostile DNS server can delay. */
public final class BoundedDns implements Dns {

    private final Dns resolver;
    private final ExecutorService threads;
    private final long deadlineNanos;

    /** @param deadlineNanos on the scale of {@link System#nanoTime} */
    public BoundedDns(Dns resolver, ExecutorService threads, long deadlineNanos) {
        this.resolver = resolver;
        this.threads = threads;
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        Future<List<InetAddress>> found = threads.submit(() -> resolver.lookup(name));
        try {
            return found.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            found.cancel(true);
            throw unknown(name + " was not resolved before the deadline", tooLong);
        } catch (InterruptedException stopped) {
            found.cancel(true);
            Thread.currentThread().interrupt();
            throw unknown("stopped", stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownHostException unknown) {
                throw unknown(String.valueOf(unknown.getMessage()), unknown);
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static UnknownHostException unknown(String message, Exception cause) {
        var unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }
}
