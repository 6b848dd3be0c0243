package org.stellarticker.daemon.settings;

/**
 * The settings of one program, offered as a service ({@code META-INF/services}), so that {@link SettingsCheck} checks
 * those of all programs before any of them starts.
 */
public interface ProgramSettings {

    /** Returns the program's name, such as {@code ingester}. */
    String program();

    /**
     * Reads the settings that the program itself reads.
     *
     * @throws SettingsException when a setting is not valid
     */
    void read(Settings in);
}
