package org.stellarticker.marketdata.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.TradePage;
import org.stellarticker.marketdata.part.CoveredTrades;
import org.stellarticker.marketdata.part.TradesPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Pages through a market's trades of any time: those that the database has dropped come from the archive. */
public final class AllTimeTrades {

    private final SnapshotCache snapshots;
    private final Optional<ArchivedRows> archive;

    /** When the ledgers of cursors closed, so that a later page does not read the days of earlier ones. */
    private final Cache<TradeId, Instant> cursors =
            Caffeine.newBuilder().maximumSize(10_000).executor(Runnable::run).build();

    public AllTimeTrades(SnapshotCache snapshots) {
        this.snapshots = snapshots;
        this.archive = snapshots.archive().map(ArchivedRows::new);
    }

    /**
     * A page.
     *
     * @param missing of the asked time range, what neither the database nor the archive has
     */
    public record Page(CoveredTrades trades, ServedFrom servedFrom, List<MissingTime> missing) {}

    /** Returns whether {@link #keptPage} is the whole answer, as the database keeps all that is asked for. */
    public boolean isKept(TradesPart asked) {
        TradeQuery query = asked.query();
        if (query.from().isEmpty()) {
            return query.to().isEmpty() || archive.isEmpty();
        }
        return snapshots
                .read(new KeptSincePart())
                .filter(query.from().get()::isBefore)
                .isEmpty();
    }

    /** Gives a page that was read from the database alone. */
    public static Page keptPage(CoveredTrades trades) {
        return new Page(trades, ServedFrom.DATABASE, List.of());
    }

    /** Reads a page. Without bounds of time, it ends where the database's trades do. */
    public Page read(TradesPart asked) {
        TradeQuery query = asked.query();
        if (query.from().isEmpty() && query.to().isEmpty()) {
            return keptPage(snapshots.fresh(asked));
        }
        ColdDays cold = snapshots.fresh(new ColdDaysPart(query.from(), query.to()));
        if (archive.isEmpty() || cold.days().isEmpty() || cold.isWarm()) {
            return new Page(snapshots.fresh(asked), ServedFrom.DATABASE, cold.missing());
        }
        boolean behind = query.order() == PageOrder.ASCENDING
                && query.after().filter(id -> id.toid() >= cold.firstKept()).isPresent();
        if (behind) {
            CoveredTrades warm = snapshots.fresh(warmPart(asked, cold));
            return new Page(covered(warm.page(), warm, cold), ServedFrom.DATABASE, cold.missing());
        }
        return join(asked, cold, archive.get());
    }

    private Page join(TradesPart asked, ColdDays cold, ArchivedRows rows) {
        TradeQuery query = asked.query();
        Orientation direction = Orientation.of(asked.pair());
        TradePair stored = direction.orient(asked.pair());
        TradeQuery more = query.oneMore();
        CoveredTrades warm = snapshots.fresh(warmPart(asked, cold));
        List<MarketTrade> kept = cold.coldTo().isBefore(cold.to()) ? warm.page().trades() : List.of();
        var all = new ArrayList<MarketTrade>();
        if (query.order() == PageOrder.DESCENDING) {
            all.addAll(kept);
            if (warm.page().next().isEmpty()) {
                all.addAll(oriented(direction, rows.list(unread(cold, query), stored, more.without(kept.size()))));
            } else {
                return new Page(covered(warm.page(), warm, cold), ServedFrom.DATABASE, cold.missing());
            }
        } else {
            all.addAll(oriented(direction, rows.list(unread(cold, query), stored, more)));
            all.addAll(kept);
        }
        List<MarketTrade> page = all.subList(0, Math.min(query.most(), all.size()));
        boolean keptFollow = query.order() == PageOrder.ASCENDING
                && !kept.isEmpty()
                && warm.page().next().isPresent();
        boolean follows = all.size() > query.most() || keptFollow;
        Optional<TradeId> next = Optional.empty();
        if (follows) {
            Trade last = page.getLast().trade();
            cursors.put(last.id(), last.ledgerCloseTime());
            next = Optional.of(last.id());
        }
        return new Page(covered(new TradePage(List.copyOf(page), next), warm, cold), cold.servedFrom(), cold.missing());
    }

    /** Leaves out the days that lie before the page, if it is known when its cursor's ledger closed. */
    private ColdDays unread(ColdDays cold, TradeQuery query) {
        Optional<Instant> reached = query.after().flatMap(id -> Optional.ofNullable(cursors.getIfPresent(id)));
        if (reached.isEmpty()) {
            return cold;
        }
        return query.order() == PageOrder.ASCENDING
                ? cold.since(reached.get())
                : cold.until(reached.get().plusSeconds(1)); // other trades of its ledger may follow
    }

    private static TradesPart warmPart(TradesPart asked, ColdDays cold) {
        TradeQuery query = asked.query();
        return new TradesPart(
                asked.pair(),
                new TradeQuery(query.order(), query.after(), Optional.of(cold.coldTo()), query.to(), query.most()));
    }

    private static List<MarketTrade> oriented(Orientation direction, List<MarketTrade> stored) {
        return stored.stream()
                .map(trade -> new MarketTrade(direction.orient(trade.trade()), trade.ingestedFrom(), trade.storedAt()))
                .toList();
    }

    private static CoveredTrades covered(TradePage page, CoveredTrades warm, ColdDays cold) {
        return new CoveredTrades(page, warm.coverage().map(coverage -> ArchivedCoverage.of(coverage, cold)));
    }
}
