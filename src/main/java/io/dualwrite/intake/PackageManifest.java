package io.dualwrite.intake;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * {@code Manifest.xml} of a data package: {@code DataManagementPackageEntityData} for each entity, with {@code
 * EntityName}, {@code InputFilePath} and the names of the file's columns. Element names without their namespace count.
 */
final class PackageManifest {
    /** A manifest with all of F&O's entities has some hundred KB. */
    static final long MOST_BYTES = 4L << 20;

    private static final String ENTITY = "DataManagementPackageEntityData";
    private static final String COLUMN = "EntityMap";

    private final XMLStreamReader xml;
    private final List<Entity> entities = new ArrayList<>();

    /**
     * An entity of the package.
     *
     * @param columns name in the file to name in the entity, where they differ
     */
    record Entity(String name, String file, boolean disabled, Map<String, String> columns) {}

    private PackageManifest(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * @throws FileRejected if it is no XML, or has a document type: nothing is ever expanded
     */
    static List<Entity> read(InputStream in) throws FileRejected {
        // The JDK's own: a library on the way may bring another, which knows other settings.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            PackageManifest manifest = new PackageManifest(factory.createXMLStreamReader(in));
            manifest.read();
            return manifest.entities;
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof PackageUnusable unusable) {
                throw unusable.rejection();
            }
            throw rejected(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void read() throws XMLStreamException, FileRejected {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw rejected("a document type or an entity");
            }
            if (event == XMLStreamConstants.START_ELEMENT && is(ENTITY)) {
                entities.add(entity());
            }
        }
    }

    private Entity entity() throws XMLStreamException {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT && is(ENTITY))) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "EntityName", "InputFilePath", "Disable" -> texts.put(xml.getLocalName(), text());
                    case COLUMN -> column(columns);
                    default -> {
                        // processing options of F&O's own import
                    }
                }
            }
        }
        return new Entity(
                texts.getOrDefault("EntityName", ""),
                texts.getOrDefault("InputFilePath", ""),
                texts.getOrDefault("Disable", "").equalsIgnoreCase("true"),
                columns);
    }

    private void column(Map<String, String> columns) throws XMLStreamException {
        String inFile = "";
        String inEntity = "";
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT && is(COLUMN))) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "XMLField" -> inFile = text();
                    case "EntityField" -> inEntity = text();
                    default -> {
                        // conversions of values are F&O's own
                    }
                }
            }
        }
        if (!inFile.isBlank() && !inEntity.isBlank() && !inFile.equalsIgnoreCase(inEntity)) {
            columns.put(inFile, inEntity);
        }
    }

    /** The text of an element; children, which none of these has, are left out. */
    private String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return text.toString().strip();
    }

    private boolean is(String name) {
        return xml.getLocalName().equals(name);
    }

    private static FileRejected rejected(String found) {
        return new FileRejected(
                "manifest-broken",
                "Manifest.xml: " + found,
                "the manifest as Data management writes it",
                "export the package again and drop it, or drop its CSV files one by one");
    }
}
