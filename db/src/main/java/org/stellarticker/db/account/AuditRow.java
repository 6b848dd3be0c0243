package org.stellarticker.db.account;

import java.time.Instant;

/**
 * A change of an account, a key, a quota, a subscription or a delivery.
 *
 * @param actor who changed it: {@code operator}, or {@code account:NAME/key:ID}
 * @param action what was done, such as {@code key.revoked}
 * @param subject what it was done to, such as {@code key:12}
 * @param detail a JSON object
 */
public record AuditRow(long id, Instant at, String actor, String action, String subject, String detail) {}
