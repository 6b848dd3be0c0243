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
import org.stellarticker.ingester.horizon.read.trade.UnreadableTrade;

/**
 * Compares the trades of a range that Horizon reports with those that are stored.
 *
 * @param missing trades that Horizon reports and that are not stored
 * @param differing trades that are stored with other values, with the values that Horizon reports
 * @param unconfirmed trades that are stored and that Horizon does not report
 */
record Comparison(TradeRange range, List<Trade> missing, List<Trade> differing, List<Trade> unconfirmed) {

    /** @param stored all stored trades of the range */
    static Comparison of(TradeRange range, List<Trade> stored) {
        Map<TradeId, Trade> rest = new LinkedHashMap<>();
        stored.forEach(trade -> rest.put(trade.id(), trade));
        var missing = new ArrayList<Trade>();
        var differing = new ArrayList<Trade>();
        for (Trade received : range.trades()) {
            Trade trade = received.normalised();
            Trade known = rest.remove(trade.id());
            if (known == null) {
                missing.add(trade);
            } else if (!same(trade, known)) {
                differing.add(trade);
            }
        }
        // An unreadable record may be the trade that is stored at its position.
        range.unreadable().stream()
                .map(UnreadableTrade::token)
                .flatMap(Optional::stream)
                .map(TradeRange::position)
                .forEach(rest::remove);
        return new Comparison(range, missing, differing, List.copyOf(rest.values()));
    }

    /** Returns the trades that should be stored with these values, and are not. */
    List<Trade> wanted() {
        var wanted = new ArrayList<>(missing);
        wanted.addAll(differing);
        return wanted;
    }

    /**
     * Returns the observations of each hour of the range.
     *
     * @param after the comparison of the same range after the {@link #wanted} trades were inserted
     */
    Collection<HourObservation> hours(Comparison after) {
        var hours = new TreeMap<Instant, HourObservation>();
        range.trades().forEach(trade -> add(hours, trade.ledgerCloseTime(), 1, 0, 0, ""));
        Set<TradeId> unresolved = new HashSet<>();
        for (Trade trade : after.missing) {
            unresolved.add(trade.id());
            dispute(hours, trade.ledgerCloseTime(), "trade " + trade.id() + " is not stored");
        }
        for (Trade trade : after.differing) {
            unresolved.add(trade.id());
            dispute(hours, trade.ledgerCloseTime(), "trade " + trade.id() + " differs from the stored trade");
        }
        wanted().stream()
                .filter(trade -> !unresolved.contains(trade.id()))
                .forEach(trade -> add(hours, trade.ledgerCloseTime(), 0, 1, 0, ""));
        after.unconfirmed.forEach(trade -> dispute(
                hours, trade.ledgerCloseTime(), "trade " + trade.id() + " is stored, but Horizon does not report it"));
        range.unreadable()
                .forEach(record -> dispute(hours, nearestCloseTime(record), "unreadable record: " + record.reason()));
        return hours.values();
    }

    /** Returns the hour to which an unreadable record is counted. */
    Instant hourOf(UnreadableTrade record) {
        return Hours.of(nearestCloseTime(record));
    }

    /** Returns the close time of the nearest trade, because the close time of an unreadable record is unknown. */
    private Instant nearestCloseTime(UnreadableTrade record) {
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

    /** Returns whether two observations of one trade have the same values. */
    private static boolean same(Trade one, Trade other) {
        // The fee is optional in a record: a missing one does not differ from a known one.
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
        // The offer is optional, too.
        if (one instanceof OfferParty(AccountId account, OptionalLong offer)
                && other instanceof OfferParty(AccountId otherAccount, OptionalLong otherOffer)
                && (offer.isEmpty() || otherOffer.isEmpty())) {
            return account.equals(otherAccount);
        }
        return one.equals(other);
    }
}
