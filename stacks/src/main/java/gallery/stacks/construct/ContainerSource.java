package gallery.stacks.construct;

import gallery.environments.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model's image is built from: the shared server and the model's own folder.
 *
 * <p>The image tag is a digest of it. So the same source never builds twice, and a changed source has a name of its own that
 * the model, its endpoint and the build can wait for.
 */
public final class ContainerSource {

    private static final String SERVER = "server";
    private static final int TAG_LENGTH = 16;

    // Neither caches nor tests reach the image: they must not change its tag.
    private static final Set<String> LEFT_OUT_FOLDERS = Set.of("__pycache__", ".pytest_cache", "tests");
    private static final String LEFT_OUT_ENDING = ".pyc";

    private final SortedMap<String, byte[]> files;
    private final String imageTag;

    private ContainerSource(SortedMap<String, byte[]> files) {
        this.files = files;
        this.imageTag = HexFormat.of().formatHex(digest(files)).substring(0, TAG_LENGTH);
    }

    /**
     * Reads {@code server} and the model's folder below {@code containers}.
     *
     * @throws UnusableSourceException when a folder is missing or empty, or holds a symbolic link
     */
    public static ContainerSource read(Path containers, Model model) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        readFolder(containers, SERVER, files);
        readFolder(containers, model.id(), files);
        return new ContainerSource(files);
    }

    /** The first 16 hexadecimal digits of the SHA-256 over the sorted relative paths and contents. */
    public String imageTag() {
        return imageTag;
    }

    /**
     * The source as a zip archive whose root holds {@code server} and the model's folder; the same source gives the same
     * bytes on every machine. Scripts (a first line that begins with {@code #!}) are executable.
     */
    public byte[] zip() {
        return new ZipArchive(files).bytes();
    }

    /** The relative paths, with slashes, and the contents; sorted by path. */
    SortedMap<String, byte[]> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    private static void readFolder(Path containers, String name, SortedMap<String, byte[]> files) {
        Path folder = containers.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new UnusableSourceException("the container source " + folder
                    + " is not a folder; restore it, or name the folder that holds it");
        }
        int before = files.size();
        try {
            Files.walkFileTree(folder, new Collector(containers, files));
        } catch (IOException e) {
            throw new UnusableSourceException(
                    "the container source " + folder + " cannot be read (" + e + "); check its permissions", e);
        }
        if (files.size() == before) {
            throw new UnusableSourceException(
                    "the container source " + folder + " holds no files; restore it, or name the folder that holds it");
        }
    }

    // Each content is preceded by its length, so no two different trees give the same stream of bytes.
    private static byte[] digest(SortedMap<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(
                        ByteBuffer.allocate(Long.BYTES).putLong(content.length).array());
                digest.update(content);
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path root;
        private final SortedMap<String, byte[]> files;

        Collector(Path root, SortedMap<String, byte[]> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_OUT_FOLDERS.contains(nameOf(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (nameOf(file).endsWith(LEFT_OUT_ENDING)) {
                return FileVisitResult.CONTINUE;
            }
            // A link would put into the image what lies outside the digested folders, or break where its target is
            // missing.
            if (attributes.isSymbolicLink()) {
                throw new UnusableSourceException(
                        "the container source holds the symbolic link " + file + "; put the file itself in its place");
            }
            if (!attributes.isRegularFile()) {
                throw new UnusableSourceException(
                        "the container source holds " + file + ", which is neither a file nor a folder; remove it");
            }
            files.put(relative(file), Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
        }

        private String relative(Path file) {
            return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        }

        private static String nameOf(Path path) {
            Path name = path.getFileName();
            return name == null ? "" : name.toString();
        }
    }
}
