using System.Collections.Immutable;

namespace Orchestrator.Resources.Serialization;

/// <summary>A part of a YAML document. An alias is the very node that it points at.</summary>
internal abstract record YamlNode
{
    /// <summary>A scalar that is text.</summary>
    public sealed record Text(string Value) : YamlNode;

    /// <summary>A scalar that is something else, as JSON.</summary>
    public sealed record Literal(string Json) : YamlNode;

    /// <summary>A list.</summary>
    public sealed record List(ImmutableArray<YamlNode> Items) : YamlNode;

    /// <summary>A mapping in the order of the document, repetitions and all.</summary>
    public sealed record Map(ImmutableArray<KeyValuePair<string, YamlNode>> Members) : YamlNode;
}
