/** Accounts with their keys, quotas, invites and sign-ins, and the audit of all changes of these. */
@NullMarked
package org.stellarticker.db.account;

import org.jspecify.annotations.NullMarked;
