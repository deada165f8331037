package org.viaduct.cwmp.schema;

import java.io.InputStream;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.SAXException;

/** Compiles the schema files beside this class; what they import is beside it too. */
final class BundledSchemas implements LSResourceResolver {
    private static final Map<String, String> BY_LOCATION = Map.of(
            "http://schemas.xmlsoap.org/soap/envelope/", "soap-envelope.xsd",
            "http://schemas.xmlsoap.org/soap/encoding/", "soap-encoding.xsd",
            "http://www.broadband-forum.org/cwmp/cwmp-1-2.xsd", "cwmp-1-2.xsd",
            "http://www.broadband-forum.org/cwmp/cwmp-1-3.xsd", "cwmp-1-3.xsd");

    private final DOMImplementationLS loader;

    private BundledSchemas(DOMImplementationLS loader) {
        this.loader = loader;
    }

    static Schema compile(String file) {
        try {
            DOMImplementationLS loader = (DOMImplementationLS) DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .getFeature("LS", "3.0");
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setResourceResolver(new BundledSchemas(loader));
            return factory.newSchema(new StreamSource(open(file), file));
        } catch (SAXException | ParserConfigurationException broken) {
            throw new IllegalStateException("the schema " + file + " of this bundle cannot be compiled", broken);
        }
    }

    /** @throws IllegalStateException for anything that is not in the bundle, so that nothing is fetched */
    @Override
    public LSInput resolveResource(String type, String namespace, String publicId, String systemId, String base) {
        String file = BY_LOCATION.get(systemId);
        if (file == null) {
            throw new IllegalStateException("a schema of CWMP refers to " + systemId + ", which is not in the bundle");
        }
        LSInput input = loader.createLSInput();
        input.setPublicId(publicId);
        input.setSystemId(systemId);
        input.setByteStream(open(file));
        return input;
    }

    private static InputStream open(String file) {
        InputStream stream = BundledSchemas.class.getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException("the schema " + file + " is missing from the bundle");
        }
        return stream;
    }
}
