package org.viaduct.cwmp.codec;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the elements of one message, with the prefixes of {@link CwmpWriter}. */
final class ElementWriter {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String SOAP_ENV = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP_ENC = "http://schemas.xmlsoap.org/soap/encoding/";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema";

    private final XMLStreamWriter xml;
    private final String namespace;

    ElementWriter(XMLStreamWriter xml, String namespace) {
        this.xml = xml;
        this.namespace = namespace;
    }

    void startEnvelope() throws XMLStreamException {
        startSoap("Envelope");
        xml.writeNamespace("soap-env", SOAP_ENV);
        xml.writeNamespace("soap-enc", SOAP_ENC);
        xml.writeNamespace("xsd", XSD);
        xml.writeNamespace("xsi", XSI);
        xml.writeNamespace("cwmp", namespace);
    }

    void startSoap(String name) throws XMLStreamException {
        xml.writeStartElement("soap-env", name, SOAP_ENV);
    }

    void startCwmp(String name) throws XMLStreamException {
        xml.writeStartElement("cwmp", name, namespace);
    }

    /** An argument: unqualified, as the schema has them. */
    void start(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    void text(String text) throws XMLStreamException {
        xml.writeCharacters(XmlText.legal(text));
    }

    void mustUnderstand(boolean must) throws XMLStreamException {
        xml.writeAttribute("soap-env", SOAP_ENV, "mustUnderstand", must ? "1" : "0");
    }

    /** @param type with its prefix */
    void xsiType(String type) throws XMLStreamException {
        xml.writeAttribute("xsi", XSI, "type", type);
    }

    /** @param type with its prefix */
    void arrayType(String type, int size) throws XMLStreamException {
        xml.writeAttribute("soap-enc", SOAP_ENC, "arrayType", type + "[" + size + "]");
    }
}
