using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace Orchestrator.Host.Tests.Certificates;

/// <summary>A TLS handshake over loopback between two sides that are configured as a silo's connections are.</summary>
internal static class Handshake
{
    /// <summary>The certificate that the server showed; null where one of the sides did not want the other.</summary>
    public static async Task<X509Certificate2?> TryAsync(Action<TlsOptions> server, Action<TlsOptions>? client)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var calling = new TcpClient();
        await calling.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var called = await listener.AcceptTcpClientAsync();
        try
        {
            var accepting = AcceptAsync(Options(server), called);
            var shown = await ConnectAsync(client is null ? null : Options(client), calling);
            await accepting;
            return shown;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return null;
        }
    }

    private static TlsOptions Options(Action<TlsOptions> configure)
    {
        var options = new TlsOptions();
        configure(options);
        return options;
    }

    private static async Task AcceptAsync(TlsOptions options, TcpClient socket)
    {
        await using var tls = new SslStream(socket.GetStream(), false, Validation(options));
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateSelectionCallback = (_, name) => options.LocalServerCertificateSelector!(new Connection(socket), name),
                ClientCertificateRequired = options.RemoteCertificateMode == RemoteCertificateMode.RequireCertificate,
            });
            await tls.WriteAsync(new byte[] { 1 });
        }
        finally
        {
            socket.Close();
        }
    }

    // In TLS 1.3 a client learns that its certificate is not wanted by what it reads.
    private static async Task<X509Certificate2?> ConnectAsync(TlsOptions? options, TcpClient socket)
    {
#pragma warning disable CA5359 // A stranger does not care whom he talks to.
        await using var tls = new SslStream(socket.GetStream(), false, options is null ? (_, _, _, _) => true : Validation(options));
#pragma warning restore CA5359
        var target = new TlsClientAuthenticationOptions();
        options?.OnAuthenticateAsClient?.Invoke(new Connection(socket), target);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = target.TargetHost,
            LocalCertificateSelectionCallback = options is null ? null : (sender, host, local, remote, issuers) => options.LocalClientCertificateSelector!(sender, host, local, remote, issuers)!,
        });
        await tls.ReadExactlyAsync(new byte[1]);
        return new X509Certificate2(tls.RemoteCertificate!);
    }

    private static RemoteCertificateValidationCallback Validation(TlsOptions options) => (_, certificate, chain, errors) =>
        certificate is X509Certificate2 shown && options.RemoteCertificateValidation!(shown, chain, errors);

    private sealed class Connection(TcpClient socket) : DefaultConnectionContext("test")
    {
        public override EndPoint? RemoteEndPoint { get; set; } = socket.Client.RemoteEndPoint;

        public override IDuplexPipe Transport { get; set; } = null!;
    }
}
