package gallery.cli.terraform;

/**
 * What a plan does to one resource.
 *
 * @param address as Terraform writes it, for example {@code aws_s3_bucket.images}
 */
public record ResourceChange(String address, Action action) {

    /** The actions of a plan, named as in Terraform's messages. */
    public enum Action {
        CREATE("+"),
        UPDATE("~"),
        REPLACE("±"),
        DELETE("-"),
        READ("<="),
        MOVE(">"),
        IMPORT("&"),
        FORGET("x"),
        NOOP(" ");

        private final String symbol;

        Action(String symbol) {
            this.symbol = symbol;
        }

        /** The mark that stands before a resource in a list of changes. */
        public String symbol() {
            return symbol;
        }
    }
}
