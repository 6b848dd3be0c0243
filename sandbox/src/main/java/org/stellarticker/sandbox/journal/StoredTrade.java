package org.stellarticker.sandbox.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalInt;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeSide;

/**
 * A trade read in place from a slice of the journal, without making objects of it. A visitor sees one instance move
 * from trade to trade, and must not keep it.
 */
public final class StoredTrade {

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private int at;
    private long closedAt;

    StoredTrade(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes);
    }

    StoredTrade moveTo(int at, long closedAt) {
        this.at = at;
        this.closedAt = closedAt;
        return this;
    }

    public long toid() {
        return numbers.getLong(at + TradeCode.TOID);
    }

    public int index() {
        return numbers.getInt(at + TradeCode.INDEX);
    }

    /** Returns the close time, epoch seconds. */
    public long closedAt() {
        return closedAt;
    }

    public boolean baseIsSeller() {
        return has(TradeCode.BASE_IS_SELLER);
    }

    public boolean isPoolTrade() {
        return has(TradeCode.BASE_IS_POOL | TradeCode.COUNTER_IS_POOL);
    }

    /** Returns whether the trade is a fill of the exchange. */
    public boolean isOfExchange() {
        return has(TradeCode.OF_EXCHANGE);
    }

    private boolean has(int flags) {
        return (bytes[at + TradeCode.FLAGS] & flags) != 0;
    }

    /** Returns the fee in basis points; below 0 when the record has none. */
    public int poolFee() {
        return numbers.getInt(at + TradeCode.POOL_FEE);
    }

    /** Returns basis points; below 0 when not known. */
    public int roundingSlippage() {
        return numbers.getInt(at + TradeCode.ROUNDING_SLIPPAGE);
    }

    public long priceN() {
        return numbers.getLong(at + TradeCode.PRICE_N);
    }

    public long priceD() {
        return numbers.getLong(at + TradeCode.PRICE_D);
    }

    /** Returns the asset's number in {@link AssetDirectory}. */
    public int asset(Side side) {
        return numbers.getInt(at(side) + TradeCode.ASSET);
    }

    /** Returns the amount in stroops. */
    public long amount(Side side) {
        return numbers.getLong(at(side) + TradeCode.AMOUNT);
    }

    public boolean isPool(Side side) {
        return has(side == Side.BASE ? TradeCode.BASE_IS_POOL : TradeCode.COUNTER_IS_POOL);
    }

    public long offerId(Side side) {
        return numbers.getLong(at(side) + TradeCode.OFFER);
    }

    public PoolId poolId(Side side) {
        int party = at(side) + TradeCode.PARTY;
        return new PoolId(
                numbers.getLong(party),
                numbers.getLong(party + 8),
                numbers.getLong(party + 16),
                numbers.getLong(party + 24));
    }

    /**
     * Writes the account's address (56 bytes) or the pool's id (64 bytes).
     *
     * @return the number of bytes
     */
    public int party(Side side, byte[] into, int to) {
        int party = at(side) + TradeCode.PARTY;
        if (isPool(side)) {
            TradeCode.hex(bytes, party, into, to);
            return 64;
        }
        TradeCode.base32(bytes, party, into, to);
        return 56;
    }

    private int at(Side side) {
        return at + (side == Side.BASE ? TradeCode.BASE : TradeCode.COUNTER);
    }

    LedgerTrade materialise(AssetDirectory assets) {
        var trade = new Trade(
                new TradeId(toid(), index()),
                Instant.ofEpochSecond(closedAt),
                materialise(Side.BASE, assets),
                materialise(Side.COUNTER, assets),
                new Price(priceN(), priceD()),
                baseIsSeller(),
                optional(poolFee()));
        return new LedgerTrade(
                trade,
                optional(roundingSlippage()),
                isOfExchange() ? LedgerTrade.Origin.EXCHANGE : LedgerTrade.Origin.NETWORK);
    }

    private TradeSide materialise(Side side, AssetDirectory assets) {
        return new TradeSide(
                assets.get(asset(side)),
                new Amount(amount(side)),
                TradeCode.decodeParty(bytes, at(side), isPool(side)));
    }

    private static OptionalInt optional(int basisPoints) {
        return basisPoints == TradeCode.NONE ? OptionalInt.empty() : OptionalInt.of(basisPoints);
    }
}
