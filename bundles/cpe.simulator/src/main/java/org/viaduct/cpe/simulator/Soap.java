package org.viaduct.cpe.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.Limits;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.schema.CwmpSchema;

/** Writes envelopes with the quirks of a fleet, and reads and judges those of its ACS. Safe for several threads. */
final class Soap {
    private static final Pattern XSI_TYPE = Pattern.compile(" xsi:type=\"[^\"]*\"");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern DETAIL = Pattern.compile("(?s)<detail>.*</detail>");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final CwmpReader reader;
    private final CwmpWriter writer;
    private final Set<Quirk> quirks;
    private final boolean strict;

    Soap(FleetOptions options) {
        this.quirks = options.quirks();
        this.strict = options.strict();
        this.reader = new CwmpReader(Limits.DEFAULT, options.vendor());
        this.writer = quirks.contains(Quirk.NO_XML_DECLARATION) ? CwmpWriter.withoutXmlDeclaration() : new CwmpWriter();
    }

    Envelope read(byte[] document) throws MalformedMessage {
        try {
            return reader.read(new ByteArrayInputStream(document));
        } catch (IOException memoryDoesNotFail) {
            throw new IllegalStateException(memoryDoesNotFail);
        }
    }

    /** In what the document breaks the schema; always empty for a lenient fleet. */
    Optional<String> violation(byte[] document) {
        return strict ? CwmpSchema.violation(document) : Optional.empty();
    }

    byte[] write(Envelope envelope) {
        byte[] plain = writer.write(envelope);
        return quirks.isEmpty() ? plain : quirky(envelope, plain);
    }

    private byte[] quirky(Envelope envelope, byte[] plain) {
        String text = new String(plain, StandardCharsets.UTF_8);
        if (quirks.contains(Quirk.FAULT_WITHOUT_DETAIL) && envelope.body() instanceof CwmpFault) {
            text = DETAIL.matcher(text).replaceAll("");
        }
        if (quirks.contains(Quirk.NO_XSI_TYPE)) {
            text = XSI_TYPE.matcher(text).replaceAll("");
        }
        if (quirks.contains(Quirk.ODD_PREFIXES)) {
            text = TAG.matcher(text).replaceAll(tag -> tag.group()
                    .replaceAll("\\bsoap-env\\b(?=[:=])", "S")
                    .replaceAll("\\bsoap-enc\\b(?=[:=])", "_1")
                    .replaceAll("\\bcwmp\\b(?=[:=](?!cwmp))(?<!org:cwmp)", "ns.2")
                    .replace("$", "\\$"));
        }
        if (quirks.contains(Quirk.SINGLE_QUOTES)) {
            text = TAG.matcher(text)
                    .replaceAll(tag -> tag.group().replace('"', '\'').replace("$", "\\$"));
        }
        Charset charset = StandardCharsets.UTF_8;
        if (quirks.contains(Quirk.ISO_8859_1)) {
            charset = StandardCharsets.ISO_8859_1;
            text = text.replaceFirst("encoding=(['\"])UTF-8['\"]", "encoding=$1ISO-8859-1$1");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 4);
        if (quirks.contains(Quirk.BYTE_ORDER_MARK)) {
            bytes.writeBytes(BYTE_ORDER_MARK);
        }
        bytes.writeBytes(text.getBytes(charset));
        if (quirks.contains(Quirk.TRAILING_NUL)) {
            bytes.write(0);
        }
        return quirks.contains(Quirk.GZIP) ? gzip(bytes.toByteArray()) : bytes.toByteArray();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException memoryDoesNotFail) {
            throw new IllegalStateException(memoryDoesNotFail);
        }
        return bytes.toByteArray();
    }
}
