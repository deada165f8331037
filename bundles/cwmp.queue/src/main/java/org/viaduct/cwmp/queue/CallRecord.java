package org.viaduct.cwmp.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.QueuedCall.State;

/**
 * What is stored of a call; its identifier is the key.
 *
 * @param rpc the name of the RPC
 * @param changed when it came into this state
 * @param remark a sentence for an operator; may be empty
 * @param sealedRequest see {@link SealedMessages}
 */
record CallRecord(
        String id,
        CpeId cpe,
        String rpc,
        int priority,
        Instant submitted,
        Instant deadline,
        State state,
        Instant changed,
        String remark,
        String sealedRequest) {

    private static final byte FORMAT = 1;

    CallRecord in(State next, Instant now, String why) {
        return new CallRecord(id, cpe, rpc, priority, submitted, deadline, next, now, why, sealedRequest);
    }

    /** This record with the same request, sealed otherwise. */
    CallRecord sealed(String otherwise) {
        return new CallRecord(id, cpe, rpc, priority, submitted, deadline, state, changed, remark, otherwise);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sealedRequest.length() + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(cpe.value());
            out.writeUTF(rpc);
            out.writeInt(priority);
            out.writeLong(submitted.toEpochMilli());
            out.writeLong(deadline.toEpochMilli());
            out.writeUTF(state.name());
            out.writeLong(changed.toEpochMilli());
            out.writeUTF(remark);
            out.write(sealedRequest.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException when it is none of this version */
    static CallRecord decode(String id, byte[] value) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalArgumentException("Not a call of this version: " + id);
            }
            return new CallRecord(
                    id,
                    CpeId.parse(in.readUTF()),
                    in.readUTF(),
                    in.readInt(),
                    Instant.ofEpochMilli(in.readLong()),
                    Instant.ofEpochMilli(in.readLong()),
                    State.valueOf(in.readUTF()),
                    Instant.ofEpochMilli(in.readLong()),
                    in.readUTF(),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException cutOff) {
            throw new IllegalArgumentException("Not a call: " + id, cutOff);
        }
    }
}
