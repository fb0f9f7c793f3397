package gallery.handlers.faces;

/** Where a face is in a picture; whole pixels, from the upper left corner. */
public record Face(int x, int y, int width, int height) {

    public long area() {
        return (long) width * height;
    }
}
