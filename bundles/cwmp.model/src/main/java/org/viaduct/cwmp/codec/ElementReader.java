package org.viaduct.cwmp.codec;

import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;

/**
 * Walks through the elements of one message. Whoever is handed a child reads to the child's end, by {@link #text()},
 * {@link #skip()} or {@link #nextChild()} until false.
 */
final class ElementReader {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final String SOAP_ENV = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String NEXT_ACTOR = "http://schemas.xmlsoap.org/soap/actor/next";

    private final XMLStreamReader xml;
    private final int maxTextLength;
    private boolean peeked;
    private boolean peekedChild;
    private String namespace = "";
    private String id = "";

    ElementReader(XMLStreamReader xml, int maxTextLength) {
        this.xml = xml;
        this.maxTextLength = maxTextLength;
    }

    /** Moves to the next child's start; false at the end of the element that has the children. */
    boolean nextChild() throws XMLStreamException, MalformedMessage {
        if (peeked) {
            peeked = false;
            return peekedChild;
        }
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                case XMLStreamConstants.DTD -> throw malformed(
                        Problem.XML, "the message has a document type declaration, which is not allowed");
                default -> {}
            }
        }
    }

    /** Moves as {@link #nextChild()} does, which will then answer the same once more. */
    boolean peekChild() throws XMLStreamException, MalformedMessage {
        peekedChild = nextChild();
        peeked = true;
        return peekedChild;
    }

    String localName() {
        return xml.getLocalName();
    }

    String namespaceUri() {
        String uri = xml.getNamespaceURI();
        return uri == null ? "" : uri;
    }

    /** Local part of the element's xsi:type, else its own local name. */
    String typeName() {
        String type = xsiType();
        return type.isEmpty() ? localName() : type;
    }

    /** Whether the element says that it is a SOAP array. */
    boolean isArray() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("arrayType")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the element is a header that its reader must understand, this one being meant (SOAP 1.1, 4.2). */
    boolean mustUnderstand() {
        String must = xml.getAttributeValue(SOAP_ENV, "mustUnderstand");
        String actor = xml.getAttributeValue(SOAP_ENV, "actor");
        return must != null
                && (must.strip().equals("1") || must.strip().equalsIgnoreCase("true"))
                && (actor == null || actor.isBlank() || actor.strip().equals(NEXT_ACTOR));
    }

    /** Local part of the element's xsi:type; empty where it has none. */
    String xsiType() {
        String type = xml.getAttributeValue(XSI, "type");
        if (type == null) {
            return "";
        }
        String stripped = type.strip();
        return stripped.substring(stripped.indexOf(':') + 1);
    }

    /** The element's text, without that of children. */
    String text() throws XMLStreamException, MalformedMessage {
        String text = "";
        StringBuilder joined = new StringBuilder(0);
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.isEmpty() && joined.isEmpty()) {
                        text = xml.getText();
                    } else {
                        joined.append(joined.isEmpty() ? text : "").append(xml.getText());
                    }
                    if (Math.max(text.length(), joined.length()) > maxTextLength) {
                        throw malformed(Problem.LIMIT, "a value is longer than " + maxTextLength + " characters");
                    }
                }
                case XMLStreamConstants.START_ELEMENT -> skip();
                case XMLStreamConstants.END_ELEMENT -> {
                    return joined.isEmpty() ? text : joined.toString();
                }
                default -> {}
            }
        }
    }

    /** Leaves the element, whatever is in it. */
    void skip() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    String namespace() {
        return namespace;
    }

    void namespace(String spoken) {
        namespace = spoken;
    }

    String id() {
        return id;
    }

    void id(String header) {
        id = header;
    }

    MalformedMessage malformed(Problem problem, String sentence) {
        return malformed(problem, sentence, xml.getLocation());
    }

    MalformedMessage malformed(Problem problem, String sentence, Location where) {
        return new MalformedMessage(problem, sentence, where.getLineNumber(), where.getColumnNumber(), namespace, id);
    }
}
