package io.dualwrite.intake;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;

/** Writes reports as JSON; a reader never sees half of one. */
public final class ReportWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int SHOWN = 200;

    private ReportWriter() {}

    /**
     * Writes the report, replacing an earlier one.
     *
     * @param target usually {@link DropFolder#reportOf} of the file
     * @throws IOException if it cannot be written; then an earlier report is still there
     */
    public static void write(DropReport report, Path target) throws IOException {
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished);
                    JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
                json.useDefaultPrettyPrinter();
                writeReport(json, report);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void writeReport(JsonGenerator json, DropReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", report.file());
        json.writeStringField("entity", report.table());
        json.writeStringField("company", report.company());
        json.writeStringField("sha256", report.sha256());
        json.writeStringField("at", report.at().toString());
        writeResult(json, report);
        writeCounts(json, report);
        json.writeArrayFieldStart("rows");
        for (DropReport.ReportedRow row : report.rows()) {
            writeRow(json, row);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("warnings");
        for (String warning : report.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        writeSameContent(json, report);
        writeCds(json, report);
        writeConflicts(json, report);
        json.writeEndObject();
    }

    private static void writeConflicts(JsonGenerator json, DropReport report) throws IOException {
        if (report.conflicts().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("conflicts");
        for (DropReport.Conflict conflict : report.conflicts()) {
            json.writeStartObject();
            json.writeStringField("file", conflict.file());
            json.writeNumberField("line", conflict.line());
            json.writeStringField("map", conflict.map());
            json.writeStringField("key", conflict.key());
            for (Map.Entry<String, String> field : conflict.told().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue()); // null is written as null
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCds(JsonGenerator json, DropReport report) throws IOException {
        if (report.cds().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("cds");
        for (DropReport.CdsRow row : report.cds()) {
            json.writeStartObject();
            json.writeStringField("file", row.file());
            json.writeNumberField("line", row.line());
            json.writeStringField("map", row.map());
            json.writeStringField("key", row.key());
            json.writeStringField("entity", row.entity());
            json.writeObjectFieldStart("row");
            for (Map.Entry<String, Object> field : row.row().toMap().entrySet()) {
                writeField(json, field.getKey(), field.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeField(JsonGenerator json, String name, Object value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else if (value instanceof BigDecimal number) {
            json.writeNumberField(name, number);
        } else {
            json.writeStringField(name, value.toString());
        }
    }

    private static void writeResult(JsonGenerator json, DropReport report) throws IOException {
        json.writeStringField("result", report.rejection().isPresent() ? "rejected" : "accepted");
        if (report.rejection().isPresent()) {
            FileRejected rejection = report.rejection().get();
            json.writeStringField("reason", rejection.reason());
            json.writeStringField("found", rejection.found());
            json.writeStringField("expected", rejection.expected());
            json.writeStringField("remedy", rejection.remedy());
        }
    }

    private static void writeCounts(JsonGenerator json, DropReport report) throws IOException {
        Map<Outcome.Kind, Long> total = new EnumMap<>(Outcome.Kind.class);
        long queued = 0;
        for (DropReport.FlowCounts flow : report.flows()) {
            flow.outcomes().forEach((kind, count) -> total.merge(kind, count, Long::sum));
            queued += flow.queued();
        }
        json.writeObjectFieldStart("counts");
        writeCounts(json, new DropReport.FlowCounts("", Direction.TO_FINOPS, queued, total));
        json.writeEndObject();
        json.writeArrayFieldStart("maps");
        for (DropReport.FlowCounts flow : report.flows()) {
            json.writeStartObject();
            json.writeStringField("map", flow.map());
            json.writeStringField("direction", flow.direction().word());
            writeCounts(json, flow);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Every kind is written, so that a reader can add them up without knowing the list. */
    private static void writeCounts(JsonGenerator json, DropReport.FlowCounts counts) throws IOException {
        json.writeNumberField("in", counts.in());
        json.writeNumberField("queued", counts.queued());
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            json.writeNumberField(kind.word(), counts.outcomes().getOrDefault(kind, 0L));
        }
    }

    private static void writeRow(JsonGenerator json, DropReport.ReportedRow row) throws IOException {
        Outcome outcome = row.outcome();
        json.writeStartObject();
        json.writeStringField("file", row.file());
        json.writeNumberField("line", row.line());
        json.writeStringField("map", row.map());
        json.writeStringField("direction", row.direction().map(Direction::word).orElse(""));
        json.writeStringField("key", row.key());
        json.writeStringField("outcome", outcome.kind().word());
        json.writeStringField("reason", outcome.reason());
        json.writeStringField("field", outcome.field());
        json.writeStringField("found", shortened(outcome.found()));
        json.writeStringField("expected", outcome.expected());
        json.writeStringField("remedy", outcome.remedy());
        json.writeEndObject();
    }

    private static String shortened(String found) {
        return found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "...";
    }

    private static void writeSameContent(JsonGenerator json, DropReport report) throws IOException {
        if (report.sameContentAs().isPresent()) {
            DropReport.SameContent same = report.sameContentAs().get();
            json.writeObjectFieldStart("sameContentAs");
            json.writeStringField("file", same.file());
            json.writeStringField("at", same.at().toString());
            json.writeEndObject();
        }
    }
}
