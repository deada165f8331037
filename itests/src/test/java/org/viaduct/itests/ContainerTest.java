package org.viaduct.itests;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A test inside the distribution; all of them share one container, so none relies on what another left behind. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class ContainerTest {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    BundleContext context;

    final int onem2mPort = Integer.getInteger(Ports.ONEM2M, 0);
    final int cwmpPort = Integer.getInteger(Ports.CWMP, 0);
    final Onem2m onem2m = new Onem2m(onem2mPort);

    @Configuration
    public Option[] distribution() {
        return new Option[] {Distribution.option()};
    }

    @Before
    public void the_server_answers() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> onem2m.retrieve("cse-in").rsc() == 2000);
    }

    /** A bundle of the product by its folder name. */
    final Bundle bundle(String folder) {
        return Arrays.stream(context.getBundles())
                .filter(each -> ("org.viaduct." + folder).equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
