package org.stellarticker.graphqlserver.account.signin;

import org.stellar.sdk.KeyPair;

/** The key by which the server signs challenges and tokens. Its text never shows the secret. */
public final class SigningKey {

    private final KeyPair pair;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * Reads a secret seed (S…).
     *
     * @throws IllegalArgumentException when it is none; the message does not hold it
     */
    public static SigningKey parse(String seed) {
        try {
            return new SigningKey(KeyPair.fromSecretSeed(seed));
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException("expected the secret seed of a Stellar account (S...)");
        }
    }

    KeyPair pair() {
        return pair;
    }

    /** Returns the account whose key it is (G…), which {@code SIGNING_KEY} of the domain's stellar.toml names. */
    public String account() {
        return pair.getAccountId();
    }

    @Override
    public String toString() {
        return account();
    }
}
