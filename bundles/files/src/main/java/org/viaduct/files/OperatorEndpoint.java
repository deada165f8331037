package org.viaduct.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.viaduct.files.Coverage.Range;
import org.viaduct.files.Traffic.Subject;
import org.viaduct.files.Validators.Verdict;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.RunningTransfer.Direction;
import org.viaduct.files.api.StoredFile;

/** Files for operators: {@code /files/} lists them, {@code /files/NAME} is one, to GET, PUT and DELETE. */
final class OperatorEndpoint {

    static final String PATH = "/files/";

    private static final int PAGE = 1000;

    /** Nothing depends on how a request of an operator ends. */
    private static final Sending.Ends NOBODY = new Sending.Ends() {

        @Override
        public void nearly(Range range) {
            // no URL is used up
        }

        @Override
        public void ended(Range range, Range sent, boolean all) {
            // no URL is used up
        }
    };

    private final Library library;
    private final ContentDirectory contents;
    private final ContentAnswer answers;
    private final Traffic traffic;
    private final Operators operators;
    private final Runnable replaced;

    /** @param replaced is called when a content may have become unused */
    OperatorEndpoint(
            Library library, ContentDirectory contents, Traffic traffic, Operators operators, Runnable replaced) {
        this.library = library;
        this.contents = contents;
        this.answers = new ContentAnswer(contents, traffic);
        this.traffic = traffic;
        this.operators = operators;
        this.replaced = replaced;
    }

    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> operator = operators.admit(request, response);
        if (operator.isEmpty()) {
            return;
        }
        String path = request.getRequestURI().substring(PATH.length());
        if (path.isEmpty()) {
            list(request, response);
            return;
        }
        FileName name;
        try {
            name = new FileName(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException wrong) {
            Answer.closing(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "This is no name of a file. A file is named with"
                            + " letters, digits and _.-+=@,~% in segments between slashes.");
            return;
        }
        serve(name, library.find(name), operator.get(), request, response);
    }

    private void serve(
            FileName name,
            Optional<Kept> present,
            String operator,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean puts = request.getMethod().equals("PUT");
        Validators validators = present.map(Kept::file).map(Validators::of).orElse(Validators.NONE);
        if (!puts && present.isEmpty()) {
            Answer.closing(response, HttpServletResponse.SC_NOT_FOUND, "There is no file of this name.");
            return;
        }
        switch (request.getMethod()) {
            case "GET", "HEAD" -> answers.answer(
                    request,
                    response,
                    present.get(),
                    new Subject(Direction.DOWNLOAD, name.value(), Optional.empty(), Optional.empty()),
                    NOBODY);
            case "PUT", "DELETE" -> {
                if (validators.verdict(request) != Verdict.GO_ON) {
                    Answer.closing(
                            response,
                            HttpServletResponse.SC_PRECONDITION_FAILED,
                            "The file is not as the request demands.");
                } else if (puts) {
                    put(name, operator, request, response);
                } else {
                    library.remove(name);
                    replaced.run();
                    Answer.empty(response, HttpServletResponse.SC_NO_CONTENT);
                }
            }
            default -> {
                response.setHeader("Allow", "GET, HEAD, PUT, DELETE");
                Answer.closing(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Use GET, PUT or DELETE.");
            }
        }
    }

    private void put(FileName name, String operator, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Subject subject = new Subject(Direction.UPLOAD, name.value(), Optional.empty(), Optional.empty());
        Receiving.start(request, response, contents, traffic, subject, body -> {
            boolean there = library.find(name).isPresent();
            StoredFile stored = library.keep(name, body, operator);
            replaced.run();
            Validators.of(stored).show(response);
            Answer.empty(response, there ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_CREATED);
            if (!there) {
                response.setContentLength(0);
            }
        });
    }

    /** A page of them, and behind which name the next one begins. */
    private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            Answer.closing(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Name a file behind the last slash.");
            return;
        }
        String after = Optional.ofNullable(request.getParameter("after")).orElse("");
        List<Kept> page = library.list(after, PAGE);
        ObjectNode answer = Json.object();
        ArrayNode files = answer.putArray("files");
        page.stream().map(Kept::file).forEach(file -> {
            ObjectNode each = files.addObject()
                    .put("name", file.name().value())
                    .put("size", file.size())
                    .put("sha256", file.sha256())
                    .put("stored", file.stored().toString())
                    .put("by", file.by());
            file.device().ifPresent(device -> each.put("device", device));
        });
        if (page.size() == PAGE) {
            answer.put("next", page.get(PAGE - 1).file().name().value());
        }
        Answer.body(response, HttpServletResponse.SC_OK, "application/json", Json.bytes(answer));
    }
}
