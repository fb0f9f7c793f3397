package gallery.handlers.faces;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A cascade of boosted classifiers over local binary patterns: stage after stage decides whether a window may show a face,
 * and most windows fail one of the first.
 *
 * <p>A pattern compares the sums of the eight outer cells of a 3 × 3 grid with the middle one's, which gives eight bits; a
 * weak classifier has one answer for each of the 256 patterns.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-74549-5_2">Liao et al., Learning Multi-scale Block Local Binary Patterns
 *     for Face Recognition</a>
 * @see <a href="https://docs.opencv.org/4.x/dc/d88/tutorial_traincascade.html">OpenCV, cascade classifier training</a>, on
 *     the file's form
 */
final class LbpCascade {

    /** OpenCV's tolerance; the file's thresholds were found with it. */
    private static final double TOLERANCE = 1e-5;

    private static final int PATTERNS = 256;

    /** The upper left cell of a grid, in pixels of the window. */
    private record Cell(int x, int y, int width, int height) {}

    /**
     * A weak classifier.
     *
     * @param subset one bit a pattern
     * @param inSubset the answer for patterns whose bit is set
     */
    private record Weak(Cell cell, BitSet subset, double inSubset, double otherwise) {}

    private record Stage(double threshold, List<Weak> weak) {}

    private final int width;
    private final int height;
    private final List<Stage> stages;

    private LbpCascade(int width, int height, List<Stage> stages) {
        this.width = width;
        this.height = height;
        this.stages = stages;
    }

    /** Reads OpenCV's XML form from a file beside this class. */
    static LbpCascade load(String resource) {
        try (InputStream in = Objects.requireNonNull(LbpCascade.class.getResourceAsStream(resource), resource)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return read(factory.newDocumentBuilder().parse(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(resource + " is not a cascade", e);
        }
    }

    private static LbpCascade read(Document document) {
        Element cascade = first(document.getDocumentElement(), "cascade");
        List<Cell> cells = new ArrayList<>();
        for (Element feature : entries(last(cascade, "features"))) {
            double[] rect = numbers(text(feature, "rect"));
            cells.add(new Cell((int) rect[0], (int) rect[1], (int) rect[2], (int) rect[3]));
        }
        List<Stage> stages = new ArrayList<>();
        for (Element stage : entries(first(cascade, "stages"))) {
            List<Weak> weak = new ArrayList<>();
            for (Element classifier : entries(first(stage, "weakClassifiers"))) {
                // Two numbers of the tree, which here has one node; the feature; the subset.
                double[] node = numbers(text(classifier, "internalNodes"));
                BitSet subset = new BitSet(PATTERNS);
                for (int pattern = 0; pattern < PATTERNS; pattern++) {
                    subset.set(
                            pattern, ((int) node[3 + pattern / Integer.SIZE] & (1 << (pattern % Integer.SIZE))) != 0);
                }
                double[] leaves = numbers(text(classifier, "leafValues"));
                weak.add(new Weak(cells.get((int) node[2]), subset, leaves[0], leaves[1]));
            }
            stages.add(new Stage(Double.parseDouble(text(stage, "stageThreshold")) - TOLERANCE, List.copyOf(weak)));
        }
        return new LbpCascade(
                Integer.parseInt(text(cascade, "width")),
                Integer.parseInt(text(cascade, "height")),
                List.copyOf(stages));
    }

    /** Width of a window, in pixels. */
    int width() {
        return width;
    }

    /** Height of a window, in pixels. */
    int height() {
        return height;
    }

    /** Whether the window whose upper left corner is at {@code x}, {@code y} shows a face. */
    boolean accepts(IntegralImage image, int x, int y) {
        for (Stage stage : stages) {
            double sum = 0;
            for (Weak weak : stage.weak()) {
                int pattern = pattern(image, weak.cell(), x, y);
                sum += weak.subset().get(pattern) ? weak.inSubset() : weak.otherwise();
            }
            if (sum < stage.threshold()) {
                return false;
            }
        }
        return true;
    }

    /** The eight outer cells, clockwise from the upper left, the first as the highest bit. */
    private static int pattern(IntegralImage image, Cell cell, int windowX, int windowY) {
        int w = cell.width();
        int h = cell.height();
        int x = windowX + cell.x();
        int y = windowY + cell.y();
        int middle = image.sum(x + w, y + h, w, h);
        return bit(image.sum(x, y, w, h), middle, 128)
                | bit(image.sum(x + w, y, w, h), middle, 64)
                | bit(image.sum(x + 2 * w, y, w, h), middle, 32)
                | bit(image.sum(x + 2 * w, y + h, w, h), middle, 16)
                | bit(image.sum(x + 2 * w, y + 2 * h, w, h), middle, 8)
                | bit(image.sum(x + w, y + 2 * h, w, h), middle, 4)
                | bit(image.sum(x, y + 2 * h, w, h), middle, 2)
                | bit(image.sum(x, y + h, w, h), middle, 1);
    }

    private static int bit(int sum, int middle, int bit) {
        return sum >= middle ? bit : 0;
    }

    private static Element first(Element parent, String name) {
        return (Element) parent.getElementsByTagName(name).item(0);
    }

    private static Element last(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return (Element) found.item(found.getLength() - 1);
    }

    /** The children that stand for the entries of a list. */
    private static List<Element> entries(Element list) {
        List<Element> entries = new ArrayList<>();
        NodeList children = list.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element entry && entry.getTagName().equals("_")) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static String text(Element parent, String name) {
        return first(parent, name).getTextContent().strip();
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    }
}
