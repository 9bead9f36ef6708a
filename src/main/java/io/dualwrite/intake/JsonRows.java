package io.dualwrite.intake;

import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of a JSON file. */
final class JsonRows implements RowSource {
    private final TextSource text;
    private final JsonTokens tokens;
    private final String fileName;
    private final ReadOptions options;
    private Optional<Dropped> ahead;
    private final List<String> header;

    private JsonRows(TextSource text, JsonTokens tokens, String fileName, ReadOptions options) {
        this.text = text;
        this.tokens = tokens;
        this.fileName = fileName;
        this.options = options;
        this.ahead = read();
        this.header = ahead.map(JsonRows::namesOf).orElse(List.of());
    }

    static RowSource open(TextSource text, String fileName, ReadOptions options) throws FileRejected {
        JsonTokens tokens = JsonStart.tokens(text, options.limits());
        JsonRows rows = new JsonRows(text, tokens, fileName, options);
        if (!rows.hasNext()) {
            throw FileRejected.empty("a list without objects");
        }
        return rows;
    }

    private static List<String> namesOf(Dropped dropped) {
        return dropped instanceof DroppedRow whole ? List.copyOf(whole.row().names()) : List.of();
    }

    private Optional<Dropped> read() {
        return tokens.next().map(this::rowOf);
    }

    private Dropped rowOf(JsonText json) {
        Place place = new Place(fileName, json.line());
        if (json.fault().isPresent()) {
            return BrokenRow.of(place, json.fault().get());
        }
        try {
            Row row = JsonObjects.row(json, options.limits());
            return OperationWord.applied(place, row, options);
        } catch (JsonObjects.Broken e) {
            return BrokenRow.of(place, e.fault());
        }
    }

    /** Empty as long as the first record is a broken one, which says nothing about the others. */
    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public Dropped next() {
        Dropped current = ahead.orElseThrow(NoSuchElementException::new);
        ahead = read();
        return current;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
