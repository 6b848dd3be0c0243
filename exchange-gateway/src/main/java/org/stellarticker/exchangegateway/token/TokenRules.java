package org.stellarticker.exchangegateway.token;

/**
 * What a token has to say.
 *
 * @param issuer the only one that is accepted
 * @param audience must be among the token's
 */
public record TokenRules(String issuer, String audience) {

    /** The audience of tokens for the exchange. */
    public static final String EXCHANGE = "exchange";
}
