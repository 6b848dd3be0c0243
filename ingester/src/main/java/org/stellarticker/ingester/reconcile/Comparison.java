package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.audit.HourObservation;
import org.stellarticker.ingester.horizon.UnreadableTrade;

/**
 * What Horizon told of a stretch, held against what is stored of it.
 *
 * @param missing told and not stored
 * @param differing told otherwise than stored, as told
 * @param unconfirmed stored and not told
 */
record Comparison(TradeRange range, List<Trade> missing, List<Trade> differing, List<Trade> unconfirmed) {

    /** @param stored all that is stored of the stretch */
    static Comparison of(TradeRange range, List<Trade> stored) {
        Map<TradeId, Trade> rest = new LinkedHashMap<>();
        stored.forEach(trade -> rest.put(trade.id(), trade));
        var missing = new ArrayList<Trade>();
        var differing = new ArrayList<Trade>();
        for (Trade trades : range.trades()) {
            Trade trade = trades.normalised();
            Trade there = rest.remove(trade.id());
            if (there == null) {
                missing.add(trade);
            } else if (!same(trade, there)) {
                differing.add(trade);
            }
        }
        // A record that cannot be read may well be the trade that is stored.
        range.unreadable().stream()
                .map(UnreadableTrade::token)
                .flatMap(Optional::stream)
                .map(TradeRange::position)
                .forEach(rest::remove);
        return new Comparison(range, missing, differing, List.copyOf(rest.values()));
    }

    /** What should be stored, and is not. */
    List<Trade> wanted() {
        var wanted = new ArrayList<>(missing);
        wanted.addAll(differing);
        return wanted;
    }

    /**
     * What it comes to in each hour that it meets, after what was {@link #wanted} was stored as far as it could be.
     *
     * @param after the same stretch, compared again
     */
    Collection<HourObservation> hours(Comparison after) {
        var hours = new TreeMap<Instant, HourObservation>();
        range.trades().forEach(trade -> add(hours, trade.ledgerCloseTime(), 1, 0, 0, ""));
        Set<TradeId> unsettled = new HashSet<>();
        for (Trade trade : after.wanted()) {
            unsettled.add(trade.id());
            dispute(hours, trade.ledgerCloseTime(), "trade " + trade.id() + " is told otherwise than stored");
        }
        wanted().stream()
                .filter(trade -> !unsettled.contains(trade.id()))
                .forEach(trade -> add(hours, trade.ledgerCloseTime(), 0, 1, 0, ""));
        after.unconfirmed.forEach(
                trade -> dispute(hours, trade.ledgerCloseTime(), "trade " + trade.id() + " is stored, and not told"));
        range.unreadable()
                .forEach(record -> dispute(hours, near(record), "a record cannot be read: " + record.reason()));
        return hours.values();
    }

    /** The hour that a record which cannot be read is counted against. */
    Instant hourOf(UnreadableTrade record) {
        return Hours.of(near(record));
    }

    /** When a record that does not tell it was closed: as the trade that was told next to it. */
    private Instant near(UnreadableTrade record) {
        Optional<TradeId> position = record.token().map(TradeRange::position);
        List<Trade> trades = range.trades();
        return trades.stream()
                .filter(trade -> position.isEmpty() || trade.id().compareTo(position.get()) > 0)
                .findFirst()
                .or(() -> trades.isEmpty() ? Optional.empty() : Optional.of(trades.getLast()))
                .map(Trade::ledgerCloseTime)
                .orElse(range.from());
    }

    private static void dispute(Map<Instant, HourObservation> hours, Instant closedAt, String reason) {
        add(hours, closedAt, 0, 0, 1, reason);
    }

    private static void add(
            Map<Instant, HourObservation> hours,
            Instant closedAt,
            long read,
            long repaired,
            long disputed,
            String reason) {
        Instant hour = Hours.of(closedAt);
        hours.merge(hour, new HourObservation(hour, read, repaired, disputed, reason), HourObservation::plus);
    }

    /** Whether two readings of one trade say the same. */
    private static boolean same(Trade one, Trade other) {
        // Records need not tell the fee: one that is told once and not again is no other fee.
        boolean fee = one.poolFee().isEmpty()
                || other.poolFee().isEmpty()
                || one.poolFee().equals(other.poolFee());
        return fee
                && one.ledgerCloseTime().equals(other.ledgerCloseTime())
                && same(one.base(), other.base())
                && same(one.counter(), other.counter())
                && one.price().equals(other.price())
                && one.baseIsSeller() == other.baseIsSeller();
    }

    private static boolean same(TradeSide one, TradeSide other) {
        return one.asset().equals(other.asset())
                && one.amount().equals(other.amount())
                && same(one.party(), other.party());
    }

    private static boolean same(TradeParty one, TradeParty other) {
        // Nor need they tell the offer.
        if (one instanceof OfferParty(AccountId account, OptionalLong offer)
                && other instanceof OfferParty(AccountId otherAccount, OptionalLong otherOffer)
                && (offer.isEmpty() || otherOffer.isEmpty())) {
            return account.equals(otherAccount);
        }
        return one.equals(other);
    }
}
