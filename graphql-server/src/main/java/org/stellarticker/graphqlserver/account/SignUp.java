package org.stellarticker.graphqlserver.account;

/** Who may create an account without an operator. */
public enum SignUp {
    /** Everybody who signs in with an account of the network. */
    OPEN,
    /** Who has an invite of the operator. */
    INVITE,
    /** Nobody. */
    OFF
}
