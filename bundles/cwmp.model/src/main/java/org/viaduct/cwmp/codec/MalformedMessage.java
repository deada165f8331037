package org.viaduct.cwmp.codec;

/** A message that cannot be read; its text is a sentence that says what is wrong and where. */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and so how to answer. */
    public enum Problem {
        /** It is not well-formed XML, or has a DTD: nothing to answer but HTTP 400. */
        XML,
        /** It exceeds a {@link Limits limit}. */
        LIMIT,
        /** It is XML, but no SOAP envelope with a CWMP body. */
        ENVELOPE,
        /** It is an RPC or response whose arguments cannot be: fault 8003 from an ACS, 9003 from a CPE. */
        ARGUMENT
    }

    private final Problem problem;
    private final int line;
    private final int column;
    private final String namespace;
    private final String id;

    MalformedMessage(Problem problem, String sentence, int line, int column, String namespace, String id) {
        super(sentence + " (line " + line + ", column " + column + ")");
        this.problem = problem;
        this.line = line;
        this.column = column;
        this.namespace = namespace;
        this.id = id;
    }

    public Problem problem() {
        return problem;
    }

    /** Where, counted from 1. */
    public int line() {
        return line;
    }

    /** Where, counted from 1. */
    public int column() {
        return column;
    }

    /** The CWMP namespace to answer in; empty if the reader did not come so far. */
    public String namespace() {
        return namespace;
    }

    /** The header ID to answer with; empty if the reader did not come so far or there is none. */
    public String id() {
        return id;
    }
}
