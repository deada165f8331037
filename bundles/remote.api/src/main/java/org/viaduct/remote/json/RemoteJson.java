package org.viaduct.remote.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.codec.Vocabulary;
import org.viaduct.cwmp.rpc.Inform;

/**
 * How the values of the contracts are written: records by their components, a CPE by its identifier, a message as
 * {@code {"Reboot": {"CommandKey": "…"}}}, times as in ISO 8601. What is not known is passed over, so that both sides need not
 * be of one version.
 */
public final class RemoteJson {

    private RemoteJson() {}

    /** One of several kinds, told apart by the name of the only member. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    private interface OneOf {}

    /**
     * Thread-safe.
     *
     * @param vocabulary the RPCs of vendors; what it does not have is read as an unknown message, without arguments
     */
    public static ObjectMapper mapper(Vocabulary vocabulary) {
        SimpleModule ours = new SimpleModule("viaduct")
                .addSerializer(CwmpMessage.class, new MessageWriter())
                .addDeserializer(CwmpRequest.class, new MessageReader<>(CwmpRequest.class, vocabulary))
                .addDeserializer(CwmpResponse.class, new MessageReader<>(CwmpResponse.class, vocabulary))
                .addDeserializer(Inform.class, new MessageReader<>(Inform.class, vocabulary))
                .addDeserializer(CwmpFault.class, new MessageReader<>(CwmpFault.class, vocabulary))
                .addSerializer(CpeId.class, Scalars.writing(CpeId.class, CpeId::value))
                .addDeserializer(CpeId.class, Scalars.reading(CpeId.class, CpeId::parse))
                .addSerializer(InetAddress.class, Scalars.writing(InetAddress.class, InetAddress::getHostAddress))
                .addDeserializer(InetAddress.class, Scalars.reading(InetAddress.class, Scalars::address))
                .addSerializer(X509Certificate.class, Scalars.writing(X509Certificate.class, Scalars::encoded))
                .addDeserializer(X509Certificate.class, Scalars.reading(X509Certificate.class, Scalars::certificate))
                .setMixInAnnotation(Verdict.class, OneOf.class)
                .setMixInAnnotation(Sender.class, OneOf.class)
                .setMixInAnnotation(CwmpOutcome.class, OneOf.class);
        return JsonMapper.builder()
                // A cache of its own: the common one would keep the classes of bundles that are gone.
                .typeFactory(TypeFactory.defaultInstance().withClassLoader(RemoteJson.class.getClassLoader()))
                .addModules(ours, new Jdk8Module(), new JavaTimeModule())
                .registerSubtypes(
                        new NamedType(Verdict.Admitted.class, "admitted"),
                        new NamedType(Verdict.Denied.class, "denied"),
                        new NamedType(Sender.Anonymous.class, "anonymous"),
                        new NamedType(Sender.Newcomer.class, "newcomer"),
                        new NamedType(Sender.Known.class, "known"),
                        new NamedType(CwmpOutcome.Success.class, "success"),
                        new NamedType(CwmpOutcome.Faulted.class, "faulted"))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
