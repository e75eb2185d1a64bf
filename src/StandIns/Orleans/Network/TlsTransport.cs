using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace Orleans.Networking;

/// <summary>Speaks TLS over a connection, with the certificates that the settings say; where there are no such settings it leaves the connection as it is.</summary>
internal sealed class TlsTransport(TimeProvider timeProvider, IEnumerable<TlsOptions> settings)
{
    private readonly TlsOptions? _settings = settings.LastOrDefault();

    /// <summary>The side that opened the connection.</summary>
    public async Task<IDuplexPipe> SecureAsClientAsync(ConnectionContext context, EndPoint endpoint)
    {
        if (_settings is not { } settings)
        {
            return context.Transport;
        }

        var client = new TlsClientAuthenticationOptions { TargetHost = (endpoint as IPEndPoint)?.Address.ToString() };
        settings.OnAuthenticateAsClient?.Invoke(context, client);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = client.TargetHost ?? string.Empty,
            ClientCertificates = settings.LocalCertificate is { } own ? [own] : null,
            RemoteCertificateValidationCallback = Validate,
        };
        if (settings.LocalClientCertificateSelector is { } select)
        {
            options.LocalCertificateSelectionCallback = (sender, host, certificates, remote, issuers) => select(sender, host, certificates, remote, issuers)!;
        }

        return await SecureAsync(context, (stream, cancellationToken) => stream.AuthenticateAsClientAsync(options, cancellationToken), settings);
    }

    /// <summary>The side that accepted the connection.</summary>
    public async Task<IDuplexPipe> SecureAsServerAsync(ConnectionContext context)
    {
        if (_settings is not { } settings)
        {
            return context.Transport;
        }

        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateSelectionCallback = (_, host) => settings.LocalServerCertificateSelector?.Invoke(context, host) ?? settings.LocalCertificate!,
            ClientCertificateRequired = settings.RemoteCertificateMode != RemoteCertificateMode.NoCertificate,
            RemoteCertificateValidationCallback = Validate,
        };
        return await SecureAsync(context, (stream, cancellationToken) => stream.AuthenticateAsServerAsync(options, cancellationToken), settings);
    }

    private async Task<IDuplexPipe> SecureAsync(ConnectionContext context, Func<SslStream, CancellationToken, Task> authenticate, TlsOptions settings)
    {
        var stream = new SslStream(new DuplexPipeStream(context.Transport));
        using var timeout = new CancellationTokenSource(settings.HandshakeTimeout, timeProvider);
        await authenticate(stream, timeout.Token);
        return new PipePair(PipeReader.Create(stream), PipeWriter.Create(stream));
    }

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return _settings!.RemoteCertificateMode != RemoteCertificateMode.RequireCertificate;
        }

        return _settings!.RemoteCertificateValidation is { } validate
            ? validate(certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()), chain, errors)
            : errors == SslPolicyErrors.None;
    }
}
