using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>A cluster, user or context of a kubeconfig.</summary>
/// <param name="Body">What it says.</param>
/// <param name="Folder">The folder that its file names are relative to.</param>
/// <param name="Place">What it is called in messages.</param>
internal sealed record KubeconfigEntry(JsonObject Body, string Folder, string Place)
{
    public bool Has(string member) => Body[member] is not null;

    public string? Text(string member) => Body.Text(member);

    public bool Flag(string member) => Body[member] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>The file that a member names; null where it names none.</summary>
    public string? FileOf(string member) => Text(member) is { Length: > 0 } path ? Path.Combine(Folder, path) : null;

    public string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ClientException.Misuse($"{Place} names a file that cannot be read: {failure.Message}");
        }
    }

    public X509Certificate2Collection? Authorities() => Pem("certificate-authority") is not { } pem ? null : Read("certificate-authority", () =>
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0 ? authorities : throw ClientException.Misuse($"{Place}: certificate-authority holds no certificate");
    });

    public X509Certificate2? ClientCertificate()
    {
        var (certificate, key) = (Pem("client-certificate"), Pem("client-key"));
        if ((certificate is null) != (key is null))
        {
            throw ClientException.Misuse($"{Place} needs both client-certificate and client-key");
        }

        return certificate is null ? null : Read("client-certificate and client-key", () => X509Certificate2.CreateFromPem(certificate, key));
    }

    /// <summary>What <c>NAME-data</c> holds, or else the file that <c>NAME</c> names.</summary>
    private string? Pem(string member) =>
        Text($"{member}-data") is { Length: > 0 } data ? Read($"{member}-data", () => Encoding.UTF8.GetString(Convert.FromBase64String(data)))
        : FileOf(member) is { } file ? ReadText(file)
        : null;

    /// <summary>The message of what went wrong is left out: it could hold a part of a key.</summary>
    private T Read<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException or ArgumentException)
        {
            throw ClientException.Misuse($"{Place}: {what} cannot be read; PEM is expected, and in the -data members base64 of it");
        }
    }
}
