package gallery.environments;

/** A file of which nothing could be read, so that one sentence is all there is to say about it. */
final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    UnreadableFileException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What is wrong, beginning with a verb: the file itself is named by whoever reports it. */
    String sentence() {
        return sentence;
    }
}
