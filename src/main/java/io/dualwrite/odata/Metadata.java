package io.dualwrite.odata;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A service's {@code $metadata}: which sets there are, and which properties their rows have. */
public final class Metadata {
    private final Map<String, String> typeOfSet = new HashMap<>();
    private final Map<String, Set<String>> propertiesOfType = new HashMap<>();

    /** @throws IOException if it is no XML */
    public static Metadata parse(String xml) throws IOException {
        Metadata metadata = new Metadata();
        // The JDK's own: a library on the way may bring another, which knows other settings.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            metadata.read(factory.createXMLStreamReader(new StringReader(xml)));
        } catch (XMLStreamException e) {
            throw new IOException("$metadata is no XML: " + e.getMessage(), e);
        }
        return metadata;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException {
        String type = "";
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type, which nothing is expanded from", reader.getLocation());
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "EntityType" -> {
                    type = attribute(reader, "Name");
                    propertiesOfType.put(type, new TreeSet<>());
                }
                case "ComplexType" -> type = "";
                case "Property" -> {
                    String property = attribute(reader, "Name").toLowerCase(Locale.ROOT);
                    propertiesOfType.getOrDefault(type, new TreeSet<>()).add(property);
                }
                case "EntitySet" -> {
                    String full = attribute(reader, "EntityType");
                    typeOfSet.put(attribute(reader, "Name"), full.substring(full.lastIndexOf('.') + 1));
                }
                default -> {}
            }
        }
    }

    private static String attribute(XMLStreamReader reader, String name) throws XMLStreamException {
        String value = reader.getAttributeValue(null, name);
        if (value == null) {
            throw new XMLStreamException(reader.getLocalName() + " has no " + name, reader.getLocation());
        }
        return value;
    }

    /** The properties of a set's rows, in lower case; nothing if there is no such set. */
    public Optional<Set<String>> properties(String set) {
        return Optional.ofNullable(typeOfSet.get(set)).map(propertiesOfType::get);
    }
}
