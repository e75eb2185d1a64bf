using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Kinds;

/// <summary>What a document is, as clients name it.</summary>
/// <param name="Group">API group, empty for the core group.</param>
/// <param name="Version">API version.</param>
/// <param name="Kind">Kind, such as <c>Pod</c>.</param>
internal sealed record GroupVersionKind(string Group, string Version, string Kind)
{
    /// <summary>What documents of a record are.</summary>
    public static GroupVersionKind Of(Type document)
    {
        var made = (IDocument)Activator.CreateInstance(document)!;
        return made.ApiVersion.Split('/') is [var group, var version] ? new(group, version, made.Kind) : new("", made.ApiVersion, made.Kind);
    }

    /// <summary>What objects of a kind are.</summary>
    public static GroupVersionKind Of(KindDescription kind) => new(kind.Group, kind.Version, kind.Kind);

    /// <summary>As the documents about the API write it.</summary>
    public JsonObject ToJson() => new() { ["group"] = Group, ["version"] = Version, ["kind"] = Kind };
}
