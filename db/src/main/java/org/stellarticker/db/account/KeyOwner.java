package org.stellarticker.db.account;

/**
 * A key that may be used, with its account.
 *
 * @param secretHash SHA-256 of the key, in hex
 */
public record KeyOwner(ApiKeyRow key, String accountName, String secretHash) {}
