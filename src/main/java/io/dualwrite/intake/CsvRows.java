package io.dualwrite.intake;

import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of a CSV file. */
final class CsvRows implements RowSource {
    private final TextSource text;
    private final CsvTokens tokens;
    private final CsvHeader header;
    private final String fileName;
    private final ReadOptions options;
    private Optional<CsvRecord> ahead;

    private CsvRows(TextSource text, CsvTokens tokens, CsvHeader header, String fileName, ReadOptions options) {
        this.text = text;
        this.tokens = tokens;
        this.header = header;
        this.fileName = fileName;
        this.options = options;
        this.ahead = tokens.next();
    }

    static RowSource open(TextSource text, String fileName, ReadOptions given) throws FileRejected {
        ReadOptions options =
                given.delimiter() == ReadOptions.DETECTED ? given.withDelimiter(CsvHeader.delimiterOf(text)) : given;
        CsvTokens tokens = new CsvTokens(text, options.delimiter(), options.limits());
        CsvRecord first = tokens.next().orElseThrow(() -> FileRejected.empty("blank lines only"));
        CsvRows rows = new CsvRows(text, tokens, CsvHeader.of(first, options), fileName, options);
        if (!rows.hasNext()) {
            throw FileRejected.empty("a header line and no row");
        }
        return rows;
    }

    @Override
    public List<String> header() {
        return header.names();
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public Dropped next() {
        CsvRecord record = ahead.orElseThrow(NoSuchElementException::new);
        ahead = tokens.next();
        Place place = new Place(fileName, record.line());
        Optional<Fault> fault = faultOf(record);
        return fault.isPresent() ? BrokenRow.of(place, fault.get()) : row(place, record);
    }

    private Optional<Fault> faultOf(CsvRecord record) {
        return record.fault()
                .or(() -> record.count() == header.names().size()
                        ? undecodable(record)
                        : Optional.of(Fault.in(
                                "",
                                "cell-count",
                                record.count() + " cells",
                                header.names().size() + " cells, as many as the header has",
                                "put cells that hold the delimiter into quotes, or complete the row")));
    }

    private Optional<Fault> undecodable(CsvRecord record) {
        for (int i = 0; i < record.count(); i++) {
            Optional<Fault> fault =
                    TextFault.in(header.names().get(i), record.cells().get(i));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Dropped row(Place place, CsvRecord record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < record.count(); i++) {
            values.put(header.names().get(i), record.cells().get(i));
        }
        return OperationWord.applied(place, Row.of(values), options);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
