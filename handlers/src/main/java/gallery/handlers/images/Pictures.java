package gallery.handlers.images;

import java.util.Optional;

/** The objects of the image bucket. */
interface Pictures {

    /**
     * The bytes at {@code key}; empty when nothing is there.
     *
     * @throws UnusablePhotoException when it has more than {@code maxBytes}, of which none is then read
     */
    Optional<byte[]> read(String key, long maxBytes) throws UnusablePhotoException;

    void write(String key, String contentType, byte[] bytes);

    boolean exists(String key);

    void copy(String from, String to);
}
