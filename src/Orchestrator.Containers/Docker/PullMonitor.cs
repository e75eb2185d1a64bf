using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>Follows a pull or an import. The engine reports most failures inside the stream of progress, after it has answered with 200.</summary>
/// <param name="moved">Called with each item.</param>
/// <param name="listener">Told each step.</param>
internal sealed class PullMonitor(Action moved, IProgress<PullProgress>? listener) : IProgress<JSONMessage>
{
    /// <summary>The engine's sentence about what went wrong, or null.</summary>
    public string? Error { get; private set; }

    /// <inheritdoc />
    public void Report(JSONMessage value)
    {
        moved();
        Error ??= value.Error?.Message ?? value.ErrorMessage;
        if (Error is null)
        {
            listener?.Report(new PullProgress(value.ID ?? "", value.Status ?? "", value.Progress?.Current ?? 0, value.Progress?.Total ?? 0));
        }
    }
}
