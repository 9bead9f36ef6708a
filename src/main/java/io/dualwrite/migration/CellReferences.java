package io.dualwrite.migration;

import java.io.InputStream;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Whether a cell of a sheet claims to stand beyond Excel's last column, XFD: the library would make room for every
 * column before it.
 */
final class CellReferences {
    private static final Pattern WITHIN = Pattern.compile("[A-Za-z]{1,3}[0-9]{1,10}");

    private CellReferences() {}

    /**
     * The first reference that no sheet of Excel has, or "".
     *
     * @throws XMLStreamException if the part is no XML, or has a document type
     */
    static String beyond(InputStream part) throws XMLStreamException {
        // The JDK's own: a library on the way may bring another, which knows other settings.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(part);
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type, which nothing is expanded from");
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                String reference = xml.getAttributeValue(null, "r");
                if (reference != null && !WITHIN.matcher(reference).matches()) {
                    return reference.substring(0, Math.min(reference.length(), 80));
                }
            }
        }
        return "";
    }
}
