using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Host.Client.Explaining;

/// <summary>Reads objects of the API as records.</summary>
internal sealed class TypedReading(ApiClient api)
{
    /// <summary>The object at a path.</summary>
    /// <exception cref="ClientException">There is none, the server refuses, or what it answers is of another kind.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => Typed<T>(await api.GetAsync(path, ApiClient.Json, cancellationToken));

    /// <summary>The objects of a list.</summary>
    /// <exception cref="ClientException">The server refuses, or what it answers is of another kind.</exception>
    public async Task<List<T>> ListAsync<T>(string path, Selectors selectors, CancellationToken cancellationToken)
    {
        var pages = await new ObjectList(api).ReadAsync(path, selectors, ApiClient.Json, cancellationToken);
        return [.. pages.SelectMany(page => page.Items("items")).Select(Typed<T>)];
    }

    /// <summary>A document as a record.</summary>
    /// <exception cref="ClientException">It is of another kind.</exception>
    public static T Typed<T>(JsonObject document)
    {
        try
        {
            return ResourceJson.Deserialize<T>(document);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            throw new ClientException($"the server answered with a {typeof(T).Name} that cannot be read: {failure.Message}", cause: failure);
        }
    }
}
