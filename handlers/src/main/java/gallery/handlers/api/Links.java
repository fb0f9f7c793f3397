package gallery.handlers.api;

import gallery.handlers.process.ImageId;

/** Addresses by which browsers reach single objects of the image bucket for a short while. */
interface Links {

    /** Where the photograph of an image is to be put, as {@code image/jpeg}. */
    String upload(ImageId id);

    /** Where the object at {@code key} can be fetched. */
    String download(String key);
}
