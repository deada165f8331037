package org.viaduct.cwmp.client;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionTraces.Direction;
import org.viaduct.cwmp.api.SessionTraces.SessionTrace;
import org.viaduct.cwmp.api.SessionTraces.TracedMessage;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.Transcript;

/** What was said in the last sessions of one CPE, bounded in every direction. Thread-safe. */
final class Trace {

    private static final int MAX_SESSIONS = 20;
    private static final int MAX_MESSAGES = 300;
    private static final int MAX_TEXT = 16 * 1_024;
    private static final int MAX_TEXTS = 1 << 20;

    private static final class Recording {
        private final CwmpSession session;
        private final List<TracedMessage> messages = new ArrayList<>();
        private Optional<String> end = Optional.empty();
        private int characters;

        Recording(CwmpSession session) {
            this.session = session;
        }
    }

    private final Deque<Recording> recordings = new ArrayDeque<>();
    private int characters;

    /** A message of the CPE, empty or not. */
    void received(CwmpSession session, Instant at, Received received) {
        if (received instanceof Received.Readable readable) {
            add(session, at, Direction.FROM_CPE, readable.envelope());
        } else if (received instanceof Received.Unreadable unreadable) {
            String why = Printable.sentence(String.valueOf(unreadable.why().getMessage()));
            add(session, at, Direction.FROM_CPE, "unreadable: " + why, Transcript.tagsOf(unreadable.head()));
        } else {
            add(session, at, Direction.FROM_CPE, "empty POST", "");
        }
    }

    /** What the CPE is told. */
    void sent(CwmpSession session, Reply reply) {
        Instant now = Instant.now();
        if (reply instanceof Reply.Message message) {
            add(session, now, Direction.TO_CPE, message.envelope());
        } else if (reply instanceof Reply.Opened opened) {
            add(session, now, Direction.TO_CPE, opened.envelope());
        } else if (reply instanceof Reply.Calling calling) {
            add(session, now, Direction.TO_CPE, calling.envelope());
        } else if (reply instanceof Reply.Refused refused) {
            add(
                    session,
                    now,
                    Direction.TO_CPE,
                    "HTTP " + refused.status(),
                    Printable.sentence(refused.sentence()) + "\n");
        } else {
            add(session, now, Direction.TO_CPE, "HTTP 204, nothing more", "");
        }
    }

    private void add(CwmpSession session, Instant at, Direction direction, Envelope envelope) {
        add(session, at, direction, Transcript.summary(envelope.body()), Transcript.of(envelope, MAX_TEXT));
    }

    private synchronized void add(CwmpSession session, Instant at, Direction direction, String summary, String text) {
        Recording recording = of(session);
        if (recording.messages.size() < MAX_MESSAGES && recording.characters < MAX_TEXTS) {
            recording.characters += text.length();
            characters += text.length();
            boolean last = recording.messages.size() == MAX_MESSAGES - 1 || recording.characters >= MAX_TEXTS;
            recording.messages.add(new TracedMessage(
                    at, direction, last ? summary + " (the last that is recorded of this session)" : summary, text));
        }
        while (recordings.size() > 1 && (recordings.size() > MAX_SESSIONS || characters > MAX_TEXTS)) {
            characters -= recordings.removeFirst().characters;
        }
    }

    /** The recording of a session, which is a new one if it has none. */
    private Recording of(CwmpSession session) {
        Optional<Recording> known = find(session);
        if (known.isPresent()) {
            return known.get();
        }
        Recording begun = new Recording(session);
        recordings.addLast(begun);
        return begun;
    }

    private Optional<Recording> find(CwmpSession session) {
        for (Iterator<Recording> newest = recordings.descendingIterator(); newest.hasNext(); ) {
            Recording recording = newest.next();
            if (recording.session.id().equals(session.id())) {
                return Optional.of(recording);
            }
        }
        return Optional.empty();
    }

    synchronized void ended(CwmpSession session, String why) {
        find(session).ifPresent(recording -> recording.end = Optional.of(why));
    }

    synchronized List<SessionTrace> sessions() {
        return recordings.stream()
                .map(recording -> new SessionTrace(recording.session, recording.end, List.copyOf(recording.messages)))
                .toList();
    }
}
