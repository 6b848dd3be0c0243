package org.stellarticker.graphqlserver.rest.account;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.ApiKeyRow;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;

/** Writes accounts and keys. Nobody may keep these answers. */
final class AccountForms {

    static final RowForm<AccountRow> ACCOUNT = new RowForm.Builder<AccountRow>()
            .number("id", AccountRow::id)
            .text("name", AccountRow::name)
            .optionalText("stellar_account", AccountRow::stellarAccount)
            .time("created_at", AccountRow::createdAt)
            .optionalTime("disabled_at", AccountRow::disabledAt)
            .build();

    static final RowForm<ApiKeyRow> KEY = new RowForm.Builder<ApiKeyRow>()
            .number("id", ApiKeyRow::id)
            .number("account_id", ApiKeyRow::accountId)
            .text("name", ApiKeyRow::name)
            .text("prefix", ApiKeyRow::prefix)
            .texts("scopes", ApiKeyRow::scopes)
            .number("quota_per_minute", ApiKeyRow::quotaPerMinute)
            .time("created_at", ApiKeyRow::createdAt)
            .optionalTime("expires_at", ApiKeyRow::expiresAt)
            .optionalTime("revoked_at", ApiKeyRow::revokedAt)
            .optionalTime("last_used_at", ApiKeyRow::lastUsedAt)
            .optionalCount("replaced_by", ApiKeyRow::replacedBy)
            .build();

    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private AccountForms() {}

    static Reply.Whole reply(int status, Json.Value value) {
        return Reply.json(status, ByteBuffer.wrap(Json.write(value))).notCached();
    }

    static <R> Reply.Whole one(RowForm<R> form, R row) {
        return reply(200, json -> form.write(json, row));
    }

    /** Returns a list in one page. */
    static <R> Reply.Whole list(RowForm<R> form, List<R> rows) {
        return page(form, rows, Optional.empty());
    }

    /** @param next the cursor of the next page; empty for the last one */
    static <R> Reply.Whole page(RowForm<R> form, List<R> rows, Optional<String> next) {
        return reply(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (R row : rows) {
                form.write(json, row);
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", next);
            json.writeEndObject();
        });
    }

    static <R> Reply.Whole created(RowForm<R> form, R row) {
        return reply(CREATED, json -> form.write(json, row));
    }

    /** Returns a new key with its text, which is shown this once. */
    static Reply.Whole created(Keys.Issued issued) {
        return reply(CREATED, json -> writeIssued(json, issued));
    }

    static void writeIssued(JsonGenerator json, Keys.Issued issued) throws IOException {
        json.writeStartObject();
        KEY.writeMembers(json, issued.key());
        json.writeStringField("key", issued.text());
        json.writeEndObject();
    }

    static Reply.Whole nothing() {
        return new Reply.Whole(NO_CONTENT, "text/plain", ByteBuffer.allocate(0)).notCached();
    }
}
