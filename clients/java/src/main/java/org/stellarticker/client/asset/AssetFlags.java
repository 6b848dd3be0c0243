// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.asset;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The rights of an issuer over those who hold its assets.
 *
 * @param authRequired Whether only accounts that it admits can hold them.
 * @param authRevocable Whether it can freeze them in any account.
 * @param authImmutable Whether it can never change these rights.
 * @param authClawbackEnabled Whether it can take them back from any account.
 */
public record AssetFlags(
        @JsonProperty(value = "auth_required", required = true)
        boolean authRequired,

        @JsonProperty(value = "auth_revocable", required = true)
        boolean authRevocable,

        @JsonProperty(value = "auth_immutable", required = true)
        boolean authImmutable,

        @JsonProperty(value = "auth_clawback_enabled", required = true)
        boolean authClawbackEnabled) {}
