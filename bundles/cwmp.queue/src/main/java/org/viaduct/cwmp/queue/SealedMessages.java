package org.viaduct.cwmp.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.viaduct.continuity.Presence;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.Limits;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.codec.Vocabulary;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.secrets.Secrets;

/** RPCs and answers as they are stored: the CWMP envelope, compressed, in Base64, sealed, for they carry passwords. */
final class SealedMessages {

    private final Presence<Secrets> secrets;
    private final CwmpWriter writer = new CwmpWriter();
    private final CwmpReader reader;

    /** @param vocabulary the RPCs of vendors that can be read at present */
    SealedMessages(Presence<Secrets> secrets, Vocabulary vocabulary) {
        this.secrets = secrets;
        this.reader = new CwmpReader(Limits.DEFAULT, vocabulary);
    }

    /** Whether anything can be sealed and opened at present. */
    boolean available() {
        return secrets.now().isPresent();
    }

    /**
     * A message as XML.
     *
     * @throws IllegalArgumentException when it is none that CWMP can carry
     */
    byte[] xml(CwmpMessage message) {
        return writer.write(Envelope.of(CwmpVersion.V1_4.namespace(), "", message));
    }

    /** @param context see {@link Secrets#seal} */
    String seal(byte[] xml, String context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(xml.length / 2);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(xml);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return secrets.get().seal(Base64.getEncoder().encodeToString(bytes.toByteArray()), context);
    }

    /**
     * Whether a request is what was sealed; false for the RPC of a vendor whose bundle is away, of which only the name can be
     * read.
     */
    boolean isWhole(CwmpRequest request, String sealed, String context) {
        if (!(request instanceof UnknownRequest)) {
            return true;
        }
        try (InputStream in = stream(sealed, context)) {
            return Arrays.equals(in.readAllBytes(), xml(request));
        } catch (IllegalArgumentException | IOException unreadable) {
            return false;
        }
    }

    private InputStream stream(String sealed, String context) {
        return new InflaterInputStream(new ByteArrayInputStream(
                Base64.getDecoder().decode(secrets.get().open(sealed, context))));
    }

    /** Empty when the key that it was sealed with is lost, or a later version wrote it. */
    Optional<CwmpMessage> open(String sealed, String context) {
        try (InputStream in = stream(sealed, context)) {
            return Optional.of(reader.read(in).body());
        } catch (IllegalArgumentException | MalformedMessage | IOException unreadable) {
            return Optional.empty();
        }
    }
}
