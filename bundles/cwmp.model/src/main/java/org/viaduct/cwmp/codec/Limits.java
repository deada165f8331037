package org.viaduct.cwmp.codec;

/**
 * How much a message may ask of its reader; a message beyond is a {@link MalformedMessage}.
 *
 * @param maxDepth nested elements
 * @param maxElements elements in all
 * @param maxAttributes attributes of one element, namespace declarations included
 * @param maxTextLength characters of one value
 * @param maxCharacters characters in all
 */
public record Limits(int maxDepth, long maxElements, int maxAttributes, int maxTextLength, long maxCharacters) {
    /** Enough for the whole data model of a large CPE in one message: 400,000 elements, 64 million characters. */
    public static final Limits DEFAULT = new Limits(32, 400_000, 32, 1 << 20, 64L << 20);

    /** @throws IllegalArgumentException if a limit is below 1 */
    public Limits {
        if (maxDepth < 1 || maxElements < 1 || maxAttributes < 1 || maxTextLength < 1 || maxCharacters < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }
}
