using Orchestrator.Contracts.Reading;

namespace Orchestrator.Gateway.Watching;

/// <summary>One line of a watch.</summary>
/// <param name="Change">What happened.</param>
internal sealed record WatchLine(WatchEvent Change)
{
    /// <summary>Whether it is the bookmark that says that all objects which were there at the start have been sent.</summary>
    public bool EndsInitialEvents { get; init; }
}
