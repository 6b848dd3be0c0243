package org.stellarticker.sandbox.horizon.request;

import java.util.regex.Pattern;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.network.StrKey;

/** Checks codes and accounts in parameters as Horizon does. */
public final class Addresses {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,12}");
    private static final Pattern ACCOUNT = Pattern.compile("G[A-Z2-7]{55}");

    private final AssetDirectory assets;

    public Addresses(AssetDirectory assets) {
        this.assets = assets;
    }

    public boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /**
     * Returns whether the text is an account with a valid checksum. An issuer in the journal is accepted with any
     * checksum.
     */
    public boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches()
                && (StrKey.hasValidChecksum(text)
                        || assets.list().stream().map(Asset::issuer).anyMatch(text::equals));
    }
}
