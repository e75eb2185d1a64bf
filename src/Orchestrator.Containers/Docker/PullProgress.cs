using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>Follows a pull. The engine reports most failures inside the stream of progress, after it has answered with 200.</summary>
/// <param name="moved">Called with each item.</param>
internal sealed class PullProgress(Action moved) : IProgress<JSONMessage>
{
    /// <summary>The engine's sentence about what went wrong, or null.</summary>
    public string? Error { get; private set; }

    /// <inheritdoc />
    public void Report(JSONMessage value)
    {
        moved();
        Error ??= value.Error?.Message ?? value.ErrorMessage;
    }
}
