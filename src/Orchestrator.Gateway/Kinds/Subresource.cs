using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Kinds;

/// <summary>A subresource of a kind, as discovery and the OpenAPI documents tell of it.</summary>
internal sealed record Subresource
{
    /// <summary>The kind whose objects have it.</summary>
    public required KindDescription Of { get; init; }

    /// <summary>Its name in paths, such as <c>scale</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What can be done with it.</summary>
    public required ResourceVerbs Verbs { get; init; }

    /// <summary>The document that is sent and answered: the object's own by default.</summary>
    public Type Document { get; init; } = typeof(void);

    /// <summary>The kind of its options in discovery, where what is sent and answered is a stream of bytes and no document; else null.</summary>
    public string? StreamOptions { get; init; }

    /// <summary>What a query may ask of it.</summary>
    public ImmutableArray<QueryParameter> Parameters { get; init; } = [];

    /// <summary>Whether what is sent and answered is a document of another kind than the object's.</summary>
    public bool HasOwnDocument => Document != typeof(void);

    /// <summary>Plural and name, such as <c>deployments/scale</c>.</summary>
    public string Resource => $"{Of.Plural}/{Name}";
}
