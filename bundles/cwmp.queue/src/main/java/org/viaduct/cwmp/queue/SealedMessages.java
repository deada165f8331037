package org.viaduct.cwmp.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.secrets.Secrets;

/** RPCs and answers as they are stored: the CWMP envelope, compressed, in Base64, sealed, for they carry passwords. */
final class SealedMessages {

    private final Presence<Secrets> secrets;
    private final CwmpWriter writer = new CwmpWriter();
    private final CwmpReader reader = new CwmpReader();

    SealedMessages(Presence<Secrets> secrets) {
        this.secrets = secrets;
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

    /** Empty when the key that it was sealed with is lost, or a later version wrote it. */
    Optional<CwmpMessage> open(String sealed, String context) {
        Secrets present = secrets.get();
        try (InputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(present.open(sealed, context))))) {
            return Optional.of(reader.read(in).body());
        } catch (IllegalArgumentException | MalformedMessage | IOException unreadable) {
            return Optional.empty();
        }
    }
}
