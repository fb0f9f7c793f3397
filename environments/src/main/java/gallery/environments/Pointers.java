package gallery.environments;

/** JSON pointers as text, RFC 6901. */
final class Pointers {

    private Pointers() {}

    /** A key as one step of a pointer. */
    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** The last key of a pointer that is not empty. */
    static String lastKey(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }
}
