package org.stellarticker.ingester.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import org.stellarticker.ingester.toml.TomlException;
import org.stellarticker.ingester.toml.TomlException.Kind;
import org.stellarticker.publichttp.BoundedDns;
import org.stellarticker.publichttp.PublicAddresses;
import org.stellarticker.publichttp.PublicSockets;
import org.stellarticker.publichttp.TrustedOrigins;

/**
 * Fetches stellar.toml files. Issuers choose the URLs, so none is trusted: the client uses https on its standard port and public
 * addresses only, follows few redirects, bounds the time and the size, and uses neither cookies nor a proxy.
 */
public final class TomlClient implements AutoCloseable {

    /** The limit of SEP-1. */
    static final int MAX_BYTES = 100 * 1024;

    private static final int MAX_REDIRECTS = 3;
    private static final int HTTPS = 443;

    /** A toml is requested once an hour; one that fails, six times in its first hour. */
    private static final int MAX_REQUESTS_PER_HOST = 60;

    private final TrustedOrigins trusted;
    private final Duration timeout;
    private final UntrustedRules untrusted;
    private final OkHttpClient untrustedClient;
    private final OkHttpClient trustedClient;
    private final HostLimit hostLimit = new HostLimit(MAX_REQUESTS_PER_HOST, System::nanoTime);
    private final ExecutorService lookups = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("toml-dns-", 0).factory());

    /** @param authorities the trusted certificate authorities; those of Java when empty */
    public TomlClient(TrustedOrigins trusted, Optional<TomlAuthorities> authorities) {
        this(
                trusted,
                authorities,
                Duration.ofSeconds(10),
                new UntrustedRules(Dns.SYSTEM, PublicAddresses::isPublic, HTTPS));
    }

    /**
     * The rules for untrusted servers.
     *
     * @param isPublic decides whether the client may connect to an address
     * @param port the only port that the client may connect to
     */
    record UntrustedRules(Dns resolver, Predicate<InetAddress> isPublic, int port) {}

    /** @param timeout the time that one toml may take, redirects included */
    TomlClient(
            TrustedOrigins trusted, Optional<TomlAuthorities> authorities, Duration timeout, UntrustedRules untrusted) {
        this.trusted = trusted;
        this.timeout = timeout;
        this.untrusted = untrusted;
        var builder = new OkHttpClient.Builder()
                .followRedirects(false)
                // A proxy would resolve the names itself, without the check of addresses.
                .proxy(Proxy.NO_PROXY)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                // Almost every domain gets one request per round, so connections need not stay open.
                .connectionPool(new ConnectionPool(4, 1, TimeUnit.SECONDS));
        authorities.ifPresent(additional -> builder.sslSocketFactory(additional.sockets(), additional.manager()));
        this.trustedClient = builder.build();
        this.untrustedClient = trustedClient
                .newBuilder()
                .socketFactory(new PublicSockets(Set.of(untrusted.port()), untrusted.isPublic()))
                .build();
    }

    /**
     * Fetches a toml unless it is unchanged.
     *
     * @param link the URL as Horizon reports it
     * @param known the validators of the last fetch
     */
    public TomlResponse fetch(String link, CacheValidators known) throws TomlException {
        long deadline = System.nanoTime() + timeout.toNanos();
        HttpUrl url = checked(TomlLink.read(link));
        for (int redirects = 0; ; redirects++) {
            if (!hostLimit.tryAcquire(url.host())) {
                throw new TomlException(Kind.POSTPONED, url.host() + ": the limit of requests an hour is reached");
            }
            try (Response response = send(url, known, deadline)) {
                if (!response.isRedirect()) {
                    return read(response, url);
                }
                url = checked(TomlLink.read(url, Objects.requireNonNull(response.header("Location", ""))));
            } catch (IOException network) {
                throw new TomlException(Kind.UNREACHABLE, url.host() + ": " + reason(network));
            }
            if (redirects == MAX_REDIRECTS) {
                throw new TomlException(
                        Kind.UNREACHABLE,
                        "expected at most " + MAX_REDIRECTS + " redirects, found more, to " + url.host());
            }
        }
    }

    private HttpUrl checked(HttpUrl url) throws TomlException {
        if (trusted.address(url).isPresent()) {
            return url;
        }
        if (!url.isHttps() || url.port() != untrusted.port()) {
            throw new TomlException(
                    Kind.REFUSED,
                    "expected https on port " + untrusted.port() + ", found " + url.scheme() + " on port "
                            + url.port());
        }
        // The HTTP client does not resolve address literals, so they are checked here.
        if (PublicAddresses.literal(url)
                .filter(address -> !untrusted.isPublic().test(address))
                .isPresent()) {
            throw new TomlException(Kind.REFUSED, "expected a public address, found " + url.host());
        }
        return url;
    }

    private Response send(HttpUrl url, CacheValidators known, long deadline) throws IOException {
        Optional<HttpUrl> substitute = trusted.address(url);
        var request = new Request.Builder()
                .url(substitute.orElse(url))
                .header("User-Agent", "stellar-ticker")
                .header("Accept", "text/plain, application/toml, */*;q=0.5");
        if (substitute.isPresent()) {
            request.header("Host", url.host());
        }
        if (!known.etag().isEmpty()) {
            request.header("If-None-Match", known.etag());
        }
        if (!known.lastModified().isEmpty()) {
            request.header("If-Modified-Since", known.lastModified());
        }
        OkHttpClient client = substitute.isPresent() ? trustedClient : untrustedClient;
        return client.newBuilder()
                .dns(substitute.isPresent() ? Dns.SYSTEM : publicAddresses(deadline))
                .callTimeout(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())))
                .build()
                .newCall(request.build())
                .execute();
    }

    private Dns publicAddresses(long deadline) {
        return new PublicAddresses(new BoundedDns(untrusted.resolver(), lookups, deadline), untrusted.isPublic());
    }

    private static TomlResponse read(Response response, HttpUrl url) throws IOException, TomlException {
        if (response.code() == 304) {
            return new TomlResponse.Unchanged();
        }
        if (!response.isSuccessful()) {
            boolean absent = response.code() == 404 || response.code() == 410;
            throw new TomlException(
                    absent ? Kind.ABSENT : Kind.UNREACHABLE,
                    url.host() + " answered " + response.code(),
                    retryAfter(response));
        }
        try (ResponseBody body =
                Objects.requireNonNull(response.body(), "expected a response with a body, found none")) {
            // The stream is decompressed, so a small compressed file cannot exceed the bound.
            byte[] bytes = body.byteStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TomlException(
                        Kind.UNREADABLE,
                        url.host() + ": expected a toml of at most " + MAX_BYTES + " bytes, found more");
            }
            return new TomlResponse.File(
                    bytes, new CacheValidators(header(response, "ETag"), header(response, "Last-Modified")));
        }
    }

    private static String header(Response response, String name) {
        return Objects.requireNonNullElse(response.header(name), "");
    }

    /** Returns the Retry-After header in seconds; a date is ignored, and the usual delay applies. */
    private static Optional<Duration> retryAfter(Response response) {
        String header = header(response, "Retry-After").strip();
        return header.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    private static String reason(IOException network) {
        return network.getMessage() == null ? network.toString() : network.getMessage();
    }

    /** Cancels all requests. */
    public void cancelAll() {
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
