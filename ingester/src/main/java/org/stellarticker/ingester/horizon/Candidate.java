package org.stellarticker.ingester.horizon;

import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.LedgerSequence;

/** One of several Horizons, asked who it is. Each question is asked once, and soon given up: there may be others. */
public final class Candidate {

    private final HttpUrl url;
    private final Inquiry inquiry;
    private @Nullable Network network;

    /** Asks one server one thing, once. */
    @FunctionalInterface
    interface Inquiry {
        /**
         * The answer's body; empty for 404.
         *
         * @throws HorizonException when no whole answer comes soon
         */
        Optional<byte[]> ask(HttpUrl url) throws InterruptedException;
    }

    Candidate(HttpUrl url, Inquiry inquiry) {
        this.url = url;
        this.inquiry = inquiry;
    }

    /** Its address, without what may be secret. */
    public String name() {
        return Wire.name(url);
    }

    /** @throws HorizonException when it does not tell */
    public Network network() throws InterruptedException {
        if (network == null) {
            network = SdkModels.network(inquiry.ask(url)
                    .orElseThrow(() -> new HorizonException("Horizon " + name() + " has no root document")));
        }
        return network;
    }

    /** What it said of itself, if it was asked. */
    Optional<Network> heard() {
        return Optional.ofNullable(network);
    }

    /**
     * When one of its ledgers closed; empty when it says that it does not have it.
     *
     * @throws HorizonException when it does not tell
     */
    public Optional<Instant> closeTime(LedgerSequence ledger) throws InterruptedException {
        return inquiry.ask(url.newBuilder()
                        .addPathSegment("ledgers")
                        .addPathSegment(Long.toString(ledger.value()))
                        .build())
                .map(SdkModels::closeTime);
    }
}
