namespace Orleans;

/// <summary>Surrounds calls where they arrive.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Runs around the call, which happens at <see cref="IGrainCallContext.Invoke"/>.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
