namespace Orleans.Runtime;

/// <summary>Ends the process at once: a silo that others take for gone must not do anything more, and whoever watches over the process starts a new one.</summary>
internal sealed class FatalErrorHandler : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        Environment.FailFast($"Fatal error of {sender}: {context}", exception);
}
