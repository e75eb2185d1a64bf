using System.Net;
using Microsoft.Extensions.Logging;
using Orchestrator.Host.Serving;
using Orleans.Connections.Security;

namespace Orchestrator.Host.Certificates;

/// <summary>TLS of connections between silos and from clients: both sides show a certificate of the cluster's authority. A changed file counts from the next connection on.</summary>
internal sealed partial class SiloTls
{
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private TlsMaterial _material;

    /// <summary>Reads the folder.</summary>
    /// <exception cref="InvalidSettingException">It does not hold what it has to.</exception>
    public SiloTls(string folder, TimeProvider time, ILogger logger)
    {
        (_folder, _time, _logger) = (folder, time, logger);
        _material = TlsMaterial.Read(folder, null, time.GetUtcNow());
    }

    /// <summary>The settings of a silo or client.</summary>
    public void Configure(TlsOptions options)
    {
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.LocalServerCertificateSelector = (_, _) => Current().Certificate;
        options.LocalClientCertificateSelector = (_, _, _, _, _) => Current().Certificate;
        options.RemoteCertificateValidation = (certificate, _, errors) => CertificateTrust.Accepts(certificate, errors, Current().Authorities, _time.GetUtcNow());
        options.OnAuthenticateAsClient = (connection, authentication) => authentication.TargetHost = HostOf(connection.RemoteEndPoint);
    }

    private static string HostOf(EndPoint? endpoint) =>
        endpoint is not IPEndPoint { Address: var address } ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    // The old certificate is still good where the new files are not (yet): connections must not fail for a file that is just being written.
    private TlsMaterial Current()
    {
        lock (_gate)
        {
            try
            {
                _material = TlsMaterial.Read(_folder, _material, _time.GetUtcNow());
            }
            catch (InvalidSettingException e)
            {
                LogNotRead(_logger, e.Message);
            }

            return _material;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The changed certificates are not taken, and those from before stay: {Problem}")]
    private static partial void LogNotRead(ILogger logger, string problem);
}
