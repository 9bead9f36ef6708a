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
            if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String name = reader.getAttributeValue(null, "Name");
            switch (reader.getLocalName()) {
                case "EntityType" -> {
                    type = name;
                    propertiesOfType.put(type, new TreeSet<>());
                }
                case "ComplexType" -> type = "";
                case "Property" ->
                    propertiesOfType.computeIfPresent(type, (key, names) -> {
                        names.add(name.toLowerCase(Locale.ROOT));
                        return names;
                    });
                case "EntitySet" -> {
                    String full = reader.getAttributeValue(null, "EntityType");
                    typeOfSet.put(name, full.substring(full.lastIndexOf('.') + 1));
                }
                default -> {}
            }
        }
    }

    /** The properties of a set's rows, in lower case; nothing if there is no such set. */
    public Optional<Set<String>> properties(String set) {
        return Optional.ofNullable(typeOfSet.get(set)).map(propertiesOfType::get);
    }
}
