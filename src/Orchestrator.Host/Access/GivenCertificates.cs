using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Orchestrator.Gateway.Listening;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Access;

/// <summary>The API's certificate from files, read anew when they change. Whose certificates are taken from clients, they do not say.</summary>
internal sealed partial class GivenCertificates : IApiCertificates
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private (string Text, SslStreamCertificateContext Context) _read;
    private long _lookedAt;

    /// <summary>Reads the folder.</summary>
    /// <exception cref="InvalidSettingException">It does not hold what it has to.</exception>
    public GivenCertificates(string folder, X509Certificate2Collection clients, TimeProvider time, ILogger logger)
    {
        (_folder, _time, _logger, ClientAuthorities) = (folder, time, logger, clients);
        _read = Read(null);
        _lookedAt = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public SslStreamCertificateContext Server
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_lookedAt) > LookAgainAfter)
                {
                    LookAgain();
                    _lookedAt = _time.GetTimestamp();
                }

                return _read.Context;
            }
        }
    }

    /// <inheritdoc/>
    public X509Certificate2Collection ClientAuthorities { get; }

    // The old certificate is better than none where the new files are not whole yet.
    private void LookAgain()
    {
        try
        {
            _read = Read(_read);
        }
        catch (InvalidSettingException fault)
        {
            LogNotRead(_logger, fault.Message);
        }
    }

    private (string, SslStreamCertificateContext) Read((string Text, SslStreamCertificateContext Context)? before)
    {
        try
        {
            var certificate = File.ReadAllText(Path.Combine(_folder, CertificateFiles.Certificate));
            var key = File.ReadAllText(Path.Combine(_folder, CertificateFiles.Key));
            var text = $"{certificate}\n{key}";
            if (before?.Text == text)
            {
                return before.Value;
            }

            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            return (text, SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(certificate, key), chain, offline: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidSettingException($"--api-tls-dir {_folder} must hold {CertificateFiles.Certificate} and {CertificateFiles.Key} as PEM: {e.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API's changed certificate is not taken, and that from before stays: {Problem}")]
    private static partial void LogNotRead(ILogger logger, string problem);
}
