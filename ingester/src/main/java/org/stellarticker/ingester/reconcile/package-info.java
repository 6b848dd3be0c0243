/**
 * Proves that the stored trades are the trades that Horizon reports. {@link org.stellarticker.ingester.reconcile.Audit} reads
 * Horizon's trade pages a second time, adds missing trades and decides each hour.
 * {@link org.stellarticker.ingester.reconcile.AggregationReconciler} compares the stored trades with Horizon's trade aggregations,
 * and {@link org.stellarticker.ingester.reconcile.HorizonCandles} uses these aggregations where no trades are stored yet.
 */
@NullMarked
package org.stellarticker.ingester.reconcile;

import org.jspecify.annotations.NullMarked;
