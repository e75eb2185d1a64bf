namespace Orchestrator.Resources.Meta;

/// <summary>An object of the API that can be copied with a change.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IResource<TSelf> : IResource
    where TSelf : IResource<TSelf>
{
    /// <summary>The same object with other metadata.</summary>
    TSelf WithMetadata(ObjectMeta metadata);

    /// <summary>The same object with the other's status; itself for a kind that has none.</summary>
    TSelf WithStatusOf(TSelf other);
}
