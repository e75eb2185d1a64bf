using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Scaling;

/// <summary>Where a kind keeps what a scale says.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
internal sealed record ScaleAccess<T>
{
    /// <summary>How many replicas are wanted.</summary>
    public required Func<T, int> Wanted { get; init; }

    /// <summary>How many there are.</summary>
    public required Func<T, int> Present { get; init; }

    /// <summary>Which pods are counted.</summary>
    public required Func<T, LabelSelector> Selector { get; init; }

    /// <summary>The object with another number wanted.</summary>
    public required Func<T, int, T> With { get; init; }
}
