package org.stellarticker.core.asset;

/**
 * The organisation behind issued assets, as its stellar.toml (SEP-1) describes it. Missing texts are empty.
 *
 * @param publicKey the issuing account's address, or {@code native}
 * @param name {@code ORG_NAME}
 * @param url {@code ORG_URL}
 * @param tomlUrl the address of the stellar.toml, as Horizon links it
 * @param orgTwitter {@code ORG_TWITTER}
 */
public record Issuer(
        String publicKey,
        String name,
        String url,
        String tomlUrl,
        String federationServer,
        String authServer,
        String transferServer,
        String webAuthEndpoint,
        String depositServer,
        String orgTwitter) {}
