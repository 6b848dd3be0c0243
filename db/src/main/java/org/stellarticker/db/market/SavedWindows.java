package org.stellarticker.db.market;

/**
 * What saving windows changed.
 *
 * @param changed number of rows that changed or were deleted
 * @param lost whether a deleted row had a trade that is still in the window, such as one that was corrected
 */
public record SavedWindows(int changed, boolean lost) {

    public static final SavedWindows NONE = new SavedWindows(0, false);

    public SavedWindows plus(SavedWindows other) {
        return new SavedWindows(changed + other.changed, lost || other.lost);
    }
}
