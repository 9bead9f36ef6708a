package io.dualwrite.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads an export: a solution (zip), its {@code customizations.xml}, or the JSON of one mapping. */
public final class ExportFile {
    private static final int MOST_BYTES = 64 << 20;
    private static final String ENTITY_MAP = "msdyn_dualwriteentitymap";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final String name;

    private ExportFile(String name) {
        this.name = name;
    }

    /**
     * Every version of every map in the file.
     *
     * @throws IllegalArgumentException saying what the file is instead, and where it breaks off
     */
    public static List<ExportedMap> read(Path path) {
        ExportFile file = new ExportFile(path.getFileName().toString());
        try (InputStream in = Files.newInputStream(path)) {
            return file.maps(bounded(in));
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + e, e);
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private List<ExportedMap> maps(byte[] bytes) throws IOException {
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            return maps(customizations(bytes));
        }
        String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        return text.stripLeading().startsWith("<") ? ofXml(text) : List.of(ofJson(text));
    }

    private byte[] customizations(byte[] zip) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().replaceFirst(".*/", "").equalsIgnoreCase("customizations.xml")) {
                    byte[] content = bounded(entries);
                    return content.length > 1 && content[0] == 'P' ? new byte[0] : content;
                }
            }
        }
        throw wrong("a zip without customizations.xml", "the zip of an exported solution");
    }

    private ExportedMap ofJson(String text) {
        return new ExportedMap("", "", mapping(text, name), name);
    }

    private JsonNode mapping(String text, String place) {
        try {
            JsonNode mapping = JSON.readTree(text);
            if (!mapping.path("legs").isArray() || mapping.path("legs").isEmpty()) {
                throw wrong(place + ": JSON without legs", "a mapping: { name, legs: [ { fieldMappings } ] }");
            }
            return mapping;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    place + ":" + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ": found "
                            + e.getOriginalMessage() + "; expected the JSON of a mapping, a customizations.xml, or a"
                            + " solution's zip",
                    e);
        }
    }

    private IllegalArgumentException wrong(String found, String expected) {
        return new IllegalArgumentException(name + ": found " + found + "; expected " + expected);
    }

    private List<ExportedMap> ofXml(String text) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        List<ExportedMap> maps = new ArrayList<>();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new java.io.StringReader(text));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(ENTITY_MAP)) {
                    maps.add(map(xml));
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(
                    name + ":" + e.getLocation().getLineNumber() + ": found " + e.getMessage()
                            + "; expected the XML of a solution",
                    e);
        }
        if (maps.isEmpty()) {
            throw wrong("XML without a " + ENTITY_MAP, "a solution that has dual-write maps");
        }
        return maps;
    }

    private ExportedMap map(XMLStreamReader xml) throws XMLStreamException {
        String place = name + ":" + xml.getLocation().getLineNumber();
        Map<String, String> values = new LinkedHashMap<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(ENTITY_MAP)) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                values.put(xml.getLocalName(), xml.getElementText());
            }
        }
        String display = values.getOrDefault("msdyn_displayname", "");
        return new ExportedMap(
                display,
                values.getOrDefault("msdyn_version", ""),
                mapping(values.getOrDefault("msdyn_mapping", "{}"), place + " " + display),
                place);
    }
}
