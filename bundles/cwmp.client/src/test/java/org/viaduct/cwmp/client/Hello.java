package org.viaduct.cwmp.client;

import static org.viaduct.cwmp.codec.Field.text;

import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.VendorResponse;
import org.viaduct.cwmp.spi.VendorAcsMethod;

/** A vendor's RPC, which greets whoever calls it, except for strangers. */
record Hello(String from) implements VendorRequest {

    static final Shape<Hello> SHAPE =
            Shape.of(Hello.class, text("From", 64, Hello::from), Hello::new).named("X_00D09E_Hello");

    @Override
    public Shape<Hello> shape() {
        return SHAPE;
    }

    record Answer(String greeting) implements VendorResponse {

        static final Shape<Answer> SHAPE = Shape.of(Answer.class, text("Greeting", 64, Answer::greeting), Answer::new)
                .named("X_00D09E_HelloResponse");

        @Override
        public Shape<Answer> shape() {
            return SHAPE;
        }
    }

    static final class Method implements VendorAcsMethod<Hello> {

        @Override
        public Shape<Hello> request() {
            return SHAPE;
        }

        @Override
        public Shape<Answer> response() {
            return Answer.SHAPE;
        }

        @Override
        public CwmpOutcome received(CpeId cpe, Hello hello) {
            return hello.from().equals("stranger")
                    ? new CwmpOutcome.Faulted(new CwmpFault(8800, "who is that"))
                    : new CwmpOutcome.Success(new Answer("hello " + hello.from() + " of " + cpe.serialNumber()));
        }
    }
}
