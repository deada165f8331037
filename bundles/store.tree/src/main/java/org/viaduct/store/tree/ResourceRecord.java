package org.viaduct.store.tree;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.record.ByteReader;
import org.viaduct.store.record.ByteWriter;

/**
 * How a resource is stored: its parent's number in 8 bytes, then ty, revision, ri, pi (empty for none), rn and the other
 * attributes. What a search needs of every resource it meets comes first and is read without the rest.
 */
final class ResourceRecord {

    private ResourceRecord() {}

    /** The resource at the revision that it has once stored; the parent's number is 0 until {@link #withParent}. */
    static byte[] encode(Resource resource) {
        return encodeStored(resource.stored());
    }

    /** The resource at the revision that it has. */
    static byte[] encodeStored(Resource resource) {
        return new ByteWriter()
                .fixedLong(Maps.NO_PARENT)
                .varLong(resource.type())
                .varLong(resource.revision())
                .text(resource.id().value())
                .text(resource.parentId().map(ResourceId::value).orElse(""))
                .text(resource.name())
                .value(resource.attributes())
                .toByteArray();
    }

    static byte[] withParent(byte[] encoded, long parent) {
        byte[] numbered = encoded.clone();
        ByteBuffer.wrap(numbered).putLong(parent);
        return numbered;
    }

    static long parent(byte[] encoded) {
        return ByteBuffer.wrap(encoded).getLong();
    }

    static int type(byte[] encoded) {
        ByteReader reader = new ByteReader(encoded);
        reader.fixedLong();
        return (int) reader.varLong();
    }

    static Resource resource(byte[] encoded) {
        ByteReader reader = new ByteReader(encoded);
        reader.fixedLong();
        int type = (int) reader.varLong();
        long revision = reader.varLong();
        ResourceId id = new ResourceId(reader.text());
        String parent = reader.text();
        String name = reader.text();
        @SuppressWarnings("unchecked")
        Map<String, Object> attributes = (Map<String, Object>) reader.value();
        return new Resource(
                id,
                parent.isEmpty() ? Optional.empty() : Optional.of(new ResourceId(parent)),
                name,
                type,
                attributes,
                revision);
    }
}
