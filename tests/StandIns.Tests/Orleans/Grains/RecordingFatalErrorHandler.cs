using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Keeps what a silo could not go on for, where the process would end.</summary>
public sealed class RecordingFatalErrorHandler : IFatalErrorHandler
{
    private readonly TaskCompletionSource<string> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Told => _told.Task;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) => _told.TrySetResult(context ?? "");
}
