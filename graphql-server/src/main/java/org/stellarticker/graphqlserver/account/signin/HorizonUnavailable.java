package org.stellarticker.graphqlserver.account.signin;

/** No Horizon says who may sign for an account. */
public final class HorizonUnavailable extends Exception {

    private static final long serialVersionUID = 1;

    HorizonUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    HorizonUnavailable(String message) {
        super(message);
    }
}
