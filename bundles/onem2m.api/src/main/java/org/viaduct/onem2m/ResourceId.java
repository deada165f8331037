package org.viaduct.onem2m;

/** The unstructured, CSE-relative resourceID ({@code ri}) of a resource: non-empty, without slash. */
public record ResourceId(String value) implements Comparable<ResourceId> {

    public ResourceId {
        if (value.isEmpty() || value.indexOf('/') >= 0) {
            throw new IllegalArgumentException("A resourceID is not empty and has no slash: '" + value + "'");
        }
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
