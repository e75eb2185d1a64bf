using System.Text.Json.Nodes;

namespace Orchestrator.Host.Client.Resources;

/// <summary>An object as somebody wrote it down.</summary>
/// <param name="Document">The object.</param>
/// <param name="Source">The file that it stands in.</param>
public sealed record Manifest(JsonObject Document, string Source)
{
    /// <summary>The object's name; empty where it has none.</summary>
    public string Name => Document.Text("metadata", "name") ?? "";

    /// <summary>What the object is called in messages.</summary>
    public string Label => $"{Document.Text("kind") ?? "object"} \"{Name}\" of {Source}";

    /// <summary>The object's kind.</summary>
    /// <exception cref="ClientException">It says none, or the server does not have it, or the object has no name.</exception>
    public Task<ApiResource> FindKindAsync(Discovery discovery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(discovery);
        if (Document.Text("apiVersion") is not { Length: > 0 } apiVersion || Document.Text("kind") is not { Length: > 0 } kind)
        {
            throw new ClientException("apiVersion and kind must say what it is");
        }

        return Name.Length > 0
            ? discovery.FindAsync(apiVersion, kind, cancellationToken)
            : throw new ClientException("metadata.name must say which object it is");
    }

    /// <summary>The namespace that the object is in, or is to be in; null for a kind that lives in none.</summary>
    /// <exception cref="ClientException">The document and the options name different ones.</exception>
    public string? NamespaceFor(ApiResource kind, ClientSession session)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(session);
        if (!kind.Namespaced)
        {
            return null;
        }

        var own = Document.Text("metadata", "namespace");
        if (own is { Length: > 0 } && session.NamespaceAsked is { } asked && asked != own)
        {
            throw new ClientException($"it names the namespace \"{own}\", and --namespace names \"{asked}\"");
        }

        return own is { Length: > 0 } ? own : session.Namespace;
    }
}
