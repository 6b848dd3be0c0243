package org.stellarticker.ingester.asset;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/** Names resolved within a time. A client's own time-out does not end a look-up, which strangers' servers can draw out. */
final class BoundedDns implements Dns {

    private final Dns resolver;
    private final ExecutorService threads;
    private final long deadlineNanos;

    /** @param deadlineNanos of {@link System#nanoTime} */
    BoundedDns(Dns resolver, ExecutorService threads, long deadlineNanos) {
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
            throw unknown(name + " was not resolved in time", tooLong);
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
