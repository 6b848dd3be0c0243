package org.stellarticker.core.asset;

/** An asset that an account of the network issues. */
public record IssuedAsset(AssetCode assetCode, AccountId issuerAccount) implements Asset {

    @Override
    public String code() {
        return assetCode.value();
    }

    @Override
    public String issuer() {
        return issuerAccount.value();
    }

    @Override
    public String type() {
        return assetCode.value().length() <= 4 ? "credit_alphanum4" : "credit_alphanum12";
    }

    @Override
    public String toString() {
        return key();
    }
}
