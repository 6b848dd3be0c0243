package org.stellarticker.graphqlserver.account;

import org.stellarticker.daemon.settings.Settings;

/**
 * The settings of accounts.
 *
 * @param signUp who may create an account without an operator
 * @param quotaPerMinute the requests that a new key may make in a minute, unless another number is asked for
 */
public record AccountConfig(SignUp signUp, int quotaPerMinute) {

    /** The largest quota of a key. */
    public static final int LARGEST_QUOTA = 1_000_000;

    /** Reads the settings of accounts. */
    public static AccountConfig read(Settings in) {
        return new AccountConfig(in.choice("SIGN_UP", SignUp.OFF), in.integer("KEY_QUOTA", 600, 1, LARGEST_QUOTA));
    }
}
