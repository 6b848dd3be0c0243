package org.stellarticker.graphqlserver.database;

import org.stellarticker.archive.query.ArchiveUnavailable;
import org.stellarticker.db.StatementTimeout;
import org.stellarticker.graphqlserver.parameters.Refusals;
import org.stellarticker.http.Route;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.AnswerRefused;

/** Answers for routes that read the database, and the archive of what it has dropped. */
public final class DatabaseRoutes {

    private DatabaseRoutes() {}

    /** Refuses a request that has no exact answer, or whose answer takes a database that is away, or longer than it may take. */
    public static Route.Handler unlessAway(Route.Handler handler) {
        return request -> {
            try {
                return handler.reply(request);
            } catch (AnswerRefused refused) {
                throw new RequestException(Refusals.problem(refused));
            } catch (DatabaseAway away) {
                throw new RequestException(Problem.of(503, "the database does not answer; try again in some seconds")
                        .with("Retry-After", "5"));
            } catch (ArchiveUnavailable archive) {
                throw new RequestException(
                        Problem.of(503, archive.getMessage() + "; ask for a shorter time, or try again in some seconds")
                                .with("Retry-After", "5"));
            } catch (StatementTimeout slow) {
                throw new RequestException(
                        Problem.of(503, "the answer took too long to read; ask for a shorter time, or less at once")
                                .with("Retry-After", "5"));
            }
        };
    }
}
