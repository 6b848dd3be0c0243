/**
 * The database, the programs' only interface to each other: how it is reached, transactions, signals, leadership, and
 * in the packages below one store per aggregate with every SQL statement there is. Nothing else imports {@code java.sql}.
 */
@NullMarked
package org.stellarticker.db;

import org.jspecify.annotations.NullMarked;
