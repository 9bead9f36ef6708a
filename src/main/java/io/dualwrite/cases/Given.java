package io.dualwrite.cases;

import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a case starts from.
 *
 * @param row as it is dropped
 * @param image of the source row alone, if the row was synchronised before
 * @param link what both sides last agreed on, if the row was synchronised before
 * @param parent the same of its header, if the row is a line and the header is on the other side
 * @param company of a row that says none
 * @param dateFormat beside ISO and US dates, instead of the setting
 * @param timeZone instead of the setting
 */
record Given(
        Row row,
        Operation operation,
        Optional<String> company,
        Optional<Row> image,
        Optional<Images> link,
        Optional<Images> parent,
        Optional<String> dateFormat,
        Optional<String> timeZone,
        Answers answers) {

    SourceFormats formats(SourceFormats usual) {
        return new SourceFormats(
                dateFormat.or(usual::dateFormat), timeZone.map(ZoneId::of).orElse(usual.zone()));
    }

    Given with(Row other) {
        return new Given(other, operation, company, image, link, parent, dateFormat, timeZone, answers);
    }

    Given with(Answers other) {
        return new Given(row, operation, company, image, link, parent, dateFormat, timeZone, other);
    }

    Given withImages(Optional<Images> own, Optional<Images> header) {
        return new Given(row, operation, company, image, own, header, dateFormat, timeZone, answers);
    }
}
