package org.stellarticker.daemon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.LedgerSequence;

class TraceIdTest {

    @Test
    void anOrdersTraceIsItsId() {
        var trace = TraceId.ofOrder(UUID.fromString("019ac0de-5eed-7abc-8def-0123456789ab"));

        assertThat(trace.hex()).isEqualTo("019ac0de5eed7abc8def0123456789ab");
        assertThat(trace.firstSpan()).isEqualTo("8def0123456789ab");
    }

    @Test
    void aLedgersTraceFollowsFromItsNetworkAndNumber() {
        String passphrase = "Public Global Stellar Network ; September 2015";

        // printf '%s' "$passphrase ledger 60000000" | sha256sum | cut -c1-32
        assertThat(TraceId.ofLedger(passphrase, new LedgerSequence(60_000_000)).hex())
                .isEqualTo("a1f0d9467b96d8e93e7825963087343e");
        assertThat(TraceId.ofLedger("Test SDF Network ; September 2015", new LedgerSequence(60_000_000)))
                .isNotEqualTo(TraceId.ofLedger(passphrase, new LedgerSequence(60_000_000)));
    }
}
