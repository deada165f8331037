package org.viaduct.http.listener;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers with its name, the method and the body; {@code /async} does so from another thread, when it is let. */
final class EchoServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String name;
    final transient CountDownLatch asyncInside = new CountDownLatch(1);
    final transient CountDownLatch asyncMayEnd = new CountDownLatch(1);
    final transient AtomicInteger destroyed = new AtomicInteger();

    EchoServlet(String name) {
        this.name = name;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().equals("/fail")) {
            throw new IllegalStateException("secret detail");
        }
        if (request.getRequestURI().equals("/expecting")) {
            request.setAttribute(Expected.ATTRIBUTE, true);
        }
        if (!request.getRequestURI().equals("/async")) {
            answer(request, response);
            return;
        }
        AsyncContext context = request.startAsync();
        asyncInside.countDown();
        new Thread(() -> {
                    try {
                        asyncMayEnd.await();
                        answer(request, response);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        context.complete();
                    }
                })
                .start();
    }

    @Override
    public void destroy() {
        destroyed.incrementAndGet();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String body = new String(request.getInputStream().readAllBytes(), "UTF-8");
        byte[] text = (name + " " + request.getMethod() + " [" + body + "]").getBytes("UTF-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
