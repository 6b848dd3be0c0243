package org.stellarticker.sandbox.offender;

import org.stellarticker.db.Transaction;

public record ReadsTheDatabase(Transaction tx) {}
