using System.Net.Security;
using System.Net.Sockets;

namespace Docker.DotNet.Http;

/// <summary>Opens connections to an engine. TLS is done here and not by the HTTP handler, so that the writing side of a hijacked connection can be closed.</summary>
internal sealed class EngineConnector
{
    private readonly DockerClientConfiguration _configuration;
    private readonly bool _tls;

    public EngineConnector(DockerClientConfiguration configuration)
    {
        _configuration = configuration;
        var endpoint = configuration.EndpointBaseUri;
        _tls = configuration.Credentials.IsTlsCredentials() || endpoint.Scheme == Uri.UriSchemeHttps;
        BaseAddress = endpoint.Scheme switch
        {
            "unix" => new Uri("http://localhost/"),
            "tcp" or "http" or "https" => new UriBuilder(Uri.UriSchemeHttp, endpoint.Host, PortOf(endpoint)).Uri,
            _ => throw new NotSupportedException($"An engine's endpoint starts with unix://, tcp://, http:// or https://; got '{endpoint.Scheme}://'."),
        };
    }

    /// <summary>The address that requests name; which connection they take is decided here.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A handler whose connections go to the engine.</summary>
    /// <param name="opened">Told each connection that is opened, where somebody has to know.</param>
    public HttpMessageHandler CreateHandler(Action<Stream>? opened = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            var stream = await ConnectAsync(handler.SslOptions, cancellationToken);
            opened?.Invoke(stream);
            return stream;
        };
        return _configuration.Credentials.GetHandler(handler);
    }

    private async ValueTask<Stream> ConnectAsync(SslClientAuthenticationOptions tls, CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(await DialAsync(cancellationToken), ownsSocket: true);
        if (!_tls)
        {
            return stream;
        }

        var secured = new SslStream(stream);
        try
        {
            await secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = BaseAddress.IdnHost,
                    ClientCertificates = tls.ClientCertificates,
                    RemoteCertificateValidationCallback = tls.RemoteCertificateValidationCallback,
                },
                cancellationToken);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }

    private async Task<Socket> DialAsync(CancellationToken cancellationToken)
    {
        var endpoint = _configuration.EndpointBaseUri;
        var local = endpoint.Scheme == "unix";
        var socket = local
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (local)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.LocalPath), cancellationToken);
            }
            else
            {
                // A machine that vanished would otherwise leave a silent stream, such as that of events, open for ever.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                await socket.ConnectAsync(BaseAddress.IdnHost, BaseAddress.Port, cancellationToken);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Docker's own ports where an endpoint names none.
    private int PortOf(Uri endpoint) => endpoint.Port > 0 ? endpoint.Port : _tls ? 2376 : 2375;
}
