package org.stellarticker.graphqlserver.rest;

import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/** Writes assets as REST has them: in the form of SEP-11. */
final class RestForms {

    private RestForms() {}

    /** Returns {@code native} or {@code CODE:ISSUER}. */
    static String sep11(Asset asset) {
        return asset instanceof NativeAsset ? "native" : asset.key();
    }
}
