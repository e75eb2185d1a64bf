using System.Globalization;

namespace Orchestrator.Contracts.Reading;

/// <summary>A version was asked for that nothing has got yet (504 Timeout, as Kubernetes answers).</summary>
/// <param name="wanted">The version that was asked for.</param>
/// <param name="current">The newest version that is complete.</param>
public sealed class ResourceVersionAheadException(long wanted, long current)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"Too large resource version: {wanted}, current: {current}"))
{
    /// <summary>The version that was asked for.</summary>
    public long Wanted { get; } = wanted;

    /// <summary>The newest version that is complete.</summary>
    public long Current { get; } = current;
}
