package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;
import org.stellarticker.ingester.horizon.read.trade.UnreadableTrade;

@Timeout(30)
class PagesAheadTest {

    private static final int PAGES = 12;

    /** Thirty pages of 4 MB were more than the heap. */
    @Test
    void pagesOfLargeUnreadableRecordsAreReadOneAheadOfWhatIsStored() throws InterruptedException {
        var record = new UnreadableTrade(Optional.empty(), RecordBody.of("x".repeat(20_000)), "");
        List<UnreadableTrade> records = Collections.nCopies(200, record);
        var given = new AtomicInteger();
        var stored = new AtomicInteger();
        var mostAtOnce = new AtomicInteger();

        try (var pages = new PagesAhead(token(0), position -> {
            int page = given.incrementAndGet();
            mostAtOnce.accumulateAndGet(page - stored.get(), Math::max);
            return page > PAGES
                    ? new TradePageResult.End()
                    : new TradePageResult.Trades(new TradeBatch(List.of(), records, token(page), token(page)));
        })) {
            PagesAhead.Pages range;
            do {
                range = pages.next(10, Duration.ofMillis(50));
                stored.addAndGet(range.batch().unreadable().size() / records.size());
            } while (range.end() == PagesAhead.End.MORE);
        }

        assertThat(stored).hasValue(PAGES);
        assertThat(mostAtOnce).hasValueLessThanOrEqualTo(3);
    }

    private static PagingToken token(int page) {
        return Records.id(1_000 + page, 1).token();
    }
}
