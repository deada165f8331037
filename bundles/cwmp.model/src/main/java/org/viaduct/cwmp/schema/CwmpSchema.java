package org.viaduct.cwmp.schema;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.Validator;
import org.viaduct.cwmp.CwmpVersion;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;
import org.xml.sax.SAXParseException;

/**
 * The XML schemas of CWMP, from the Broadband Forum, and what they say about a message. They are part of the bundle:
 * nothing is ever fetched. A judge of what is sent; {@link org.viaduct.cwmp.codec.CwmpReader} is more tolerant.
 */
public final class CwmpSchema {
    private static final String SOAP_ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String CURRENT_ELEMENT = "http://apache.org/xml/properties/dom/current-element-node";
    private static final String DISALLOW_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private CwmpSchema() {}

    /**
     * The schema of a namespace, compiled once. That of {@code cwmp-1-2} is the one of CWMP 1.4, which has all of 1.2
     * and 1.3.
     *
     * @throws IllegalArgumentException if no schema has the namespace
     */
    public static Schema forNamespace(String namespace) {
        if (namespace.equals(CwmpVersion.V1_0.namespace())) {
            return V10.SCHEMA;
        }
        if (namespace.equals(CwmpVersion.V1_1.namespace())) {
            return V11.SCHEMA;
        }
        if (namespace.equals(CwmpVersion.V1_4.namespace())) {
            return V14.SCHEMA;
        }
        throw new IllegalArgumentException("no CWMP schema has the namespace " + namespace);
    }

    /**
     * The first thing in which an envelope breaks the schema: in a CWMP header, or in the element of the body, which
     * of a SOAP fault is the one in its detail. Order, presence, types, lengths and patterns count.
     *
     * @param envelope the whole SOAP document
     * @return a sentence; empty if the envelope keeps to the schema
     */
    public static Optional<String> violation(byte[] envelope) {
        return violation(envelope, element -> forNamespace(element.getNamespaceURI()));
    }

    /**
     * As {@link #violation(byte[])}, judged by what a version itself has: 1.2 to 1.4, which share their namespace, differ in
     * headers and fault codes.
     */
    public static Optional<String> violation(byte[] envelope, CwmpVersion version) {
        return violation(envelope, element -> of(version));
    }

    private static Schema of(CwmpVersion version) {
        return switch (version) {
            case V1_0 -> V10.SCHEMA;
            case V1_1 -> V11.SCHEMA;
            case V1_2 -> V12.SCHEMA;
            case V1_3 -> V13.SCHEMA;
            case V1_4 -> V14.SCHEMA;
        };
    }

    private static Optional<String> violation(byte[] envelope, Function<Element, Schema> schema) {
        try {
            Element root = parse(envelope).getDocumentElement();
            if (!isSoap(root, "Envelope")) {
                return Optional.of("the document is " + root.getNodeName() + ", not a SOAP Envelope");
            }
            List<Element> bodies = children(root, child -> isSoap(child, "Body"));
            if (bodies.size() != 1) {
                return Optional.of("the SOAP Envelope has " + bodies.size() + " Body elements, not one");
            }
            List<Element> judged = new ArrayList<>();
            for (Element header : children(root, child -> isSoap(child, "Header"))) {
                judged.addAll(children(header, CwmpSchema::isCwmp));
            }
            List<Element> content = children(bodies.get(0), child -> true);
            if (content.size() != 1) {
                return Optional.of("the SOAP Body has " + content.size() + " elements, not one");
            }
            judged.add(isSoap(content.get(0), "Fault") ? detail(content.get(0)) : content.get(0));
            for (Element element : judged) {
                Optional<String> violation = violation(element, schema);
                if (violation.isPresent()) {
                    return violation;
                }
            }
            return Optional.empty();
        } catch (SAXException notXml) {
            return Optional.of("the document is not well-formed: " + notXml.getMessage());
        }
    }

    /** The element of a fault that CWMP has a schema for, else the fault itself, for which it has none. */
    private static Element detail(Element fault) {
        return children(fault, child -> child.getLocalName().equals("detail")).stream()
                .flatMap(detail -> children(detail, CwmpSchema::isCwmp).stream())
                .findFirst()
                .orElse(fault);
    }

    private static Optional<String> violation(Element element, Function<Element, Schema> schema) {
        if (!isCwmp(element)) {
            return Optional.of(element.getNodeName() + " is in no namespace of CWMP that has a schema");
        }
        Validator validator = schema.apply(element).newValidator();
        validator.setErrorHandler(new FirstError());
        try {
            validator.validate(new DOMSource(element));
            return Optional.empty();
        } catch (SAXException violation) {
            String where = validatedElement(validator)
                    .map(Node::getLocalName)
                    .filter(name -> !name.equals(element.getLocalName()))
                    .map(name -> " at " + name)
                    .orElse("");
            return Optional.of(element.getLocalName() + " breaks the schema" + where + ": " + violation.getMessage());
        } catch (IOException memoryDoesNotFail) {
            throw new IllegalStateException(memoryDoesNotFail);
        }
    }

    /** Where the validation of a tree has stopped. */
    private static Optional<Node> validatedElement(Validator validator) {
        try {
            return Optional.ofNullable((Node) validator.getProperty(CURRENT_ELEMENT));
        } catch (SAXNotRecognizedException | SAXNotSupportedException notTold) {
            return Optional.empty();
        }
    }

    private static Document parse(byte[] envelope) throws SAXException {
        try {
            // Not newDefaultNSInstance(): Karaf puts an older javax.xml.parsers in its place.
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(DISALLOW_DOCTYPE, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new FirstError());
            return builder.parse(new ByteArrayInputStream(envelope));
        } catch (ParserConfigurationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Element> children(Element parent, Predicate<Element> which) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && which.test(child)) {
                children.add(child);
            }
        }
        return children;
    }

    private static boolean isSoap(Element element, String name) {
        return SOAP_ENVELOPE.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    private static boolean isCwmp(Element element) {
        String namespace = element.getNamespaceURI();
        for (CwmpVersion version : CwmpVersion.values()) {
            if (version.namespace().equals(namespace)) {
                return true;
            }
        }
        return false;
    }

    /** Compiled when first asked for. */
    private static final class V10 {
        static final Schema SCHEMA = BundledSchemas.compile("cwmp-1-0.xsd");
    }

    /** Compiled when first asked for. */
    private static final class V11 {
        static final Schema SCHEMA = BundledSchemas.compile("cwmp-1-1.xsd");
    }

    /** Compiled when first asked for. */
    private static final class V12 {
        static final Schema SCHEMA = BundledSchemas.compile("cwmp-1-2.xsd");
    }

    /** Compiled when first asked for. */
    private static final class V13 {
        static final Schema SCHEMA = BundledSchemas.compile("cwmp-1-3.xsd");
    }

    /** Compiled when first asked for. */
    private static final class V14 {
        static final Schema SCHEMA = BundledSchemas.compile("cwmp-1-4.xsd");
    }

    /** Makes the first error the end. */
    private static final class FirstError implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // what is only doubtful is no violation
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
