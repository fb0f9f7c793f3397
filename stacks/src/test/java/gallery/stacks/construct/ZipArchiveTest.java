package gallery.stacks.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gallery.environments.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {

    private static final Map<String, String> FILES = Map.of(
            "server/serve", "#!/bin/sh\nexec python3 -m server\n",
            "server/größe.py", "x = 'größer'\n",
            "facechain/Dockerfile", "FROM scratch\n",
            "facechain/empty", "");

    @TempDir
    private Path directory;

    @Test
    void holdsTheFilesSortedByPath() throws IOException {
        try (ZipFile zip = new ZipFile(write("archive.zip", archive()).toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();

            assertThat(entries)
                    .extracting(ZipEntry::getName)
                    .containsExactly("facechain/Dockerfile", "facechain/empty", "server/größe.py", "server/serve");
            for (ZipEntry entry : entries) {
                assertThat(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(FILES.get(entry.getName()));
                assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            }
        }
    }

    @Test
    void onlyScriptsAreExecutable() throws IOException {
        Path file = write("archive.zip", archive());
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", "true"))) {
            assertThat(permissions(zip, "server/serve")).isEqualTo("rwxr-xr-x");
            assertThat(permissions(zip, "facechain/Dockerfile")).isEqualTo("rw-r--r--");
            assertThat(permissions(zip, "facechain/empty")).isEqualTo("rw-r--r--");
        }
    }

    @Test
    void theBytesAreTheSameOnEveryMachine() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive());

        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("af7fd3a979fbdeecff37b2dbe0f23dcc5ecfa2c7f85e90c289a705ba81601993");
    }

    @Test
    void neitherTimesNorModesNorOrderOfCreationNorTimeZoneShowInTheBytes() throws IOException {
        SortedMap<String, byte[]> files = files();
        Path first = directory.resolve("first");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write("first/" + file.getKey(), file.getValue());
        }
        Path second = directory.resolve("second");
        for (Map.Entry<String, byte[]> file :
                new TreeMap<>(files).descendingMap().entrySet()) {
            Path other = write("second/" + file.getKey(), file.getValue());
            Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000_000_000L));
            Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxrwxrwx"));
        }

        byte[] expected = ContainerSource.read(first, Model.FACECHAIN).zip();
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            assertThat(ContainerSource.read(second, Model.FACECHAIN).zip()).isEqualTo(expected);
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(expected).isEqualTo(archive());
    }

    @Test
    void moreFilesThanTheFormatCountsAreRefused() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int file = 0; file < 65_536; file++) {
            files.put("server/" + file, new byte[0]);
        }

        assertThatThrownBy(() -> new ZipArchive(files))
                .isInstanceOf(UnusableSourceException.class)
                .hasMessageContaining("65536 files")
                .hasMessageEndingWith("move what does not belong into the image out of it");
    }

    private static byte[] archive() {
        return new ZipArchive(files()).bytes();
    }

    private static SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        FILES.forEach((path, content) -> files.put(path, content.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static String permissions(FileSystem zip, String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(zip.getPath(path)));
    }

    private Path write(String path, byte[] content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }
}
