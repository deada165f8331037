package org.viaduct.cwmp.codec;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;

/**
 * Reads CWMP envelopes, from either side, as real devices write them: what is unknown is skipped, what is missing is
 * empty unless the message would mean something else, and small offences against XML are mended. A document type
 * declaration is refused, so there are no entities. Safe for use by several threads.
 */
public final class CwmpReader {
    private final WstxInputFactory factory;
    private final Limits limits;
    private final Vocabulary vocabulary;

    /** A reader with the {@link Limits#DEFAULT default limits}. */
    public CwmpReader() {
        this(Limits.DEFAULT);
    }

    public CwmpReader(Limits limits) {
        this(limits, Vocabulary.CWMP);
    }

    /** @param vocabulary the messages that are understood besides those of CWMP, asked at each message */
    public CwmpReader(Limits limits, Vocabulary vocabulary) {
        this.limits = limits;
        this.vocabulary = vocabulary;
        factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, limits.maxDepth());
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, limits.maxElements());
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.maxAttributes());
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, limits.maxTextLength());
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, (long) limits.maxTextLength());
        factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, limits.maxCharacters());
    }

    /**
     * Reads one envelope. What follows it in the stream is ignored.
     *
     * @throws MalformedMessage if it is none, or beyond the limits
     * @throws IOException if the stream fails
     */
    public Envelope read(InputStream in) throws IOException, MalformedMessage {
        return read(in, Optional.empty());
    }

    /**
     * Reads one envelope of a device that was asked something. A response of a name that CWMP does not know, as some devices
     * misspell them, is read as the one that is awaited.
     *
     * @param awaited the name of that response, such as {@code RebootResponse}
     * @throws MalformedMessage if it is none, or beyond the limits
     * @throws IOException if the stream fails
     */
    public Envelope read(InputStream in, Optional<String> awaited) throws IOException, MalformedMessage {
        Source source = new Source(in);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new TolerantReader(source));
            ElementReader elements = new ElementReader(xml, limits.maxTextLength());
            try {
                return new EnvelopeReader(elements, awaited, vocabulary).read();
            } catch (XMLStreamException notXml) {
                source.rethrow();
                throw malformed(notXml, elements);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException notEvenAStart) {
            source.rethrow();
            throw new MalformedMessage(Problem.XML, sentence(notEvenAStart), 1, 1, "", "");
        }
    }

    private static MalformedMessage malformed(XMLStreamException notXml, ElementReader elements) {
        String sentence = sentence(notXml);
        Problem problem = sentence.contains(" limit (") ? Problem.LIMIT : Problem.XML;
        Optional<Location> where = Optional.ofNullable(notXml.getLocation());
        return where.map(location -> elements.malformed(problem, sentence, location))
                .orElseGet(() -> elements.malformed(problem, sentence));
    }

    /** The parser's first line; the others repeat where. */
    private static String sentence(XMLStreamException notXml) {
        String reason = notXml.getMessage().lines().findFirst().orElse("");
        return "the message cannot be read as XML: " + reason;
    }
}
