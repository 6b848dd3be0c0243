package org.stellarticker.ingester.asset;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.stellarticker.ingester.asset.TomlException.Kind;

/**
 * Fetches stellar.toml files. Their addresses are written by strangers, so that none is trusted: https on its own port
 * only, public addresses only, few redirects, little time, no more than a toml may have, no cookies, and no proxy.
 */
public final class TomlClient implements AutoCloseable {

    /** SEP-1's own limit. */
    static final int MOST_BYTES = 100 * 1024;

    private static final int MOST_REDIRECTS = 3;
    private static final int HTTPS = 443;

    /** A toml is asked for once an hour; one that fails, six times in its first hour. */
    private static final int MOST_OF_A_HOST_AN_HOUR = 60;

    private final TrustedOrigins trusted;
    private final Duration inAll;
    private final Outside outside;
    private final OkHttpClient strangers;
    private final OkHttpClient trustedClient;
    private final HostBound bound = new HostBound(MOST_OF_A_HOST_AN_HOUR, System::nanoTime);
    private final ExecutorService lookups = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("toml-dns-", 0).factory());

    /** @param authorities who vouch for the servers of tomls; those that Java trusts when empty */
    public TomlClient(TrustedOrigins trusted, Optional<TomlAuthorities> authorities) {
        this(trusted, authorities, Duration.ofSeconds(10), new Outside(Dns.SYSTEM, PublicAddresses::isPublic, HTTPS));
    }

    /**
     * Where those are who are not trusted.
     *
     * @param isPublic whether an address may be connected to
     * @param port the only one of theirs
     */
    record Outside(Dns resolver, Predicate<InetAddress> isPublic, int port) {}

    /** @param inAll how long a toml may take, redirects included */
    TomlClient(TrustedOrigins trusted, Optional<TomlAuthorities> authorities, Duration inAll, Outside outside) {
        this.trusted = trusted;
        this.inAll = inAll;
        this.outside = outside;
        var builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .proxy(Proxy.NO_PROXY) // which would resolve names in our place
                .connectTimeout(inAll)
                .readTimeout(inAll)
                // Hardly any domain is asked twice.
                .connectionPool(new ConnectionPool(4, 1, TimeUnit.SECONDS));
        authorities.ifPresent(own -> builder.sslSocketFactory(own.sockets(), own.manager()));
        this.trustedClient = builder.build();
        this.strangers = trustedClient
                .newBuilder()
                .socketFactory(new PublicSockets(outside.port(), outside.isPublic()))
                .build();
    }

    /**
     * A toml, if it is another edition than the one that we have.
     *
     * @param link as Horizon tells it
     */
    TomlAnswer fetch(String link, CacheValidators ours) throws TomlException {
        long deadline = System.nanoTime() + inAll.toNanos();
        HttpUrl url = checked(TomlLink.read(link));
        for (int redirects = 0; ; redirects++) {
            if (!bound.take(url.host())) {
                throw new TomlException(Kind.POSTPONED, url.host() + " was asked often enough for now");
            }
            try (Response response = answer(url, ours, deadline)) {
                if (!response.isRedirect()) {
                    return read(response, url);
                }
                url = checked(TomlLink.read(url, Objects.requireNonNull(response.header("Location", ""))));
            } catch (IOException network) {
                throw new TomlException(Kind.UNREACHABLE, url.host() + ": " + reason(network));
            }
            if (redirects == MOST_REDIRECTS) {
                throw new TomlException(
                        Kind.UNREACHABLE, "more than " + MOST_REDIRECTS + " redirects to " + url.host());
            }
        }
    }

    private HttpUrl checked(HttpUrl url) throws TomlException {
        if (trusted.address(url).isPresent()) {
            return url;
        }
        if (!url.isHttps() || url.port() != outside.port()) {
            throw new TomlException(Kind.REFUSED, "not https on its own port: " + url.scheme() + " on " + url.port());
        }
        // The client asks no resolver about these.
        if (literal(url).filter(address -> !outside.isPublic().test(address)).isPresent()) {
            throw new TomlException(Kind.REFUSED, "not a public address: " + url.host());
        }
        return url;
    }

    /** The address that a host is, when it is no name. */
    private static Optional<InetAddress> literal(HttpUrl url) {
        boolean number = url.host().contains(":") || url.host().matches("[0-9.]+");
        try {
            return number ? Optional.of(InetAddress.getByName(url.host())) : Optional.empty();
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    private Response answer(HttpUrl url, CacheValidators ours, long deadline) throws IOException {
        Optional<HttpUrl> instead = trusted.address(url);
        var request = new Request.Builder()
                .url(instead.orElse(url))
                .header("User-Agent", "stellar-ticker")
                .header("Accept", "text/plain, application/toml, */*;q=0.5");
        if (instead.isPresent()) {
            request.header("Host", url.host());
        }
        if (!ours.etag().isEmpty()) {
            request.header("If-None-Match", ours.etag());
        }
        if (!ours.lastModified().isEmpty()) {
            request.header("If-Modified-Since", ours.lastModified());
        }
        OkHttpClient client = instead.isPresent() ? trustedClient : strangers;
        return client.newBuilder()
                .dns(instead.isPresent() ? Dns.SYSTEM : publicAddresses(deadline))
                .callTimeout(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())))
                .build()
                .newCall(request.build())
                .execute();
    }

    private Dns publicAddresses(long deadline) {
        return new PublicAddresses(new BoundedDns(outside.resolver(), lookups, deadline), outside.isPublic());
    }

    private static TomlAnswer read(Response response, HttpUrl url) throws IOException, TomlException {
        if (response.code() == 304) {
            return new TomlAnswer.Unchanged();
        }
        if (!response.isSuccessful()) {
            boolean absent = response.code() == 404 || response.code() == 410;
            throw new TomlException(
                    absent ? Kind.ABSENT : Kind.UNREACHABLE,
                    url.host() + " answered " + response.code(),
                    retryAfter(response));
        }
        try (ResponseBody whole = Objects.requireNonNull(response.body(), "an answer to a call has a body")) {
            // Unpacked already, so that what is counted is what a small file may have been blown up to.
            byte[] bytes = whole.byteStream().readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TomlException(Kind.UNREADABLE, url.host() + ": a toml has at most " + MOST_BYTES + " bytes");
            }
            return new TomlAnswer.File(
                    bytes, new CacheValidators(header(response, "ETag"), header(response, "Last-Modified")));
        }
    }

    private static String header(Response response, String name) {
        return Objects.requireNonNullElse(response.header(name), "");
    }

    /** In seconds; who tells a date is asked again when others are. */
    private static Optional<Duration> retryAfter(Response response) {
        String header = header(response, "Retry-After").strip();
        return header.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    private static String reason(IOException network) {
        return network.getMessage() == null ? network.toString() : network.getMessage();
    }

    /** Breaks off what is under way. */
    void cancelAll() {
        trustedClient.dispatcher().cancelAll();
    }

    @Override
    public void close() {
        cancelAll();
        lookups.shutdownNow();
        trustedClient.dispatcher().executorService().shutdown();
        trustedClient.connectionPool().evictAll();
    }
}
