package org.viaduct.cwmp.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    /** From TR-069 of 2004; what it says is no longer asked. */
    private static final String NO_MORE_REQUESTS = "NoMoreRequests";

    private final ElementReader in;
    private final Optional<String> awaited;
    private final Vocabulary vocabulary;
    private String notUnderstood = "";
    private boolean holdRequests;
    private OptionalInt sessionTimeout = OptionalInt.empty();
    private List<String> supportedVersions = List.of();
    private String useCwmpVersion = "";
    private @Nullable CwmpMessage message;

    /** @param awaited the name of the response that is awaited, if one is */
    EnvelopeReader(ElementReader in, Optional<String> awaited, Vocabulary vocabulary) {
        this.in = in;
        this.awaited = awaited;
        this.vocabulary = vocabulary;
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
        if (!notUnderstood.isEmpty()) {
            throw in.malformed(
                    Problem.ARGUMENT,
                    "the header " + XmlText.quoted(notUnderstood) + " says mustUnderstand, and is not known here");
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
                default -> skipHeader();
            }
        }
    }

    /** What must be understood, and is not, must not be ignored (SOAP 1.1, 4.2.3). */
    private void skipHeader() throws XMLStreamException {
        if (in.mustUnderstand() && !in.localName().equals(NO_MORE_REQUESTS)) {
            notUnderstood = in.localName();
        }
        in.skip();
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
                skipNeighbour(message, namespace.isPresent());
            } else if (in.localName().equals("Fault")) {
                message = namespace.isPresent() ? Rpcs.FAULT.read(in) : readSoapFault();
            } else if (namespace.isPresent() || in.namespaceUri().isEmpty()) {
                message = readMessage();
            } else {
                in.skip();
            }
        }
    }

    /** A second RPC in one envelope would be taken for answered, which it is not (TR-069 3.5: MaxEnvelopes is 1). */
    private void skipNeighbour(CwmpMessage first, boolean ofCwmp) throws XMLStreamException, MalformedMessage {
        if (ofCwmp) {
            throw in.malformed(
                    Problem.ARGUMENT,
                    "the SOAP Body has " + first.name() + " and " + XmlText.quoted(in.localName())
                            + ": one at a time is allowed");
        }
        in.skip();
    }

    private CwmpMessage readMessage() throws XMLStreamException, MalformedMessage {
        if (in.namespace().isEmpty()) {
            in.namespace(CwmpVersion.V1_0.namespace());
        }
        String name = in.localName();
        boolean response = name.toLowerCase(Locale.ROOT).endsWith("response");
        Optional<Shape<? extends CwmpMessage>> shape =
                named(name).or(() -> response ? awaited.flatMap(this::named) : Optional.empty());
        if (shape.isPresent()) {
            return shape.get().read(in);
        }
        in.skip();
        return response ? new UnknownResponse(name) : new UnknownRequest(name);
    }

    private Optional<Shape<? extends CwmpMessage>> named(String element) {
        return Rpcs.named(element).or(() -> vocabulary.named(element));
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
