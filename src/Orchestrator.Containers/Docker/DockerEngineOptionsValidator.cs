using Microsoft.Extensions.Options;

namespace Orchestrator.Containers.Docker;

/// <summary>Says which setting of the engine is wrong, and what would be right.</summary>
public sealed class DockerEngineOptionsValidator : IValidateOptions<DockerEngineOptions>
{
    private static readonly string[] CertificateFiles = ["ca.pem", "cert.pem", "key.pem"];

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, DockerEngineOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(DockerEngineOptions options)
    {
        if (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("unix" or "tcp"))
        {
            yield return $"{nameof(options.Endpoint)} (DOCKER_HOST) must be unix:///path/to/socket or tcp://host:port; got '{options.Endpoint}'.";
        }

        var limits = new[]
        {
            (nameof(options.PingTimeout), options.PingTimeout),
            (nameof(options.ReadTimeout), options.ReadTimeout),
            (nameof(options.CallTimeout), options.CallTimeout),
            (nameof(options.PullStallTimeout), options.PullStallTimeout),
        };
        foreach (var (limit, value) in limits.Where(limit => limit.Item2 <= TimeSpan.Zero))
        {
            yield return $"{limit} must be more than zero; got {value}.";
        }

        foreach (var file in options.TlsVerify && endpoint?.Scheme == "tcp" ? CertificateFiles : [])
        {
            if (!File.Exists(Path.Combine(options.CertificateDirectory ?? "", file)))
            {
                yield return $"{nameof(options.CertificateDirectory)} (DOCKER_CERT_PATH) must be a folder with {file}; got '{options.CertificateDirectory}'.";
            }
        }
    }
}
