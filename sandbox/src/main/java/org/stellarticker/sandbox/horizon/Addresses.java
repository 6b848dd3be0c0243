package org.stellarticker.sandbox.horizon;

import java.util.regex.Pattern;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.network.StrKey;

/** Which codes and accounts Horizon would accept in a parameter. */
final class Addresses {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,12}");
    private static final Pattern ACCOUNT = Pattern.compile("G[A-Z2-7]{55}");

    private final AssetDirectory assets;

    Addresses(AssetDirectory assets) {
        this.assets = assets;
    }

    boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** By its checksum, as Horizon does; an issuer that the journal knows is accepted whatever its checksum is. */
    boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches()
                && (StrKey.checksumHolds(text)
                        || assets.list().stream().map(Asset::issuer).anyMatch(text::equals));
    }
}
