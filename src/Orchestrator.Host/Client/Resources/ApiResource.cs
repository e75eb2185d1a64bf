using System.Collections.Immutable;

namespace Orchestrator.Host.Client.Resources;

/// <summary>A kind as the server offers it.</summary>
public sealed record ApiResource
{
    /// <summary>The API group; empty for the core.</summary>
    public required string Group { get; init; }

    /// <summary>The version of the group.</summary>
    public required string Version { get; init; }

    /// <summary>The name in paths.</summary>
    public required string Plural { get; init; }

    /// <summary>The name in messages.</summary>
    public required string Singular { get; init; }

    /// <summary>The name in documents.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether its objects live in namespaces.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>Other names that people type.</summary>
    public ImmutableArray<string> ShortNames { get; init; } = [];

    /// <summary>The groups, such as <c>all</c>, that it is listed with.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>What can be done with it.</summary>
    public ImmutableArray<string> Verbs { get; init; } = [];

    /// <summary><c>apiVersion</c> in documents.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The name before an object's name in messages: <c>pod</c>, <c>deployment.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Singular : $"{Singular}.{Group}";

    /// <summary>Whether people mean this kind by a word.</summary>
    public bool IsCalled(string word) =>
        new[] { Plural, Singular, Kind }.Concat(ShortNames).Any(name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where its objects are listed, or one of them is.</summary>
    /// <param name="namespaceName">The namespace; null for all, and without effect on a kind that lives in none.</param>
    /// <param name="name">The object; null for the list.</param>
    /// <exception cref="ClientException">A name would lead to another path.</exception>
    public string Path(string? namespaceName, string? name = null)
    {
        var path = Group.Length == 0 ? $"/api/{Segment(Version)}" : $"/apis/{Segment(Group)}/{Segment(Version)}";
        if (Namespaced && namespaceName is not null)
        {
            path += $"/namespaces/{Segment(namespaceName)}";
        }

        path += $"/{Segment(Plural)}";
        return name is null ? path : $"{path}/{Segment(name)}";
    }

    private static string Segment(string name) =>
        name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal)
            ? throw ClientException.Misuse($"\"{name}\" cannot be the name of anything: it must not be empty, \".\" or \"..\", nor hold \"/\" or \"%\"")
            : Uri.EscapeDataString(name);
}
