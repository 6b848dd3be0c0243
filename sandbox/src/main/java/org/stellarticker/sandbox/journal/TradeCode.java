package org.stellarticker.sandbox.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;

/**
 * Encodes a trade in {@value #BYTES} bytes, big-endian, so that a slice of the file is a page of trades.
 *
 * <p>An account is stored as the 35 bytes of its 56 base-32 digits, whatever its checksum is; a pool as the 32 bytes of
 * its id.
 */
final class TradeCode {

    static final int TOID = 0;
    static final int INDEX = 8;
    static final int FLAGS = 12;
    static final int POOL_FEE = 13;
    static final int ROUNDING_SLIPPAGE = 17;
    static final int PRICE_N = 21;
    static final int PRICE_D = 29;
    static final int BASE = 37;
    static final int COUNTER = 92;
    static final int BYTES = 147;

    /** Offsets within a side. */
    static final int ASSET = 0;

    static final int AMOUNT = 4;
    static final int OFFER = 12;
    static final int PARTY = 20;
    private static final int PARTY_BYTES = 35;

    static final int BASE_IS_SELLER = 1;
    static final int BASE_IS_POOL = 2;
    static final int COUNTER_IS_POOL = 4;
    static final int OF_EXCHANGE = 8;

    /** The code of a missing fee or slippage. */
    static final int NONE = -1;

    private static final byte[] BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private TradeCode() {}

    static void encode(LedgerTrade ledgerTrade, int baseAsset, int counterAsset, ByteBuffer into) {
        var trade = ledgerTrade.trade();
        into.putLong(trade.id().toid());
        into.putInt(trade.id().index());
        into.put((byte) ((trade.baseIsSeller() ? BASE_IS_SELLER : 0)
                | (trade.base().party() instanceof PoolParty ? BASE_IS_POOL : 0)
                | (trade.counter().party() instanceof PoolParty ? COUNTER_IS_POOL : 0)
                | (ledgerTrade.origin() == LedgerTrade.Origin.EXCHANGE ? OF_EXCHANGE : 0)));
        into.putInt(trade.poolFee().orElse(NONE));
        into.putInt(ledgerTrade.roundingSlippage().orElse(NONE));
        into.putLong(trade.price().n());
        into.putLong(trade.price().d());
        encode(trade.base(), baseAsset, into);
        encode(trade.counter(), counterAsset, into);
    }

    private static void encode(TradeSide side, int asset, ByteBuffer into) {
        into.putInt(asset);
        into.putLong(side.amount().stroops());
        switch (side.party()) {
            case OfferParty(AccountId account, OptionalLong offerId) -> {
                into.putLong(offerId.orElseThrow());
                putBase32(account.value(), into);
            }
            case PoolParty(String poolId) -> {
                into.putLong(0);
                putHex(poolId, into);
                into.put(new byte[PARTY_BYTES - poolId.length() / 2]);
            }
        }
    }

    static TradeParty decodeParty(byte[] bytes, int side, boolean pool) {
        byte[] text = new byte[pool ? 64 : 56];
        if (pool) {
            hex(bytes, side + PARTY, text, 0);
            return new PoolParty(new String(text, StandardCharsets.US_ASCII));
        }
        base32(bytes, side + PARTY, text, 0);
        return new OfferParty(
                new AccountId(new String(text, StandardCharsets.US_ASCII)),
                ByteBuffer.wrap(bytes).getLong(side + OFFER));
    }

    /** Writes eight digits as five bytes. */
    private static void putBase32(String digits, ByteBuffer into) {
        if (digits.length() != 56) {
            throw new IllegalArgumentException(
                    "account: expected an address of G and 55 base-32 characters, found \"" + digits + "\"");
        }
        for (int i = 0; i < digits.length(); i += 8) {
            long bits = 0;
            for (int k = 0; k < 8; k++) {
                char digit = digits.charAt(i + k);
                bits = bits << 5 | (digit >= 'A' ? digit - 'A' : digit - '2' + 26);
            }
            into.put((byte) (bits >>> 32));
            into.putInt((int) bits);
        }
    }

    /** Writes the 56 digits of the account that begins at {@code at}. */
    static void base32(byte[] bytes, int at, byte[] into, int to) {
        for (int i = 0; i < 7; i++, at += 5, to += 8) {
            int high = (bytes[at] & 0xff) << 12 | (bytes[at + 1] & 0xff) << 4 | (bytes[at + 2] & 0xff) >>> 4;
            int low = (bytes[at + 2] & 0xf) << 16 | (bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff);
            into[to] = BASE_32[high >>> 15];
            into[to + 1] = BASE_32[high >>> 10 & 31];
            into[to + 2] = BASE_32[high >>> 5 & 31];
            into[to + 3] = BASE_32[high & 31];
            into[to + 4] = BASE_32[low >>> 15];
            into[to + 5] = BASE_32[low >>> 10 & 31];
            into[to + 6] = BASE_32[low >>> 5 & 31];
            into[to + 7] = BASE_32[low & 31];
        }
    }

    private static void putHex(String digits, ByteBuffer into) {
        for (int i = 0; i < digits.length(); i += 2) {
            into.put((byte) (Character.digit(digits.charAt(i), 16) << 4 | Character.digit(digits.charAt(i + 1), 16)));
        }
    }

    /** Writes the 64 digits of the pool that begins at {@code at}. */
    static void hex(byte[] bytes, int at, byte[] into, int to) {
        for (int i = 0; i < 32; i++) {
            into[to + 2 * i] = HEX[bytes[at + i] >>> 4 & 15];
            into[to + 2 * i + 1] = HEX[bytes[at + i] & 15];
        }
    }
}
