using Orleans.Runtime;

namespace Orleans;

/// <summary>A call where it starts.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that calls; null if the caller is no grain.</summary>
    IGrainContext? SourceContext { get; }
}
