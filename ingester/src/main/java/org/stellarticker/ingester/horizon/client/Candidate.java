package org.stellarticker.ingester.horizon.client;

import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.LedgerSequence;

/** A Horizon that is being checked. Each request is made once, with a short time-out, since there may be other servers. */
public final class Candidate {

    private final HttpUrl url;
    private final Inquiry inquiry;
    private @Nullable Network network;

    /** Makes one request to one server, once. */
    @FunctionalInterface
    interface Inquiry {
        /**
         * Returns the body of the answer; empty for 404.
         *
         * @throws HorizonException when no whole answer comes soon
         */
        Optional<byte[]> ask(HttpUrl url) throws InterruptedException;
    }

    Candidate(HttpUrl url, Inquiry inquiry) {
        this.url = url;
        this.inquiry = inquiry;
    }

    /** Returns the host and port, without secrets that the URL may hold. */
    public String name() {
        return Wire.name(url);
    }

    /**
     * Returns what the root document reports.
     *
     * @throws HorizonException when there is no readable answer
     */
    public Network network() throws InterruptedException {
        if (network == null) {
            network = SdkModels.network(inquiry.ask(url)
                    .orElseThrow(() -> new HorizonException("Horizon " + name() + " has no root document")));
        }
        return network;
    }

    /** Returns the root document's report; empty when it was not requested. */
    Optional<Network> reported() {
        return Optional.ofNullable(network);
    }

    /**
     * Returns when a ledger closed; empty when the server does not have it.
     *
     * @throws HorizonException when there is no readable answer
     */
    public Optional<Instant> closeTime(LedgerSequence ledger) throws InterruptedException {
        return inquiry.ask(url.newBuilder()
                        .addPathSegment("ledgers")
                        .addPathSegment(Long.toString(ledger.value()))
                        .build())
                .map(SdkModels::closeTime);
    }
}
