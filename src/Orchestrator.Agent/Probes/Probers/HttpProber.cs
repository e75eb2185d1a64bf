using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>Asks over HTTP: 200 to 399 is a success. Redirects are followed on the same host; one that leads to another host is a success with a warning.</summary>
internal sealed class HttpProber : IProber
{
    private const int BodyBytesMax = 10 * 1024;
    private const int RedirectsMax = 10;
    private readonly ProbeHttp _http;
    private readonly ProbeEndpoint _endpoint;
    private readonly Uri _address;
    private readonly List<(string Name, string Value)> _headers;

    private HttpProber(ProbeHttp http, ProbeEndpoint endpoint, Uri address, IEnumerable<HttpHeader> headers)
    {
        (_http, _endpoint, _address) = (http, endpoint, address);
        _headers = [.. headers.Select(header => (header.Name, header.Value))];
        SetDefault("User-Agent", ProbeHttp.UserAgent);
        SetDefault("Accept", "*/*");
    }

    /// <summary>Makes the prober, or one that says why there can be none.</summary>
    public static IProber Of(ProbeHttp http, HttpGetAction action, ProbeEndpoint endpoint)
    {
        var scheme = string.Equals(action.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
        var path = action.Path is { Length: > 0 } given ? given : "/";
        var text = $"{scheme}://{endpoint}{(path.StartsWith('/') ? "" : "/")}{path}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? new HttpProber(http, endpoint, address, action.HttpHeaders)
            : new UnaskableProber($"\"{text}\" is not an address; httpGet.path and httpGet.host have to make one");
    }

    /// <inheritdoc/>
    public async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var awaited = "awaiting headers";
        try
        {
            var address = _address;
            for (var redirects = 0; redirects < RedirectsMax; redirects++)
            {
                using var request = Request(address, cancellationToken);
                using var response = await _http.SendAsync(request);
                awaited = "reading body";
                var body = await ReadAsync(response.Content, cancellationToken);
                if (Redirect(response, address) is not { } next)
                {
                    return Judge(response.StatusCode, body);
                }

                (address, awaited) = (next, "awaiting headers");
            }

            return Failure($"stopped after {RedirectsMax} redirects");
        }
        catch (Exception exception) when (NetworkFaults.IsOne(exception) && !cancellationToken.IsCancellationRequested)
        {
            return Failure(NetworkFaults.Describe(exception, _endpoint));
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && (exception is OperationCanceledException || NetworkFaults.IsOne(exception)))
        {
            return Failure($"context deadline exceeded (Client.Timeout exceeded while {awaited})");
        }
    }

    private static ProbeAnswer Judge(HttpStatusCode status, string body) => (int)status switch
    {
        >= 200 and < 300 => ProbeAnswer.Success,
        >= 300 and < 400 => ProbeAnswer.Warning($"Probe terminated redirects, Response body: {body}"),
        _ => ProbeAnswer.Failure(string.Create(CultureInfo.InvariantCulture, $"HTTP probe failed with statuscode: {(int)status}")),
    };

    // Where the answer leads on this host; null where it is the last.
    private static Uri? Redirect(HttpResponseMessage response, Uri address)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
        {
            return null;
        }

        var next = location.IsAbsoluteUri ? location : new Uri(address, location);
        return next.Host == address.Host && next.Scheme is "http" or "https" ? next : null;
    }

    // No more of a body than is worth saying; the rest ends with the connection.
    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BodyBytesMax);
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(buffer.AsMemory(0, BodyBytesMax), BodyBytesMax, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ProbeRequest Request(Uri address, CancellationToken timeUp)
    {
        var request = new ProbeRequest(HttpMethod.Get, address, timeUp) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.ConnectionClose = true;
        foreach (var (name, value) in _headers)
        {
            RequestHeaders.Add(request, name, value);
        }

        return request;
    }

    private ProbeAnswer Failure(string why) => ProbeAnswer.Failure($"Get \"{_address}\": {why}");

    // A header that is set and empty is left out altogether.
    private void SetDefault(string name, string value)
    {
        if (!_headers.Exists(Named))
        {
            _headers.Add((name, value));
        }

        _headers.RemoveAll(header => Named(header) && header.Value.Length == 0);

        bool Named((string Name, string Value) header) => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase);
    }
}
