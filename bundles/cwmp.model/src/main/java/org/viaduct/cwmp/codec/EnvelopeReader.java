package org.viaduct.cwmp.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;

/** Reads one envelope: headers in any order, the first CWMP element of the body (TR-069 3.5). */
final class EnvelopeReader {
    private final ElementReader in;
    private boolean holdRequests;
    private OptionalInt sessionTimeout = OptionalInt.empty();
    private List<String> supportedVersions = List.of();
    private String useCwmpVersion = "";
    private @Nullable CwmpMessage message;

    EnvelopeReader(ElementReader in) {
        this.in = in;
    }

    Envelope read() throws XMLStreamException, MalformedMessage {
        in.nextChild();
        if (!in.localName().equals("Envelope")) {
            throw in.malformed(
                    Problem.ENVELOPE, "the document is " + XmlText.quoted(in.localName()) + ", not a SOAP Envelope");
        }
        while (in.nextChild()) {
            switch (in.localName()) {
                case "Header" -> readHeader();
                case "Body" -> readBody();
                default -> in.skip();
            }
        }
        CwmpMessage body = message;
        if (body == null) {
            throw in.malformed(Problem.ENVELOPE, "the SOAP Body has no element of a CWMP namespace and no Fault");
        }
        return new Envelope(
                in.namespace(), in.id(), holdRequests, sessionTimeout, supportedVersions, useCwmpVersion, body);
    }

    private void readHeader() throws XMLStreamException, MalformedMessage {
        while (in.nextChild()) {
            CwmpVersion.answerNamespace(in.namespaceUri()).ifPresent(in::namespace);
            switch (in.localName()) {
                case "ID" -> in.id(in.text());
                case "HoldRequests" -> holdRequests = isTrue(in.text().strip());
                case "SessionTimeout" -> sessionTimeout = seconds(in.text().strip());
                case "SupportedCWMPVersions" -> supportedVersions = versions(in.text());
                case "UseCWMPVersion" -> useCwmpVersion = in.text().strip();
                default -> in.skip();
            }
        }
    }

    private static boolean isTrue(String text) {
        return text.equals("1") || text.equalsIgnoreCase("true");
    }

    private static OptionalInt seconds(String text) {
        try {
            return OptionalInt.of(Integer.parseUnsignedInt(text)).stream()
                    .filter(seconds -> seconds > 0)
                    .findFirst();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    private static List<String> versions(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(version -> !version.isEmpty())
                .toList();
    }

    private void readBody() throws XMLStreamException, MalformedMessage {
        while (in.nextChild()) {
            Optional<String> namespace = CwmpVersion.answerNamespace(in.namespaceUri());
            namespace.ifPresent(in::namespace);
            if (message != null) {
                in.skip();
            } else if (in.localName().equals("Fault")) {
                message = namespace.isPresent() ? Rpcs.FAULT.read(in) : readSoapFault();
            } else if (namespace.isPresent() || in.namespaceUri().isEmpty()) {
                message = readMessage();
            } else {
                in.skip();
            }
        }
    }

    private CwmpMessage readMessage() throws XMLStreamException, MalformedMessage {
        if (in.namespace().isEmpty()) {
            in.namespace(CwmpVersion.V1_0.namespace());
        }
        String name = in.localName();
        Optional<Shape<? extends CwmpMessage>> shape = Rpcs.named(name);
        if (shape.isPresent()) {
            return shape.get().read(in);
        }
        in.skip();
        return name.endsWith("Response") ? new UnknownResponse(name) : new UnknownRequest(name);
    }

    /** A fault without what CWMP puts in its detail is an internal error with the text of SOAP. */
    private CwmpFault readSoapFault() throws XMLStreamException, MalformedMessage {
        String text = "";
        CwmpFault fault = null;
        while (in.nextChild()) {
            switch (in.localName()) {
                case "faultstring" -> text = in.text();
                case "detail", "Detail" -> fault = readDetail();
                default -> in.skip();
            }
        }
        return fault != null ? fault : FaultCode.INTERNAL_ERROR.fault(text);
    }

    private @Nullable CwmpFault readDetail() throws XMLStreamException, MalformedMessage {
        CwmpFault fault = null;
        while (in.nextChild()) {
            if (in.localName().equals("Fault") && fault == null) {
                CwmpVersion.answerNamespace(in.namespaceUri()).ifPresent(in::namespace);
                fault = Rpcs.FAULT.read(in);
            } else {
                in.skip();
            }
        }
        return fault;
    }
}
