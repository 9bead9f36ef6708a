package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.cases.CaseFault;
import io.dualwrite.cases.CaseResult;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import picocli.CommandLine.Help.Ansi;

/** What came of the cases, as text, as JSON and as JUnit has it. */
final class CaseReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaseReport() {}

    static String text(List<CaseResult> results, Path home) {
        List<String> lines = new ArrayList<>();
        for (CaseResult result : results) {
            lines.add(
                    (result.holds() ? "ok     " : Ansi.AUTO.string("@|bold,red FAILS|@") + "  ") + name(result, home));
            faults(result).forEach(fault -> lines.add("         " + fault));
        }
        long failed = results.stream().filter(result -> !result.holds()).count();
        lines.add(results.size() + (results.size() == 1 ? " case: " : " cases: ") + (results.size() - failed)
                + " hold, " + failed + " fail");
        return String.join(System.lineSeparator(), lines);
    }

    /** Relative to the working directory, if it is in there. */
    private static String name(CaseResult result, Path home) {
        Path file = result.file().toAbsolutePath().normalize();
        return (file.startsWith(home) ? home.relativize(file) : file).toString().replace('\\', '/');
    }

    static List<String> faults(CaseResult result) {
        return Stream.concat(
                        result.findings().stream()
                                .map(finding -> "line " + finding.line() + ": found " + finding.found() + "; expected "
                                        + finding.expected()),
                        result.faults().stream().map(CaseReport::fault))
                .toList();
    }

    private static String fault(CaseFault fault) {
        return "line " + fault.line() + ": " + fault.field() + ": expected " + fault.expected() + "; found "
                + fault.found() + (fault.source().isEmpty() ? "" : "  (" + fault.source() + ")");
    }

    static String json(List<CaseResult> results, Path home) {
        ObjectNode document = JSON.createObjectNode();
        document.putArray("cases");
        for (CaseResult result : results) {
            ObjectNode entry = document.withArray("cases")
                    .addObject()
                    .put("file", name(result, home))
                    .put("map", result.map())
                    .put("direction", result.direction())
                    .put("holds", result.holds());
            entry.putArray("faults");
            result.findings().forEach(finding -> entry.withArray("faults")
                    .addObject()
                    .put("line", finding.line())
                    .put("field", "")
                    .put("expected", finding.expected())
                    .put("found", finding.found())
                    .put("source", ""));
            result.faults().forEach(fault -> entry.withArray("faults")
                    .addObject()
                    .put("line", fault.line())
                    .put("field", fault.field())
                    .put("expected", fault.expected())
                    .put("found", fault.found())
                    .put("source", fault.source()));
            result.warnings().forEach(entry.withArray("warnings")::add);
        }
        long failed = results.stream().filter(result -> !result.holds()).count();
        return document.put("hold", results.size() - failed).put("fail", failed).toString();
    }

    static String junit(List<CaseResult> results, Path home) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "dual-write test");
            xml.writeAttribute("tests", String.valueOf(results.size()));
            xml.writeAttribute(
                    "failures",
                    String.valueOf(
                            results.stream().filter(result -> !result.holds()).count()));
            for (CaseResult result : results) {
                testcase(xml, result, name(result, home));
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text cannot be written as XML", e);
        }
        return text.toString();
    }

    private static void testcase(XMLStreamWriter xml, CaseResult result, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.map().isEmpty() ? "cases" : result.map() + "." + result.direction());
        xml.writeAttribute("name", name);
        if (!result.holds()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", printable(faults(result).get(0)));
            xml.writeCharacters(printable(String.join("\n", faults(result))));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Values may have characters that XML does not allow at all. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
