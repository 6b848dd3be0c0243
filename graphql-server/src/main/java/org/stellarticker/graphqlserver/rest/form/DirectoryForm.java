package org.stellarticker.graphqlserver.rest.form;

import org.stellarticker.marketdata.directory.DirectoryEntry;

/** What a directory says about an account. */
public final class DirectoryForm {

    public static final RowForm<DirectoryEntry> FORM = new RowForm.Builder<DirectoryEntry>()
            .text("name", DirectoryEntry::name)
            .text("domain", DirectoryEntry::domain)
            .texts("tags", DirectoryEntry::tags)
            .build();

    private DirectoryForm() {}
}
