package org.stellarticker.graphqlserver;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Offers the settings of the graphql-server to the check before a start. */
public final class GraphqlServerSettings implements ProgramSettings {

    @Override
    public String program() {
        return "graphql-server";
    }

    @Override
    public void read(Settings in) {
        GraphqlServerConfig.read(in);
    }
}
