package org.viaduct.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.tree.Maps;
import org.viaduct.store.tree.PreparedChange;

/**
 * A store in one file of one directory, for one process.
 *
 * <p>Readers see the last state that was forced to the medium, all of it and nothing later: never a part of a change, and
 * never a change whose {@link #apply} goes on to fail. They do not wait for the writer, nor it for them. A caller whose
 * {@code apply} returned sees its change.
 */
@Component(
        service = StoreBackend.class,
        immediate = true,
        configurationPid = "org.viaduct.store.embedded",
        property = StoreBackend.NAME + "=embedded")
@Designate(ocd = EmbeddedStoreSettings.class)
public final class EmbeddedStore implements StoreBackend {

    private static final String FILE = "store.mv";

    private final GroupCommit commits;

    @Activate
    public EmbeddedStore(EmbeddedStoreSettings settings) {
        this(directory(settings.directory()), settings.cache_megabytes());
    }

    /**
     * @param directory created when it is not there
     * @throws StoreUnavailableException when the file in it cannot be used; the sentence says why and what to do
     */
    EmbeddedStore(Path directory, int cacheMegabytes) {
        this(fileIn(directory), cacheMegabytes);
        force(directory);
    }

    EmbeddedStore(String file, int cacheMegabytes) {
        commits = new GroupCommit(file, newest -> StoreFile.open(file, cacheMegabytes, newest));
    }

    @Deactivate
    void stop() {
        commits.stop();
    }

    private static Path directory(String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured.strip());
        }
        // Not in karaf.data, which a clean start of Karaf empties.
        String base = System.getProperty("karaf.base");
        if (base == null) {
            throw new StoreUnavailableException(
                    "There is no directory for the store: set directory in org.viaduct.store.embedded.cfg.");
        }
        return Path.of(base, "store");
    }

    private static String fileIn(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "The store's directory " + directory + " cannot be created (" + e.getMessage()
                            + "): create it, or configure another.",
                    e);
        }
        return directory.toAbsolutePath().resolve(FILE).toString();
    }

    /** Makes the file's own entry in its directory durable. */
    private void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            stop();
            throw new StoreUnavailableException(
                    "The store's directory " + directory + " cannot be forced to disk (" + e.getMessage()
                            + "): configure a directory on a local file system.",
                    e);
        }
    }

    @Override
    public Optional<Resource> find(ResourceId id) {
        return read(maps -> maps.find(id));
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        return read(maps -> maps.child(parent, name));
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        return read(maps -> maps.descendants(ancestor, criteria));
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        return read(maps -> maps.expired(now, limit));
    }

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        return read(maps -> maps.entry(bucket, key));
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        return read(maps -> maps.entries(bucket, after, limit));
    }

    @Override
    public List<Resource> allResources(Optional<ResourceId> after, int limit) {
        return read(maps -> maps.allResources(after, limit));
    }

    @Override
    public List<Entry> allEntries(Optional<Entry> after, int limit) {
        return read(maps -> maps.allEntries(after, limit));
    }

    @Override
    public void apply(Change change) {
        if (!change.steps().isEmpty()) {
            commits.apply(PreparedChange.of(change));
        }
    }

    @Override
    public void restore(List<Resource> resources, List<Entry> entries) {
        commits.apply(PreparedChange.restoring(resources, entries));
    }

    private <T> T read(Function<Maps, T> query) {
        Snapshot snapshot = commits.enter();
        try {
            return query.apply(snapshot.maps());
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_READING_FAILED || e.getErrorCode() == DataUtils.ERROR_CLOSED) {
                commits.suspect(snapshot, e);
            }
            throw new StoreUnavailableException("The store's file cannot be read (" + StoreFile.reason(e) + ").", e);
        } finally {
            snapshot.leave();
        }
    }
}
