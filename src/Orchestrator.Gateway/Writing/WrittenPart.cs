using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Which part of an object a write reaches: all but its status, or only that.</summary>
internal static class WrittenPart
{
    /// <summary>The object but for its status.</summary>
    public const string Main = "";

    /// <summary>The status alone.</summary>
    public const string Status = "status";

    /// <summary>The current object with what a write says of the part that it reaches.</summary>
    /// <param name="part">The part, named as its subresource.</param>
    /// <param name="kind">The kind. A status that is no part of its own is written with the rest.</param>
    /// <param name="current">The object as it is.</param>
    /// <param name="said">The object as the client would have it.</param>
    public static T Of<T>(string part, KindDescription kind, T current, T said)
        where T : class, IResource<T> => part == Status ? current.WithStatusOf(said) : kind.HasStatus ? said.WithStatusOf(current) : said;
}
