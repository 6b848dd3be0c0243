/**
 * The database, the programs' only interface to each other: connections, transactions, signals, leader election. The packages
 * below hold one store for each aggregate, with every SQL statement. Nothing else imports {@code java.sql}.
 */
@NullMarked
package org.stellarticker.db;

import org.jspecify.annotations.NullMarked;
