package org.stellarticker.db.account;

import java.time.Instant;
import java.util.Optional;

/**
 * An account.
 *
 * @param stellarAccount the account of the network (G…) that signs in
 * @param disabledAt when an operator disabled it; empty while it is enabled
 */
public record AccountRow(
        long id, String name, Optional<String> stellarAccount, Instant createdAt, Optional<Instant> disabledAt) {}
