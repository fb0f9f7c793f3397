package gallery.cli.layout;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be used, in words: Java says it with the names of its exceptions. */
public final class FileFailure {

    private FileFailure() {}

    /** A few words for the brackets behind the name of the file. */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "another file is in the way";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it does not exist and cannot be made";
        }
        return failure.getClass().getSimpleName();
    }
}
