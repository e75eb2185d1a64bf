namespace Orchestrator.TestKit;

/// <summary>The images that tests run; no registry is needed.</summary>
public static class Images
{
    /// <summary>An HTTP server on port <c>PORT</c> (8080) that answers with its host name and the variable <c>VERSION</c>; ends at SIGTERM.</summary>
    public const string Hello = "orc.example/hello:1";

    /// <summary>Busybox with all its applets on the PATH; runs a shell if not told otherwise.</summary>
    public const string Busybox = "orc.example/busybox:1";

    /// <summary>Imports both into an engine, where absent. The shared engine of <c>eng/test</c> has them.</summary>
    public static Task EnsureAsync(Uri engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return ServerCommand.RunAsync(new Dictionary<string, string?>(), "images", engine.OriginalString);
    }
}
