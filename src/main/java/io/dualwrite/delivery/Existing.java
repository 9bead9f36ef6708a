package io.dualwrite.delivery;

import io.dualwrite.odata.HttpCall;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of some rows are there, with one batch of queries for each side. */
final class Existing {
    private final Schema schema;
    private final RowQueries queries;
    private final Map<Side, Finder> finders;

    Existing(Schema schema, RowQueries queries, Map<Side, Finder> finders) {
        this.schema = schema;
        this.queries = queries;
        this.finders = finders;
    }

    /** The rows that are there, with their GUID on the Dataverse side. */
    Map<RowRef, Optional<String>> of(Side side, Collection<RowRef> rows) throws NotNow {
        List<RowRef> asked = new ArrayList<>();
        List<HttpCall> questions = new ArrayList<>();
        for (RowRef row : rows) {
            queries.of(row).filter(query -> row.side() == side).ifPresent(query -> {
                asked.add(row);
                questions.add(query);
            });
        }
        List<Finder.Found> answers = finders.get(side).ask(questions);
        Map<RowRef, Optional<String>> there = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!answers.get(i).rows().isEmpty()) {
                there.put(asked.get(i), guid(asked.get(i), answers.get(i)));
            }
        }
        return there;
    }

    private Optional<String> guid(RowRef row, Finder.Found answer) {
        return schema.table(row.side(), row.table())
                .map(Table::primaryId)
                .filter(column -> !column.isEmpty())
                .flatMap(column -> answer.values(column).stream().findFirst());
    }
}
