using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;

namespace Orchestrator.Host.Client.Resources;

/// <summary>The kinds that the server has, asked for as they are needed.</summary>
public sealed class Discovery(ApiClient api)
{
    private readonly Dictionary<string, ImmutableArray<ApiResource>> _versions = new(StringComparer.Ordinal);
    private ImmutableArray<string>? _preferred;

    /// <summary>The kind of documents with this apiVersion and kind.</summary>
    /// <exception cref="ClientException">The server has none.</exception>
    public async Task<ApiResource> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(apiVersion);
        var resources = apiVersion.Split('/').Any(part => part is "" or "." or "..") || apiVersion.Count(letter => letter == '/') > 1
            ? []
            : await OfVersionAsync(apiVersion, cancellationToken);
        return resources.FirstOrDefault(resource => resource.Kind == kind)
            ?? throw new ClientException($"no matches for kind \"{kind}\" in version \"{apiVersion}\"");
    }

    /// <summary>The kinds that a word means: one by any of its names, also as <c>NAME.GROUP</c> or <c>NAME.VERSION.GROUP</c>, or those of a category.</summary>
    /// <exception cref="ClientException">None.</exception>
    public async Task<ImmutableArray<ApiResource>> ResolveAsync(string word, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(word);
        var (name, group) = word.Split('.', 2) is [var first, var rest] ? (first, rest) : (word, null);
        var category = ImmutableArray.CreateBuilder<ApiResource>();
        foreach (var version in await PreferredAsync(cancellationToken))
        {
            var resources = await OfVersionAsync(version, cancellationToken);
            var match = resources.FirstOrDefault(resource => resource.IsCalled(name) && IsOf(resource, group));
            if (match is not null)
            {
                return [match];
            }

            category.AddRange(resources.Where(resource => resource.Categories.Contains(word) && resource.Verbs.Contains("list")));
        }

        return category.Count > 0 ? category.ToImmutable() : throw new ClientException($"the server doesn't have a resource type \"{word}\"");
    }

    private static bool IsOf(ApiResource resource, string? group) =>
        group is null || group == resource.Group || group == $"{resource.Version}.{resource.Group}";

    private async Task<ImmutableArray<string>> PreferredAsync(CancellationToken cancellationToken)
    {
        if (_preferred is null)
        {
            var groups = await api.GetAsync("/apis", ApiClient.Json, cancellationToken);
            _preferred = ["v1", .. groups.Items("groups").Select(PreferredOf).OfType<string>()];
        }

        return _preferred.Value;
    }

    private static string? PreferredOf(JsonObject group) =>
        group.Text("preferredVersion", "groupVersion") ?? group.Items("versions").FirstOrDefault().Text("groupVersion");

    private async Task<ImmutableArray<ApiResource>> OfVersionAsync(string apiVersion, CancellationToken cancellationToken)
    {
        if (!_versions.TryGetValue(apiVersion, out var resources))
        {
            resources = await ReadAsync(apiVersion, cancellationToken);
            _versions.Add(apiVersion, resources);
        }

        return resources;
    }

    private async Task<ImmutableArray<ApiResource>> ReadAsync(string apiVersion, CancellationToken cancellationToken)
    {
        var (group, version) = apiVersion.Split('/', 2) is [var first, var second] ? (first, second) : ("", apiVersion);
        var path = group.Length == 0 ? $"/api/{Uri.EscapeDataString(version)}" : $"/apis/{Uri.EscapeDataString(group)}/{Uri.EscapeDataString(version)}";
        try
        {
            var answer = await api.GetAsync(path, ApiClient.Json, cancellationToken);
            return [.. answer.Items("resources").Select(item => Read(item, group, version)).OfType<ApiResource>()];
        }
        catch (ApiFailure failure) when (failure.Code == HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>A subresource, such as <c>pods/log</c>, is no kind.</summary>
    private static ApiResource? Read(JsonObject item, string group, string version)
    {
        if (item.Text("name") is not { Length: > 0 } plural || plural.Contains('/', StringComparison.Ordinal) || item.Text("kind") is not { Length: > 0 } kind)
        {
            return null;
        }

        return new ApiResource
        {
            Group = group,
            Version = version,
            Plural = plural,
            Singular = item.Text("singularName") is { Length: > 0 } singular ? singular : kind.ToLowerInvariant(),
            Kind = kind,
            Namespaced = item["namespaced"] is JsonValue value && value.TryGetValue(out bool namespaced) && namespaced,
            ShortNames = Words(item, "shortNames"),
            Categories = Words(item, "categories"),
            Verbs = Words(item, "verbs"),
        };
    }

    private static ImmutableArray<string> Words(JsonObject item, string member) =>
        item[member] is JsonArray list ? [.. list.Select(word => word.Text()).OfType<string>()] : [];
}
