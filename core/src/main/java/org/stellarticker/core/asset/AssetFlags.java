package org.stellarticker.core.asset;

/** What the issuer's account may do with those who hold its assets. */
public record AssetFlags(
        boolean authRequired, boolean authRevocable, boolean authImmutable, boolean authClawbackEnabled) {}
