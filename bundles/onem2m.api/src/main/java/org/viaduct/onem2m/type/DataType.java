package org.viaduct.onem2m.type;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type of an attribute or of a part of one (TS-0004 6.3). Values are those of {@link
 * org.viaduct.onem2m.Representation}. What passes a check is bounded in size and depth.
 */
public sealed interface DataType
        permits TextType,
                BooleanType,
                IntegerType,
                EnumerationType,
                DurationType,
                TimestampType,
                UriType,
                NcNameType,
                AnyType,
                ContentType,
                ListType,
                StructureType {

    /**
     * What is wrong with a value, if anything. Of several violations an {@link Violation.Kind#INVALID} one comes before a
     * {@link Violation.Kind#MISSING} one.
     *
     * @param path where the value is, such as {@code exra.dld[0].fsi}
     */
    Optional<Violation> check(@Nullable Object value, String path);

    /** What a value looks like, as the end of "must be ...". */
    String description();

    /** A value that passed the check, without the members that are never shown. */
    default Object withoutSecrets(Object value) {
        return value;
    }
}
