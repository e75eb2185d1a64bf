using System.Collections.Immutable;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>Looks at the certificates with which silos know each other.</summary>
internal static class CertificateChecks
{
    private const string Renewal = "issue another, and put it into the folder: orc certs issue; silos read it anew by themselves";
    private const string RenewalOfAuthority = "make another authority (orc certs init), put both into ca.crt of every silo, then issue new certificates, then take the old one out";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static ImmutableArray<Check> Look(string folder, DateTimeOffset now)
    {
        TlsMaterial material;
        try
        {
            material = TlsMaterial.Read(folder, null, now);
        }
        catch (InvalidSettingException problem)
        {
            return [Check.Failed("certificates", problem.Message.TrimEnd('.'), Renewal)];
        }

        var key = Path.Combine(folder, CertificateFiles.Key);
        var checks = ImmutableArray.CreateBuilder<Check>();
        checks.Add(Judge.Certificate(CertificateFiles.Certificate, material.Certificate.NotAfter, now, Renewal));
        checks.AddRange(material.Authorities.Select(authority => Judge.Certificate(CertificateFiles.Authority, authority.NotAfter, now, RenewalOfAuthority)));
        if ((File.GetUnixFileMode(key) & Others) != 0)
        {
            checks.Add(Check.Warning("certificates", $"{key} can be read or written by others", $"chmod 600 {key}"));
        }

        return checks.ToImmutable();
    }
}
