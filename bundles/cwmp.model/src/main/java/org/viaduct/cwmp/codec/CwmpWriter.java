package org.viaduct.cwmp.codec;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.XMLOutputFactory2;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;

/**
 * Writes CWMP envelopes as the schema has them, in UTF-8. A character that XML does not allow becomes U+FFFD. Safe for
 * use by several threads.
 */
public final class CwmpWriter {
    /** Faults that the one who asked has caused; SOAP calls the asking side Client (TR-069 A.5). */
    private static final Set<Integer> CLIENT_FAULTS = Set.of(
            FaultCode.ACS_INVALID_ARGUMENTS.number(),
            FaultCode.ACS_RETRY_REQUEST.number(),
            FaultCode.INVALID_ARGUMENTS.number(),
            FaultCode.INVALID_PARAMETER_NAME.number(),
            FaultCode.INVALID_PARAMETER_TYPE.number(),
            FaultCode.INVALID_PARAMETER_VALUE.number(),
            FaultCode.NON_WRITABLE_PARAMETER.number());

    private final WstxOutputFactory factory;
    private final boolean xmlDeclaration;

    /** A writer that begins with an XML declaration. */
    public CwmpWriter() {
        this(true);
    }

    private CwmpWriter(boolean xmlDeclaration) {
        this.xmlDeclaration = xmlDeclaration;
        factory = new WstxOutputFactory();
        factory.setProperty(XMLOutputFactory2.P_AUTOMATIC_EMPTY_ELEMENTS, false);
        factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
    }

    /** A writer for the devices whose parser rejects an XML declaration. */
    public static CwmpWriter withoutXmlDeclaration() {
        return new CwmpWriter(false);
    }

    /** The envelope as UTF-8. */
    public byte[] write(Envelope envelope) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            write(envelope, bytes);
        } catch (IOException memoryDoesNotFail) {
            throw new IllegalStateException(memoryDoesNotFail);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the envelope, and leaves the stream open.
     *
     * @throws IllegalArgumentException if the message is of a kind this bundle does not know
     * @throws IOException if the stream fails
     */
    public void write(Envelope envelope, OutputStream to) throws IOException {
        try {
            XMLStreamWriter xml = factory.createXMLStreamWriter(to, "UTF-8");
            if (xmlDeclaration) {
                xml.writeStartDocument("UTF-8", "1.0");
            }
            ElementWriter out = new ElementWriter(xml, envelope.namespace());
            out.startEnvelope();
            writeHeader(out, envelope);
            out.startSoap("Body");
            writeBody(out, envelope.body());
            out.end();
            out.end();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException failed) {
            throw failed.getNestedException() instanceof IOException stream ? stream : new IOException(failed);
        }
    }

    private static void writeHeader(ElementWriter out, Envelope envelope) throws XMLStreamException {
        out.startSoap("Header");
        if (!envelope.id().isEmpty()) {
            writeHeader(out, "ID", true, envelope.id());
        }
        if (envelope.holdRequests()) {
            writeHeader(out, "HoldRequests", true, "1");
        }
        if (envelope.sessionTimeout().isPresent()) {
            writeHeader(
                    out,
                    "SessionTimeout",
                    false,
                    Integer.toString(envelope.sessionTimeout().getAsInt()));
        }
        if (!envelope.supportedVersions().isEmpty()) {
            writeHeader(out, "SupportedCWMPVersions", false, String.join(",", envelope.supportedVersions()));
        }
        if (!envelope.useCwmpVersion().isEmpty()) {
            writeHeader(out, "UseCWMPVersion", true, envelope.useCwmpVersion());
        }
        out.end();
    }

    private static void writeHeader(ElementWriter out, String name, boolean mustUnderstand, String value)
            throws XMLStreamException {
        out.startCwmp(name);
        out.mustUnderstand(mustUnderstand);
        out.text(value);
        out.end();
    }

    private static void writeBody(ElementWriter out, CwmpMessage message) throws XMLStreamException {
        if (message instanceof CwmpFault fault) {
            writeFault(out, fault);
            return;
        }
        out.startCwmp(message.name());
        if (!(message instanceof UnknownRequest) && !(message instanceof UnknownResponse)) {
            writeArguments(out, Rpcs.shapeOf(message), message);
        }
        out.end();
    }

    private static <M extends CwmpMessage> void writeArguments(ElementWriter out, Shape<M> shape, CwmpMessage message)
            throws XMLStreamException {
        shape.write(out, shape.cast(message));
    }

    private static void writeFault(ElementWriter out, CwmpFault fault) throws XMLStreamException {
        out.startSoap("Fault");
        out.start("faultcode");
        out.text(CLIENT_FAULTS.contains(fault.code()) ? "Client" : "Server");
        out.end();
        out.start("faultstring");
        out.text("CWMP fault");
        out.end();
        out.start("detail");
        out.startCwmp("Fault");
        Rpcs.FAULT.write(out, fault);
        out.end();
        out.end();
        out.end();
    }
}
