package org.stellarticker.core.asset;

/**
 * Who issues assets, by its own word: what its stellar.toml (SEP-1) tells of the organisation. What it does not tell is
 * empty.
 *
 * @param publicKey the issuing account's address, or {@code native}
 * @param name {@code ORG_NAME}
 * @param url {@code ORG_URL}
 * @param tomlUrl where Horizon says that the stellar.toml is
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
