using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Containers.Tests.Support;

/// <summary>
/// Stands in front of an engine's Unix socket and speaks TLS on loopback, letting in only clients with a certificate of its own authority: what an engine does that
/// is started with <c>--tlsverify</c>.
/// </summary>
public sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;
    private readonly string _socket;
    private readonly Task _accepting;

    public TlsFront(string socket, string host = "localhost")
    {
        _socket = socket;
        Certificates = Directory.CreateTempSubdirectory("orc-test-tls-").FullName;
        _authority = CreateAuthority();
        _server = Sign("CN=engine", host);
        Write(Certificates, _authority, Sign("CN=client", null));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Certificates { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static X509Certificate2 CreateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Lays out a folder as Docker's tools do.</summary>
    public static void Write(string folder, X509Certificate2 authority, X509Certificate2 client)
    {
        File.WriteAllText(Path.Combine(folder, "ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "cert.pem"), client.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A certificate of this authority.</summary>
    public X509Certificate2 Sign(string subject, string? host) => Sign(_authority, subject, host);

    public static X509Certificate2 Sign(X509Certificate2 authority, string subject, string? host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }

        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Directory.Delete(Certificates, true);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            await using var secured = new SslStream(new NetworkStream(client, true));
            await secured.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = _server,
                    ClientCertificateRequired = true,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == _authority.Subject,
                },
                _stop.Token);
            using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _stop.Token);
            await using var stream = new NetworkStream(engine);
            var up = PumpAsync(secured, stream, () => engine.Shutdown(SocketShutdown.Send));
            await PumpAsync(stream, secured, () => { });

            // The end is said and the client's end awaited: to close outright would throw away what is still on its way.
            await secured.ShutdownAsync();
            client.Shutdown(SocketShutdown.Send);
            await up;
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The client went away or was not let in; what a test makes of it is seen from the client.
        }
    }

    private async Task PumpAsync(Stream from, Stream to, Action ended)
    {
        await from.CopyToAsync(to, _stop.Token);
        ended();
    }
}
