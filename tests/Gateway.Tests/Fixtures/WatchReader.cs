using System.Text.Json;

namespace Gateway.Tests.Fixtures;

/// <summary>Reads a watch as a client does.</summary>
public sealed class WatchReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private WatchReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public int Code => (int)_response.StatusCode;

    public static async Task<WatchReader> StartAsync(GatewayHost host, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        return new WatchReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null where the watch has ended well.</summary>
    public async Task<(string Type, JsonElement Object)?> NextAsync()
    {
        var line = await _lines.ReadLineAsync().WaitAsync(Patience);
        if (line is null)
        {
            return null;
        }

        var json = JsonDocument.Parse(line).RootElement;
        return (json.GetProperty("type").GetString()!, json.GetProperty("object"));
    }

    /// <summary>The next event's type and the object's name.</summary>
    public async Task<(string Type, string? Name)> NextNameAsync()
    {
        var (type, o) = (await NextAsync()).GetValueOrDefault();
        return (type, o.GetProperty("metadata").TryGetProperty("name", out var name) ? name.GetString() : null);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
