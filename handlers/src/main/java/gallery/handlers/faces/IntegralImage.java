package gallery.handlers.faces;

import java.awt.image.BufferedImage;

/** A grey picture from which the sum of any rectangle is had in four steps. */
final class IntegralImage {

    private final int stride;
    private final int[] sums;

    private IntegralImage(int stride, int[] sums) {
        this.stride = stride;
        this.sums = sums;
    }

    /** Of a picture of 8 bits of grey a pixel. */
    static IntegralImage of(BufferedImage grey) {
        int width = grey.getWidth();
        int height = grey.getHeight();
        int stride = width + 1;
        int[] sums = new int[stride * (height + 1)];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            grey.getRaster().getSamples(0, y, width, 1, 0, row);
            int sum = 0;
            for (int x = 0; x < width; x++) {
                sum += row[x];
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + sum;
            }
        }
        return new IntegralImage(stride, sums);
    }

    int sum(int x, int y, int width, int height) {
        int top = y * stride + x;
        int bottom = top + height * stride;
        return sums[top] - sums[top + width] - sums[bottom] + sums[bottom + width];
    }
}
