package io.dualwrite.delivery;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.ODataError;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The target says no for good: its own words, with the field they name. */
final class Rejections {
    private final MapFacts facts;

    Rejections(MapFacts facts) {
        this.facts = facts;
    }

    Outcome of(Task task, HttpAnswer answer) {
        ODataError error = ODataError.of(answer);
        Optional<String> named = named(task.send(), error.message());
        String side = task.change().direction().target() == Side.FINOPS ? "F&O" : "Dataverse";
        return Outcome.rejected(
                "target-refused",
                named.map(field -> facts.sourceField(task.change(), LookupPaths.column(field)))
                        .orElse(""),
                named.map(task.send()::get).map(Row::asText).orElse(""),
                side + " says (" + answer.status() + "): " + error,
                "correct the row or the target's settings, then drop or retry the row");
    }

    /** The row may not go: most often another one needs it. */
    static Outcome ofDelete(Task task, HttpAnswer answer) {
        String side = task.change().direction().target() == Side.FINOPS ? "F&O" : "Dataverse";
        return Outcome.rejected(
                Outcome.DELETE_REFUSED,
                "",
                task.change().key().toString(),
                side + " lets it be deleted; it says (" + answer.status() + "): " + ODataError.of(answer),
                "delete what refers to it in " + side + " first: what is deleted there through here makes the row go"
                        + " again by itself, else retry it; or set delete: deactivate or keep in the map");
    }

    /** The sent field whose column stands in the message as a word; the longest such name. */
    private static Optional<String> named(Row sent, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return sent.names().stream()
                .filter(field -> Pattern.compile("(?<!\\w)"
                                + Pattern.quote(LookupPaths.column(field).toLowerCase(Locale.ROOT)) + "(?!\\w)")
                        .matcher(text)
                        .find())
                .max(Comparator.comparingInt(String::length));
    }
}
