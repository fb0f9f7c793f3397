package gallery.stacks.build;

/** Where the code of the build functions is; the handlers module makes it. */
final class BuildFunctions {

    static final String JAR = "build-functions.jar";
    static final String TRIGGER = "gallery.handlers.build.CodeBuildTriggerHandler::handleRequest";
    static final String STATUS = "gallery.handlers.build.CodeBuildStatusHandler::handleRequest";

    private BuildFunctions() {}
}
