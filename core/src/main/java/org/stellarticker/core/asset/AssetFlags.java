package org.stellarticker.core.asset;

/** The rights of the issuer's account over the holders of its assets. */
public record AssetFlags(
        boolean authRequired, boolean authRevocable, boolean authImmutable, boolean authClawbackEnabled) {}
