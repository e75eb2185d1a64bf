using System.CommandLine;
using System.Text.RegularExpressions;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Client;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary><c>orc certs</c>: certificates for trying out a cluster of several machines.</summary>
internal static partial class CertsCommand
{
    private const int AuthorityDays = 3650;
    private const int CertificateDays = 365;

    /// <summary>The command.</summary>
    public static Command Make() => new("certs", "Makes the certificates with which silos know each other: a small authority, and a certificate for each silo and client.")
    {
        Init(),
        Issue(),
    };

    private static Command Init()
    {
        var folder = FolderOfAuthority();
        var cluster = new Option<string>("--cluster") { Description = "Name of the cluster, which the authority carries.", DefaultValueFactory = _ => "orc" };
        var days = Days($"For how many days the authority is good; {AuthorityDays} by default.", AuthorityDays);
        var command = new Command("init", $"Makes the authority: {CertificateFiles.Authority}, and {CertificateFiles.AuthorityKey}, which belongs on no silo.") { folder, cluster, days };
        command.SetAction(result => Run(result, () =>
        {
            var path = Path.GetFullPath(result.GetValue(folder)!);
            using var authority = CertificateAuthority.Create($"{result.GetValue(cluster)} certificate authority", TimeSpan.FromDays(result.GetValue(days)), TimeProvider.System.GetUtcNow());
            CertificateFiles.WriteAuthority(path, authority);
            return $"The authority is in {path}. Keep {CertificateFiles.AuthorityKey} to yourself: whoever has it makes members of the cluster.";
        }));
        return command;
    }

    private static Command Issue()
    {
        var folder = FolderOfAuthority();
        var name = new Argument<string>("name") { Description = "Name of the silo or client; a lower-case DNS name." };
        var addresses = new Option<string[]>("--address")
        {
            Description = "IP address or host name under which others reach it. May be given more than once. With an IP address the certificate is good for those only, without one for any.",
        };
        var days = Days($"For how many days it is good; {CertificateDays} by default.", CertificateDays);
        var command = new Command("issue", "Makes the folder NAME beside the authority, for --tls-dir of a silo, a gateway or another client.") { folder, name, addresses, days };
        command.SetAction(result => Run(result, () =>
        {
            var path = Path.GetFullPath(result.GetValue(folder)!);
            using var authority = CertificateFiles.ReadAuthority(path);
            var given = result.GetValue(addresses) ?? [];
            var subject = DnsNamed("name", result.GetValue(name)!);
            var hosts = given.Select(address => System.Net.IPAddress.TryParse(address, out _) ? address : DnsNamed("--address", address));
            using var certificate = CertificateAuthority.Issue(authority, subject, [.. hosts], TimeSpan.FromDays(result.GetValue(days)), TimeProvider.System.GetUtcNow());
            var own = Path.Combine(path, subject);
            CertificateFiles.WriteCertificate(own, certificate, authority);
            return $"{own} is for --tls-dir, until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.";
        }));
        return command;
    }

    private static Argument<string> FolderOfAuthority() => new("dir") { Description = "Folder of the authority." };

    private static Option<int> Days(string description, int usual)
    {
        var option = new Option<int>("--days") { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 36500)
            {
                result.AddError("--days must be between 1 and 36500.");
            }
        });
        return option;
    }

    private static int Run(ParseResult result, Func<string> make)
    {
        try
        {
            result.InvocationConfiguration.Output.WriteLine(make());
            return ExitCode.Success;
        }
        catch (InvalidSettingException e)
        {
            result.InvocationConfiguration.Error.WriteLine($"orc: {e.Message}");
            return ExitCode.Refused;
        }
    }

    private static string DnsNamed(string what, string text) => text.Length <= 253 && DnsName().IsMatch(text)
        ? text
        : throw new InvalidSettingException($"{what} must be a lower-case DNS name such as worker-a{(what == "name" ? "" : " or an IP address")}; got '{text}'.");

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex DnsName();
}
