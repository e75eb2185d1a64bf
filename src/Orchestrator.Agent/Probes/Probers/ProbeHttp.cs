using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>
/// HTTP for probes: a new connection each time, which ends with the probe, whatever becomes of it; no proxy, no cookies, no redirects of its own, and no certificate
/// that is checked, as Kubernetes has it.
/// </summary>
internal sealed class ProbeHttp : IDisposable
{
    /// <summary>How the agent names itself; servers tell probes from users by its first word.</summary>
    public const string UserAgent = "kube-probe/1.34";

    private readonly HttpMessageInvoker _client;

    /// <summary>Makes it for all probes of a node.</summary>
    public ProbeHttp()
    {
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.Zero,
            UseCookies = false,
            UseProxy = false,
        };
#pragma warning disable CA5359 // What a probe asks is whether the container answers; its certificate is for its clients, and is seldom valid for the pod's address.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        _client = new HttpMessageInvoker(handler);
    }

    /// <summary>Sends a request; the answer's body is not read yet.</summary>
    public Task<HttpResponseMessage> SendAsync(ProbeRequest request) => _client.SendAsync(request, request.TimeUp);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // A connection is not given up with its request by itself: it would be kept trying, for a later request that never comes.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var request = (ProbeRequest)context.InitialRequestMessage;
        var socket = await new ProbeEndpoint(context.DnsEndPoint.Host, context.DnsEndPoint.Port).ConnectAsync(request.TimeUp);
        var connection = new NetworkStream(socket, ownsSocket: true);
        request.Take(connection);
        return connection;
    }
}
