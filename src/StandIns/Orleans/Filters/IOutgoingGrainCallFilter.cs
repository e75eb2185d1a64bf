namespace Orleans;

/// <summary>Surrounds calls where they start.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Runs around the call, which happens at <see cref="IGrainCallContext.Invoke"/>.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}
