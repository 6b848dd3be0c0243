package org.stellarticker.sandbox.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.network.StrKey;

/** Makes pool ids as the network does (CAP-38): the hash of a pool's two assets, in order, and its fee. */
final class PoolIds {

    /** The fee in basis points; the network has only this one. */
    static final int FEE = 30;

    private static final Comparator<Asset> ORDER = Comparator.comparingInt(PoolIds::type)
            .thenComparing(Asset::code)
            .thenComparing(Asset::issuer, Comparator.comparing(PoolIds::key, Arrays::compareUnsigned));

    private PoolIds() {}

    static PoolId of(Asset one, Asset other) {
        List<Asset> assets = Stream.of(one, other).sorted(ORDER).toList();
        ByteBuffer parameters = ByteBuffer.allocate(128);
        parameters.putInt(0);
        assets.forEach(asset -> put(asset, parameters));
        parameters.putInt(FEE);
        byte[] hash = sha256(Arrays.copyOf(parameters.array(), parameters.position()));
        return PoolId.parse(HexFormat.of().formatHex(hash));
    }

    private static void put(Asset asset, ByteBuffer into) {
        into.putInt(type(asset));
        if (!(asset instanceof NativeAsset)) {
            into.put(Arrays.copyOf(asset.code().getBytes(StandardCharsets.US_ASCII), 4 * (2 * type(asset) - 1)));
            into.putInt(0);
            into.put(key(asset.issuer()));
        }
    }

    private static int type(Asset asset) {
        return switch (asset.type()) {
            case "native" -> 0;
            case "credit_alphanum4" -> 1;
            default -> 2;
        };
    }

    private static byte[] key(String issuer) {
        return StrKey.key(issuer);
    }

    static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }
}
