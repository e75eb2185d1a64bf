using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Host.Certificates;

/// <summary>A small authority, and the certificates of its cluster's silos and clients. Who has one of them is a member of the cluster.</summary>
internal static class CertificateAuthority
{
    private const int SerialBytes = 16;
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    // Machines whose clocks are a little behind accept a new certificate, too.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>Makes an authority, which signs itself and nothing but certificates of members.</summary>
    public static X509Certificate2 Create(string name, TimeSpan validity, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - ClockDifference, now + validity);
    }

    /// <summary>Issues a certificate for a silo or client, with which it both serves and calls. It ends with its authority at the latest.</summary>
    /// <param name="authority">The authority, with its key.</param>
    /// <param name="name">Name of the silo or client.</param>
    /// <param name="addresses">IP addresses and host names under which others reach it.</param>
    /// <param name="validity">For how long it is good.</param>
    /// <param name="now">The time.</param>
    public static X509Certificate2 Issue(X509Certificate2 authority, string name, IEnumerable<string> addresses, TimeSpan validity, DateTimeOffset now) =>
        Issue(authority, Subject(name), [ServerUsage, ClientUsage], Names(name, addresses), validity, now);

    /// <summary>Issues a certificate that says who a client of the API is, and with which nothing can be served.</summary>
    /// <param name="authority">The authority, with its key.</param>
    /// <param name="name">Name of the user.</param>
    /// <param name="groups">The user's groups.</param>
    /// <param name="validity">For how long it is good.</param>
    /// <param name="now">The time.</param>
    public static X509Certificate2 IssueClient(X509Certificate2 authority, string name, IEnumerable<string> groups, TimeSpan validity, DateTimeOffset now)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
        {
            subject.AddOrganizationName(group);
        }

        subject.AddCommonName(name);
        return Issue(authority, subject.Build(), [ClientUsage], null, validity, now);
    }

    private static X509Certificate2 Issue(
        X509Certificate2 authority, X500DistinguishedName subject, string[] usages, X509Extension? names, TimeSpan validity, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. usages.Select(usage => new Oid(usage))], critical: false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var end = new DateTimeOffset(authority.NotAfter) is var last && now + validity > last ? last : now + validity;
        var begin = new DateTimeOffset(authority.NotBefore) is var first && now - ClockDifference < first ? first : now - ClockDifference;
        using var certificate = request.Create(authority, begin, end, Serial());
        return certificate.CopyWithPrivateKey(key);
    }

    private static X500DistinguishedName Subject(string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        return subject.Build();
    }

    private static X509Extension Names(string name, IEnumerable<string> addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        foreach (var address in addresses)
        {
            if (IPAddress.TryParse(address, out var ip))
            {
                names.AddIpAddress(ip);
            }
            else
            {
                names.AddDnsName(address);
            }
        }

        return names.Build();
    }

    // Positive, as serial numbers have to be, and not 0.
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }
}
