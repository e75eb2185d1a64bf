using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;

namespace Orchestrator.Host.Client.Resources;

/// <summary>Asks for lists, page by page.</summary>
public sealed class ObjectList(ApiClient api)
{
    private const int PageItems = 500;

    /// <summary>The pages of a list, at least one.</summary>
    /// <param name="path">Where the list is.</param>
    /// <param name="selectors">What of it is wanted.</param>
    /// <param name="accept">The form of the answer.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ClientException">The server refuses, or its pages have no end.</exception>
    public async Task<ImmutableArray<JsonObject>> ReadAsync(string path, Selectors selectors, string accept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        var pages = ImmutableArray.CreateBuilder<JsonObject>();
        string? next = null;
        do
        {
            var query = selectors.Query(("limit", $"{PageItems}"), ("continue", next));
            pages.Add(await api.GetAsync(path + query, accept, cancellationToken));
            var following = pages[^1].Text("metadata", "continue");
            if (following is { Length: > 0 } && following == next)
            {
                throw new ClientException("the server's list does not end: each page says that the same page follows");
            }

            next = following;
        }
        while (!string.IsNullOrEmpty(next));
        return pages.ToImmutable();
    }
}
