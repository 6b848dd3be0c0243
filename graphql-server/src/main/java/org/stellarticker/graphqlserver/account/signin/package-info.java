/**
 * Sign-in with an account of the network, as SEP-10 has it: a challenge that the account's signers sign. The only package of
 * the program that uses the Stellar SDK.
 */
@NullMarked
package org.stellarticker.graphqlserver.account.signin;

import org.jspecify.annotations.NullMarked;
