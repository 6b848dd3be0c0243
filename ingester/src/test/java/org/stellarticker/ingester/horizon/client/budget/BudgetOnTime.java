package org.stellarticker.ingester.horizon.client.budget;

import java.util.function.LongSupplier;

/** A budget on a test's own time, for tests of other packages. */
public final class BudgetOnTime {

    private final RequestBudget budget;

    public BudgetOnTime(int perHour, LongSupplier nanoTime) {
        this.budget = new RequestBudget(perHour, nanoTime);
    }

    public RequestBudget budget() {
        return budget;
    }

    /** Reports that time has passed, so that waiting threads look again. */
    public void wake() {
        budget.atMost(Integer.MAX_VALUE);
    }
}
