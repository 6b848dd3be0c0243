package org.stellarticker.ingester.asset;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.stellarticker.ingester.asset.TomlFault.Kind;

/**
 * Fetches stellar.toml files. Their addresses are written by strangers, so that none is trusted: https only, public
 * addresses only, few redirects, little time, no more than a toml may have, and no cookies.
 */
public final class TomlClient implements AutoCloseable {

    /** SEP-1's own limit. */
    static final int MOST_BYTES = 100 * 1024;

    private static final int MOST_REDIRECTS = 3;

    private final TrustedOrigins trusted;
    private final Duration inAll;
    private final OkHttpClient strangers;
    private final OkHttpClient trustedClient;

    public TomlClient(TrustedOrigins trusted) {
        this(trusted, Duration.ofSeconds(10), Dns.SYSTEM);
    }

    /** @param inAll how long a toml may take, redirects included */
    TomlClient(TrustedOrigins trusted, Duration inAll, Dns resolver) {
        this.trusted = trusted;
        this.inAll = inAll;
        this.trustedClient = new OkHttpClient.Builder()
                .followRedirects(false)
                .proxy(Proxy.NO_PROXY) // which would resolve names in our place
                .connectTimeout(inAll)
                .readTimeout(inAll)
                // Hardly any domain is asked twice.
                .connectionPool(new ConnectionPool(4, 1, TimeUnit.SECONDS))
                .build();
        this.strangers =
                trustedClient.newBuilder().dns(new PublicAddresses(resolver)).build();
    }

    /**
     * The bytes of a toml.
     *
     * @param link as Horizon tells it
     */
    byte[] fetch(String link) throws TomlFault {
        long deadline = System.nanoTime() + inAll.toNanos();
        HttpUrl url = checked(HttpUrl.parse(link), link);
        for (int redirects = 0; ; redirects++) {
            try (Response response = answer(url, deadline)) {
                if (!response.isRedirect()) {
                    return body(response, url);
                }
                String to = response.header("Location", "");
                url = checked(url.resolve(Objects.requireNonNull(to)), to);
            } catch (IOException network) {
                throw new TomlFault(Kind.UNREACHABLE, url.host() + ": " + reason(network));
            }
            if (redirects == MOST_REDIRECTS) {
                throw new TomlFault(Kind.UNREACHABLE, "more than " + MOST_REDIRECTS + " redirects to " + url.host());
            }
        }
    }

    private HttpUrl checked(@Nullable HttpUrl url, String link) throws TomlFault {
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new TomlFault(Kind.REFUSED, "not the address of a toml: " + link);
        }
        if (trusted.address(url).isEmpty()) {
            if (!url.isHttps()) {
                throw new TomlFault(Kind.REFUSED, "not an https address: " + link);
            }
            // The client asks no resolver about these.
            if (literal(url)
                    .filter(address -> !PublicAddresses.isPublic(address))
                    .isPresent()) {
                throw new TomlFault(Kind.REFUSED, "not a public address: " + link);
            }
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

    private Response answer(HttpUrl url, long deadline) throws IOException {
        Optional<HttpUrl> instead = trusted.address(url);
        var request = new Request.Builder()
                .url(instead.orElse(url))
                .header("User-Agent", "stellar-ticker")
                .header("Accept", "text/plain, application/toml, */*;q=0.5");
        if (instead.isPresent()) {
            request.header("Host", url.host());
        }
        return (instead.isPresent() ? trustedClient : strangers)
                .newBuilder()
                .callTimeout(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())))
                .build()
                .newCall(request.build())
                .execute();
    }

    private static byte[] body(Response response, HttpUrl url) throws IOException, TomlFault {
        if (!response.isSuccessful()) {
            throw new TomlFault(Kind.UNREACHABLE, url.host() + " answered " + response.code());
        }
        try (ResponseBody whole = Objects.requireNonNull(response.body(), "an answer to a call has a body")) {
            byte[] bytes = whole.byteStream().readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TomlFault(Kind.UNREADABLE, url.host() + ": a toml has at most " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static String reason(IOException network) {
        return network.getMessage() == null ? network.toString() : network.getMessage();
    }

    @Override
    public void close() {
        strangers.dispatcher().cancelAll();
        trustedClient.dispatcher().cancelAll();
        trustedClient.dispatcher().executorService().shutdown();
        trustedClient.connectionPool().evictAll();
    }
}
