package org.viaduct.onem2m.model;

/** A data file of the model is not as it has to be. The message starts with file and line. */
final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelException(String file, int line, String sentence) {
        super(file + ":" + line + ": " + sentence);
    }
}
